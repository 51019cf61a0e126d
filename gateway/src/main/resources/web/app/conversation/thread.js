// The conversation that is open: its messages in order, who looks on, who types, and why it is where it is.
import { get } from "../core/api.js"
import { on, look, applied, markRead, line } from "../core/live.js"
import { session } from "../core/session.js"
import { changed, drawn } from "../core/view.js"
import { conversations, told } from "../inbox/store.js"
import { recount } from "../inbox/counters.js"
import { claim } from "./outbox.js"

const REMEMBERED = 40
const PAGE = 200
const TYPING_MS = 8_000
const NEAR_PX = 80

/// `messages` by seq, each replaced by another when it changes; `precedes` is the cursor of what is older. What is told
/// before the thread was ever `loaded` waits, for it would stand there as if it were all that was said.
export const thread = empty(null)

const remembered = new Map()
let channel = null

function empty(id) {
  return { id, messages: [], precedes: null, loaded: false, older: false, problem: null, decisions: [], people: {}, typing: new Map(), queue: null, sla: null, footing: null, follows: true }
}

export const current = () => conversations.get(thread.id) ?? null

export function openThread(id) {
  if (thread.id === id) return
  closeThread()
  Object.assign(thread, empty(id), remembered.get(id))
  if (!id) return
  channel = look(id, () => thread.messages.at(-1)?.seq ?? 0, {
    presence_state: people => show({ people }),
    presence_diff: diff => show({ people: applied(thread.people, diff) }),
    shout: message => heard(message),
  })
  load(id)
}

export function closeThread() {
  channel?.leave()
  channel = null
  if (thread.id && thread.loaded) {
    remembered.delete(thread.id)
    remembered.set(thread.id, { loaded: true, messages: thread.messages, precedes: thread.precedes, decisions: thread.decisions })
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value)
  }
  Object.assign(thread, empty(null))
}

function show(change) {
  Object.assign(thread, change)
  changed()
}

export async function load(id = thread.id) {
  try {
    const { data } = await get(`/api/conversations/${id}`)
    const { messages } = data
    told(data)
    if (thread.id !== id) return
    for (const message of messages) put(message)
    if (thread.precedes === null || messages[0]?.seq <= thread.messages[0]?.seq) thread.precedes = messages[0]?.seq > 1 ? messages[0].seq : null
    show({ loaded: true, problem: null })
    seen()
    reasons(id)
  } catch (problem) {
    if (thread.id === id) show({ problem })
  }
}

export async function loadOlder() {
  if (!thread.precedes || thread.older) return
  const { id } = thread
  const box = scroller()
  const below = box ? box.scrollHeight - box.scrollTop : 0
  show({ older: true })
  try {
    const page = await get("/api/messages", { conversation_id: id, before: thread.precedes, limit: PAGE })
    if (thread.id !== id) return
    for (const message of page.data) put(message)
    thread.below = below
    show({ precedes: page.previous ? Number(page.previous) : null, older: false })
  } catch (problem) {
    if (thread.id === id) show({ older: false, problem })
  }
}

/// What decides who has a conversation, whether it waits and what is promised.
const footing = conversation => [conversation.assignee_id, conversation.owner, conversation.ticket_status, conversation.ticket_priority].join()

async function reasons(id) {
  thread.footing = footing(conversations.get(id))
  const of = (what, otherwise) => get(`/api/conversations/${id}/${what}`).catch(() => ({ data: otherwise }))
  const [decisions, queue, sla] = await Promise.all([of("assignments", []), of("queue", null), of("sla", null)])
  if (thread.id === id) show({ decisions: decisions.data, queue: queue.data, sla: sla.data })
}

/// A message is what was said last about it: a later telling of the same one only adds.
function put(message) {
  const { messages } = thread
  let at = messages.length
  while (at > 0 && messages[at - 1].seq > message.seq) at--
  if (at > 0 && messages[at - 1].seq === message.seq) messages[at - 1] = { ...messages[at - 1], ...message }
  else messages.splice(at, 0, message)
}

export function heard(message) {
  if (message.conversation_id !== thread.id) return claim(message)
  const last = thread.messages.at(-1)?.seq ?? 0
  claim(message)
  put(message)
  thread.typing.delete(message.customer_id ?? `user:${message.user_id}`)
  changed()
  // a gap: something was said that this page was not told
  if (last > 0 && message.seq > last + 1) load()
  if (message.user_id === session.me?.id) thread.follows = true
  if (message.customer_id) seen()
  else if (message.user_id && !message.private) answered(thread.sla?.first_response, message.created_at)
}

/// A person's first reply keeps the promise of one, as the server counts it.
function answered(promise, at) {
  if (!promise || promise.met_at) return
  promise.met_at = at
  if (promise.state !== "breached") promise.state = "met"
}

/// The customer is told only what somebody really has before their eyes.
function seen() {
  const open = current()
  if (!open || !thread.loaded || open.read || document.visibilityState !== "visible" || !document.hasFocus() || session.me.role === "viewer") return
  open.read = true
  markRead(thread.id).then(recount, () => { open.read = false })
}

addEventListener("focus", () => thread.id && seen())

let typedAt = 0

export function typing(is) {
  if (is && Date.now() - typedAt < 3_000) return
  if (!is && typedAt === 0) return
  typedAt = is ? Date.now() : 0
  channel?.push("typing", { typing: is }).catch(() => {})
}

/// Other people of the desk with this conversation open, by name.
export function onlookers() {
  return Object.entries(thread.people)
    .filter(([key]) => key.startsWith("user:") && key !== `user:${session.me.id}`)
    .map(([, { metas }]) => metas[0].name)
}

export const customerOnline = customerId => thread.people[`customer:${customerId}`] !== undefined || line.people[`customer:${customerId}`] !== undefined

on("shout", heard)

on("typing", ({ conversation_id, typing: is, customer_id, user_id, sender_type }) => {
  if (conversation_id !== thread.id || (user_id !== null && user_id === session.me?.id)) return
  const who = customer_id ?? `user:${user_id}`
  clearTimeout(thread.typing.get(who)?.timer)
  if (is) thread.typing.set(who, { sender: sender_type, user: user_id, timer: setTimeout(() => { thread.typing.delete(who); changed() }, TYPING_MS) })
  else thread.typing.delete(who)
  changed()
})

on("message:updated", ({ id, conversation_id, updates, updated_at }) => {
  if (conversation_id !== thread.id) return
  const at = thread.messages.findIndex(one => one.id === id)
  if (at < 0) return
  const message = { ...thread.messages[at] }
  if (updates.body !== undefined) Object.assign(message, { body: updates.body, edited_at: updated_at })
  if (updates.deleted) Object.assign(message, { body: "", deleted_at: updated_at })
  if (updates.delivery_status) Object.assign(message, { delivery_status: updates.delivery_status, delivery_reason: updates.delivery_reason ?? null })
  thread.messages[at] = message
  changed()
})

on("messages:seen", ({ conversation_id, by, seen_at, seq }) => {
  if (conversation_id !== thread.id || by !== "customer") return
  thread.messages.forEach((message, at) => {
    if (message.seq <= seq && !message.customer_id && !message.seen_at) thread.messages[at] = { ...message, seen_at }
  })
  changed()
})

on("conversation:updated", ({ id }) => {
  if (id === thread.id && current() && footing(current()) !== thread.footing) reasons(id)
})

on("reload", () => {
  remembered.clear()
  if (thread.id) load()
})

export const scroller = () => document.querySelector(".timeline")

/// Whoever reads the end goes on reading it; whoever reads what was before is not moved.
export function scrolled(box) {
  thread.follows = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
}

drawn(() => {
  const box = scroller()
  if (!box || !thread.id) return
  if (thread.below !== undefined) {
    box.scrollTop = box.scrollHeight - thread.below
    delete thread.below
  } else if (thread.follows) box.scrollTop = box.scrollHeight
})
