// One row of the list: who, what was last said, and what one has to know before opening it.
import { html, nothing, classMap, ifDefined } from "../core/view.js"
import { icon } from "../core/icons.js"
import { avatar } from "../core/parts.js"
import { shortTime, fullTime, channelName } from "../core/format.js"
import { userName, userOf } from "../core/directory.js"
import { session } from "../core/session.js"
import { line } from "../core/live.js"
import { hasDraft } from "../conversation/drafts.js"

/// The height of a row in pixels; `.row` in inbox.css has the same.
export const ROW = 78

export function rowView(conversation, { at, of, open, address }) {
  const name = conversation.customer?.title ?? "Customer"
  const online = line.people[`customer:${conversation.customer_id}`] !== undefined
  const assignee = conversation.assignee_id === null ? null : userName(conversation.assignee ?? userOf(conversation.assignee_id))
  const urgent = ["high", "urgent"].includes(conversation.ticket_priority)
  return html`
    <li class="row ${classMap({ "is-open": open, "is-unread": !conversation.read })}" aria-posinset=${at + 1} aria-setsize=${of} .style=${`inset-block-start:${at * ROW}px`}>
      <a href=${address} aria-current=${ifDefined(open ? "true" : undefined)}>
        ${avatar(name, { size: 34, online: online || null })}
        <span class="row-top"><b dir="auto">${name}</b><time title=${fullTime(conversation.last_activity_at)}>${shortTime(conversation.last_activity_at)}</time></span>
        <span class="row-text" dir="auto">${hasDraft(conversation.id) && !open ? html`<em>Draft</em> ` : nothing}${saidLast(conversation)}</span>
        <span class="row-foot">
          <i class="channel-dot is-${conversation.source === "chat" ? "web" : conversation.source}"></i><span>${channelName(conversation.source)}</span>
          ${urgent ? html`<span class="is-urgent">${icon("flag", 12)}${conversation.ticket_priority === "urgent" ? "Urgent" : "High"}</span>` : nothing}
          ${conversation.tags.slice(0, 2).map(tag => html`<span class="row-tag" dir="auto">${tag.name}</span>`)}
          <span class="gap"></span>
          ${conversation.last?.failed ? html`<span class="is-failed" title="Not delivered">${icon("warn", 13)}<span class="sb-heard">Not delivered</span></span>` : nothing}
          ${assignee ? html`<span title="Assigned to ${assignee}">${avatar(assignee, { size: 18 })}<span class="sb-heard">Assigned to ${assignee === session.me.name ? "you" : assignee}</span></span>` : conversation.owner === "bot" && conversation.status !== "closed" ? html`<span class="is-bot" title="The AI answers">${icon("bot", 15)}<span class="sb-heard">The AI answers</span></span>` : nothing}
        </span>
        ${conversation.read ? nothing : html`<span class="unread"><span class="sb-heard">Unread</span></span>`}
      </a>
    </li>`
}

function saidLast({ last, subject }) {
  if (!last) return subject ?? "No message yet"
  const by = last.type === "note" ? "Note: " : last.type === "bot" ? "AI: " : last.customer_id ? "" : `${last.user?.id === session.me.id ? "You" : userName(last.user)}: `
  return by + (last.body?.slice(0, 160) || (last.files > 0 ? "sent a file" : "removed a message"))
}
