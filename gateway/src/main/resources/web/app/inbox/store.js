// Conversations as this page knows them: from lists, from the one that is open, and from what is told live. A fact that
// is older than what is known changes nothing.
import { get } from "../core/api.js"
import { on } from "../core/live.js"
import { changed } from "../core/view.js"
import { recount } from "./counters.js"

const FETCH_AT_ONCE = 4
const KEPT = 20_000

export const conversations = new Map()

const watchers = new Set()
const wanted = new Set()
let fetching = 0

/// Told of each conversation that is new or has changed.
export const watch = listen => watchers.add(listen)

function tell(conversation) {
  for (const listen of watchers) listen(conversation)
  changed()
}

/// @param shown as a list or `GET /api/conversations/{id}` shows it
export function keep(shown) {
  const known = conversations.get(shown.id)
  if (known && known.version > shown.version) return known
  const last = shown.messages.at(-1)
  const kept = Object.assign(known ?? {}, shown, { last: last ? brief(last) : known?.last ?? null })
  delete kept.messages
  conversations.set(kept.id, kept)
  if (!known && conversations.size > KEPT) conversations.delete(conversations.keys().next().value)
  return kept
}

const brief = message => ({ id: message.id, seq: message.seq, body: message.body, type: message.type, user: message.user, customer_id: message.customer_id, files: message.attachments?.length ?? 0, failed: message.delivery_status === "failed" })

/// Shows at once what was asked for; the answer, or what is told live, has the last word.
export function assume(conversation, change) {
  const before = Object.fromEntries(Object.keys(change).map(key => [key, conversation[key]]))
  Object.assign(conversation, change)
  tell(conversation)
  return () => {
    Object.assign(conversation, before)
    tell(conversation)
  }
}

export function told(conversation) {
  const kept = keep(conversation)
  tell(kept)
  return kept
}

/// As the server has it now; a few at a time.
export function refresh(id) {
  wanted.add(id)
  next()
}

async function next() {
  if (fetching >= FETCH_AT_ONCE || wanted.size === 0) return
  const id = wanted.values().next().value
  wanted.delete(id)
  fetching++
  try {
    told((await get(`/api/conversations/${id}`)).data)
  } catch {
    // it may be gone; a list that is loaded again tells
  }
  fetching--
  next()
}

on("conversation:created", ({ conversation }) => {
  if (!conversations.has(conversation.id)) told({ assignee: null, customer: null, messages: [], tags: [], mentions: [], ...conversation })
  recount()
})

on("conversation:updated", ({ id, updates, version }) => {
  const known = conversations.get(id)
  if (!known) refresh(id)
  else if (version > known.version || updates.version > known.version) {
    const assignee = known.assignee_id === updates.assignee_id ? known.assignee : null
    Object.assign(known, updates, { assignee })
    tell(known)
  }
  recount()
})

on("shout", message => {
  const known = conversations.get(message.conversation_id)
  if (!known) refresh(message.conversation_id)
  else if (message.seq > (known.last?.seq ?? 0)) {
    Object.assign(known, { last: brief(message), last_activity_at: message.created_at, seq: Math.max(known.seq ?? 0, message.seq) })
    if (message.customer_id) known.read = false
    if (!known.customer && message.customer) known.customer = message.customer
    tell(known)
    if (!known.customer) refresh(known.id)
  }
  recount()
})

on("message:updated", ({ id, conversation_id, updates }) => {
  const known = conversations.get(conversation_id)
  if (known?.last?.id !== id) return
  if (updates.body !== undefined) known.last.body = updates.body
  if (updates.deleted) known.last.body = ""
  if (updates.delivery_status) known.last.failed = updates.delivery_status === "failed"
  tell(known)
})
