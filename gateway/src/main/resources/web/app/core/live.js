// What happens in the account while the agent looks on. The account's feed is resumed from the last place that was
// told, so a lost connection loses nothing; what is too old to be sent again has to be loaded again.
import { accessToken, onLeaving } from "./session.js"
import { PhoenixSocket } from "./phoenix.js"
import { changed } from "./view.js"

/// `open` is null before the first connection.
export const line = { open: null, people: {} }

const listeners = new Map()
let socket = null
let feed = null
let position = null

/// @param event as in docs/protocol/phoenix.md, or `reload` when something was missed for good
export function on(event, listen) {
  if (!listeners.has(event)) listeners.set(event, new Set())
  listeners.get(event).add(listen)
}

function tell(event, payload) {
  for (const listen of listeners.get(event) ?? []) listen(payload)
}

export function connect(accountId) {
  close()
  const scheme = location.protocol === "https:" ? "wss" : "ws"
  socket = new PhoenixSocket(`${scheme}://${location.host}/socket/websocket`, accessToken, open => {
    line.open = open
    changed()
  })
  feed = socket.channel(`notification:${accountId}`, () => (position === null ? {} : { last_pos: position }), accountEvents())
  socket.connect()
}

function accountEvents() {
  const events = {
    joined: arrived,
    resumed: arrived,
    presence_state: state => {
      line.people = state
      changed()
    },
    presence_diff: diff => {
      line.people = applied(line.people, diff)
      changed()
    },
    typing: payload => tell("typing", payload),
  }
  for (const event of ["shout", "conversation:created", "conversation:updated", "message:updated", "messages:seen"]) {
    events[event] = payload => {
      // a position that was passed is a repetition
      if (payload.pos !== undefined && position !== null && payload.pos <= position) return
      position = payload.pos ?? position
      tell(event, payload)
    }
  }
  return events
}

function arrived({ pos, recovered }) {
  if (position === null) position = pos
  if (recovered === false) {
    position = pos
    tell("reload", {})
  }
}

/// One conversation as it is looked at: who else is in it, and who types.
export function look(conversationId, lastSeq, events) {
  return socket?.channel(`conversation:${conversationId}`, () => ({ last_seq: lastSeq() }), events)
}

export function markRead(conversationId) {
  return feed ? feed.push("read", { conversation_id: conversationId }) : Promise.reject(new Error("no connection"))
}

export function applied(people, { joins, leaves }) {
  const next = { ...people }
  for (const [key, { metas }] of Object.entries(joins)) {
    const left = (next[key]?.metas ?? []).filter(meta => !metas.some(m => m.phx_ref_prev === meta.phx_ref || m.phx_ref === meta.phx_ref))
    next[key] = { metas: [...left, ...metas] }
  }
  for (const [key, { metas }] of Object.entries(leaves)) {
    const gone = new Set(metas.map(meta => meta.phx_ref))
    const left = (next[key]?.metas ?? []).filter(meta => !gone.has(meta.phx_ref))
    if (left.length > 0) next[key] = { metas: left }
    else delete next[key]
  }
  return next
}

export function close() {
  socket?.close()
  socket = null
  feed = null
  position = null
  line.open = null
  line.people = {}
}

onLeaving(close)
