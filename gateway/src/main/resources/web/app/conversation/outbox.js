// What was written and is not yet recorded. A message keeps its key until the server has it, so that trying again never
// says it twice; and it stays in this browser, so that a reload loses nothing.
import { post } from "../core/api.js"
import { session, onLeaving } from "../core/session.js"
import { recall, remember, newId } from "../core/storage.js"
import { changed } from "../core/view.js"
import { heard } from "./thread.js"

const TRIES = 3
const PAUSE_MS = 1_500

/// Each `{key, conversationId, body, note, mentions, files, at, state: "sending" | "failed", problem}`.
let waiting = null

const all = () => (waiting ??= (recall(name()) ?? []).map(one => ({ ...one, state: "failed", problem: one.problem ?? "The page was closed before it was sent." })))
const name = () => `outbox.${session.me?.id ?? 0}`
const save = () => remember(name(), all().length > 0 ? all() : null)

export const waitingIn = conversationId => all().filter(one => one.conversationId === conversationId)

export function send(conversationId, { body, note, mentions = [], files = [] }) {
  const one = { key: newId(), conversationId, body, note, mentions, files, at: new Date().toISOString(), state: "sending", problem: null }
  all().push(one)
  save()
  deliver(one)
  changed()
}

export function again(one) {
  Object.assign(one, { state: "sending", problem: null })
  changed()
  return deliver(one)
}

export function discard(one) {
  waiting = all().filter(other => other !== one)
  save()
  changed()
}

async function deliver(one) {
  const message = { conversation_id: one.conversationId, body: one.body, type: one.note ? "note" : "reply" }
  if (one.note && one.mentions.length > 0) message.mentioned_user_ids = one.mentions
  if (one.files.length > 0) message.file_ids = one.files.map(file => file.id)
  for (let attempt = 1; ; attempt++) {
    try {
      const { data } = await post("/api/messages", { message }, { headers: { "Idempotency-Key": one.key } })
      one.recorded = data.id
      heard(data)
      discard(one)
      return
    } catch (error) {
      // it was told live: it had arrived, only the answer was lost
      if (!all().includes(one)) return
      const perhaps = error.status === 0 || error.status >= 500
      if (perhaps && navigator.onLine && attempt < TRIES) {
        await new Promise(resolve => setTimeout(resolve, PAUSE_MS * attempt))
        continue
      }
      Object.assign(one, { state: "failed", problem: error.told ?? error.message })
      save()
      changed()
      return
    }
  }
}

/// What is told live may come before the answer to the request: the same words are then shown once.
export function claim(message) {
  if (message.user_id !== session.me?.id) return
  const mine = all().find(one => one.state === "sending" && one.conversationId === message.conversation_id && one.body === message.body && one.note === message.private && (!one.recorded || one.recorded === message.id))
  if (mine) discard(mine)
}

addEventListener("online", () => {
  for (const one of all().filter(one => one.state === "failed" && Date.now() - Date.parse(one.at) < 600_000)) again(one)
})

onLeaving(() => {
  waiting = null
})
