// How much waits, as the server counts it, without what sleeps. Asked for again when something happened, at most every two seconds.
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
  const rested = new Promise(resolve => setTimeout(resolve, REST_MS))
  try {
    const { conversations, inboxes, snoozed } = (await get("/api/conversations/unread")).data
    const awake = { open: conversations.open - snoozed.all, assigned: conversations.assigned - snoozed.assigned, unassigned: conversations.unassigned - snoozed.unassigned }
    Object.assign(counters, conversations, awake, { inboxes, snoozed: snoozed.all })
    changed()
  } catch {
    // the next event asks again
  }
  await rested
  resting = false
  if (due) recount()
  due = false
}
