// A conversation: its head, its timeline, where one writes, and its customer.
import { html, nothing, changed, keyed } from "../core/view.js"
import { go, to } from "../core/router.js"
import { icon } from "../core/icons.js"
import { avatar, iconButton, empty, failed, loading } from "../core/parts.js"
import { inboxOf, userName, userOf } from "../core/directory.js"
import { session, mayWrite } from "../core/session.js"
import { channelName, dateTime, words } from "../core/format.js"
import { choice, choose } from "../core/storage.js"
import { pick } from "../core/picker.js"
import { thread, current, onlookers, customerOnline, load } from "./thread.js"
import { timelineView } from "./timeline.js"
import { assist, composerView, write } from "./composer.js"
import { customerView, openCustomer } from "./panel.js"
import * as act from "./actions.js"

const SOON_MS = 900_000

const shown = { panel: choice("panel") !== "closed", cover: false }

export function conversationView(back) {
  const conversation = current()
  if (!thread.id) return html`<section class="conversation is-none">${empty("inbox", "No conversation is open", "Choose one from the list, or press j for the first.")}</section>`
  if (!conversation) return html`<section class="conversation">${thread.problem ? failed(thread.problem, () => load()) : loading("the conversation")}</section>`
  openCustomer(conversation.customer_id)
  return html`
    <section class="conversation ${shown.panel ? "has-panel" : ""} ${shown.cover ? "shows-panel" : ""}" aria-label="Conversation ${conversation.number}">
      ${keyed(conversation.id, html`<div class="conversation-main">${head(conversation, back)}${timelineView(conversation)}${composerView(conversation)}</div>`)}
      <aside class="panel" aria-label="Customer">
        <button type="button" class="sb-icon-button panel-close" aria-label="Close" @click=${togglePanel}>${icon("close")}</button>
        ${customerView(conversation)}
      </aside>
    </section>`
}

function head(conversation, back) {
  const name = conversation.customer?.title ?? "Customer"
  const others = onlookers()
  const closed = conversation.status === "closed"
  return html`
    <header class="conversation-head">
      <a class="sb-icon-button back" href=${to(back)} aria-label="Back to the list">${icon("back")}</a>
      ${avatar(name, { size: 34, online: customerOnline(conversation.customer_id) })}
      <div class="conversation-title">
        <h1 dir="auto">${conversation.subject ?? name}</h1>
        <p><span>#${conversation.number} · ${channelName(conversation.source)} · <bdi>${inboxOf(conversation.inbox_id)?.name ?? ""}</bdi></span>${stateOf(conversation)}</p>
      </div>
      ${others.length > 0 ? html`<span class="onlookers" title="${others.join(", ")} ${others.length === 1 ? "is" : "are"} looking too">${icon("eye", 15)}${others.slice(0, 3).map(one => avatar(one, { size: 22 }))}<span class="sb-heard">${others.join(", ")} looking too</span></span>` : nothing}
      ${mayWrite() ? html`
        <div class="conversation-actions">
          ${whoHas(conversation)}
          <span class="wide-only">${iconButton("clock", "Snooze", () => act.snooze(conversation), { key: "h" })}${iconButton("flag", "Priority", () => act.prioritise(conversation), { key: "p" })}${iconButton("tag", "Tags", () => act.tag(conversation), { key: "t" })}</span>
          ${iconButton("more", "More", () => moreMenu(conversation))}
          <button type="button" class="sb-button is-small ${closed ? "" : "is-primary"}" title="${closed ? "Reopen" : "Close"} (e)" @click=${() => act.toggleClosed(conversation)}>${icon(closed ? "retry" : "check", 15)} <span class="label">${closed ? "Reopen" : "Close"}</span></button>
        </div>` : nothing}
      ${iconButton("panel", "Customer", togglePanel, { pressed: shown.panel, key: "d" })}
      ${conversation.tags.length > 0 ? html`<ul class="tags" aria-label="Tags">${conversation.tags.map(one => html`<li dir="auto">${one.name}${mayWrite() ? html`<button type="button" aria-label="Remove the tag ${one.name}" @click=${() => act.setTag(conversation, { id: one.id, label: one.name }, false)}>${icon("close", 11)}</button>` : nothing}</li>`)}</ul>` : nothing}
    </header>`
}

function whoHas(conversation) {
  const bot = conversation.owner === "bot"
  const name = conversation.assignee_id === null ? null : userName(conversation.assignee ?? userOf(conversation.assignee_id))
  return html`
    <button type="button" class="sb-button is-small who-has" title=${name ? `${name} has it. Assign (a)` : "Assign (a)"} @click=${() => act.assign(conversation)}>
      ${name === null ? html`${icon(bot ? "bot" : "user", 16)} ${bot ? "AI" : "Assign"}` : html`${avatar(name, { size: 20 })} <span dir="auto">${conversation.assignee_id === session.me.id ? "You" : name}</span>`}</button>`
}

function stateOf(conversation) {
  const badges = []
  const { ticket_status: status, ticket_priority: priority } = conversation
  if (status === "snoozed") badges.push(["", `Snoozed${conversation.snoozed_until ? ` until ${dateTime(conversation.snoozed_until)}` : ""}`])
  else if (status !== "open" && status !== "new") badges.push([status === "closed" || status === "resolved" ? "is-good" : "", words(status)])
  if (priority === "urgent" || priority === "high") badges.push(["is-bad", words(priority)])
  if (conversation.owner === "queue" && thread.queue?.waiting) badges.push(["is-warn", thread.queue.position ? `Waits, number ${thread.queue.position}` : "Waits for somebody"])
  const promise = promised(thread.sla)
  if (promise) badges.push(promise)
  return badges.map(([kind, text]) => html`<span class="sb-badge ${kind}">${text}</span>`)
}

/// The promise that is next, or the first that was broken and not yet made good.
function promised(sla) {
  for (const [promise, name] of [[sla?.first_response, "Answer"], [sla?.resolution, "End"]]) {
    if (promise?.state === "breached" && !promise.met_at) return ["is-bad", `${name} overdue`]
    if (promise?.state === "running") return [Date.parse(promise.due_at) - Date.now() < SOON_MS ? "is-warn" : "", `${name} due ${dateTime(promise.due_at)}`]
  }
  return null
}

function togglePanel() {
  if (matchMedia("(max-width: 1180px)").matches) shown.cover = !shown.cover
  else {
    shown.panel = !shown.panel
    choose("panel", shown.panel ? null : "closed")
  }
  changed()
}

export function hideCover() {
  const was = shown.cover
  shown.cover = false
  return was
}

function moreMenu(conversation) {
  pick({
    title: "Conversation",
    options: [
      { id: "mine", label: "Assign to me", hint: "i", icon: "user", act: () => act.assignTo(conversation, session.me.id) },
      { id: "snooze", label: "Snooze", hint: "h", icon: "clock", act: () => act.snooze(conversation) },
      { id: "priority", label: "Priority", hint: "p", icon: "flag", act: () => act.prioritise(conversation) },
      { id: "tags", label: "Tags", hint: "t", icon: "tag", act: () => act.tag(conversation) },
      { id: "macro", label: "Run a macro", hint: "m", icon: "list", act: () => act.macro(conversation) },
      { id: "unread", label: "Mark as unread", hint: "u", icon: "inbox", act: () => act.markUnread(conversation) },
      ...(conversation.owner === "bot" ? [] : [{ id: "bot", label: "Give it back to the AI", hint: "b", icon: "bot", act: () => act.handBack(conversation) }]),
      { id: "answers", label: "What the AI decided here", icon: "bot", act: () => go(`/answers?conversation=${conversation.id}`) },
      { id: "archive", label: conversation.archived_at ? "Bring it back into the lists" : "Archive", icon: "archive", act: () => act.archive(conversation) },
    ],
    // what it opens comes after this list has gone
    pick: option => queueMicrotask(option.act),
  })
}

const withOpen = (does, reading = false) => () => {
  const conversation = current()
  if (!conversation || (!reading && !mayWrite())) return false
  does(conversation)
  return true
}

export const KEYS = {
  r: withOpen(() => write(false)),
  n: withOpen(() => write(true)),
  a: withOpen(act.assign),
  i: withOpen(conversation => act.assignTo(conversation, session.me.id)),
  e: withOpen(act.toggleClosed),
  h: withOpen(act.snooze),
  p: withOpen(act.prioritise),
  t: withOpen(act.tag),
  c: withOpen(assist),
  m: withOpen(act.macro),
  u: withOpen(act.markUnread),
  b: withOpen(act.handBack),
  d: withOpen(togglePanel, true),
}

