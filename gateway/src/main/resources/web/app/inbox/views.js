// The views: what the server is asked for, and whether a conversation that has changed still belongs.
import { session } from "../core/session.js"

const asleep = c => c.ticket_status === "snoozed"
const closed = c => c.status === "closed"
const awake = c => !closed(c) && !asleep(c) && !c.archived_at

export const VIEWS = [
  { id: "mine", label: "Mine", icon: "user", query: { assignee_id: "me", status: "awake" }, count: "assigned", has: c => awake(c) && c.assignee_id === session.me.id },
  { id: "unassigned", label: "Unassigned", icon: "users", query: { assignee_id: "none", status: "awake" }, count: "unassigned", has: c => awake(c) && c.assignee_id === null },
  { id: "mentioned", label: "Mentions", icon: "at", query: { mentioned: true }, count: "mentioned", has: c => c.mentions.some(m => m.user_id === session.me.id) },
  { id: "all", label: "All open", icon: "inbox", query: { status: "awake" }, count: "open", has: awake },
  { id: "snoozed", label: "Snoozed", icon: "clock", query: { status: "snoozed" }, count: "snoozed", has: c => asleep(c) && !c.archived_at },
  { id: "closed", label: "Closed", icon: "check", query: { status: "closed" }, count: "closed", has: c => closed(c) && !c.archived_at },
]

export const viewOf = id => VIEWS.find(view => view.id === id)

/// @param filter of inbox, tag and priority; null is any
export function belongs(conversation, view, filter) {
  return (
    view.has(conversation) &&
    (!filter.inbox_id || conversation.inbox_id === filter.inbox_id) &&
    (!filter.tag || conversation.tags.some(tag => tag.name === filter.tag)) &&
    (!filter.priority || (filter.priority === "priority" ? ["high", "urgent"].includes(conversation.ticket_priority) : conversation.ticket_priority === filter.priority)) &&
    (!filter.unread || !conversation.read)
  )
}
