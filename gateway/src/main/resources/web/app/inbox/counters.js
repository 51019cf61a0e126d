// How much waits, as the server counts it. Asked for again when something happened, at most every two seconds.
import { get } from "../core/api.js"
import { changed } from "../core/view.js"

const REST_MS = 2_000

export const counters = { open: 0, assigned: 0, unassigned: 0, unread: 0, mentioned: 0, snoozed: 0, closed: 0, inboxes: {} }

let resting = false
let due = false

export async function recount() {
  if (resting) {
    due = true
    return
  }
  resting = true
  setTimeout(() => {
    resting = false
    if (due) recount()
    due = false
  }, REST_MS)
  try {
    const [unread, snoozed] = await Promise.all([get("/api/conversations/unread"), get("/api/conversations/count", { status: "snoozed" })])
    const { conversations, inboxes } = unread.data
    Object.assign(counters, conversations, { inboxes, snoozed: snoozed.data.count })
    changed()
  } catch {
    // the next event asks again
  }
}
