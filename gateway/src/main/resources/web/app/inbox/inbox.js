// The inbox: views, the list, and the conversation that is open.
import { html, nothing, ref, repeat, changed, afterDraw } from "../core/view.js"
import { go, to } from "../core/router.js"
import { listen } from "../core/keys.js"
import { icon } from "../core/icons.js"
import { empty, failed, iconButton, loading } from "../core/parts.js"
import { pick } from "../core/picker.js"
import { directory, inboxOf, openInboxes } from "../core/directory.js"
import { recall, remember } from "../core/storage.js"
import { capped, count } from "../core/format.js"
import { conversations } from "./store.js"
import { counters, recount } from "./counters.js"
import { list, show, load, more } from "./list.js"
import { VIEWS, viewOf } from "./views.js"
import { rowView, ROW } from "./row.js"
import { openThread, closeThread, thread } from "../conversation/thread.js"
import { conversationView, hideCover, KEYS } from "../conversation/conversation.js"

const BEYOND = 8
const SEARCH_PAUSE_MS = 250

const screen = { view: null, top: 0, height: 800, release: null, typed: "" }

export const title = () => screen.view?.label ?? "Inbox"

export function open([viewId, conversationId]) {
  const view = viewOf(viewId)
  if (!view) return go(`/inbox/${recall("view") ?? "all"}`, { replace: true })
  screen.release ??= listen(inboxKeys())
  if (screen.view !== view) {
    screen.view = view
    remember("view", view.id)
    show(view, list.filter, "")
    screen.typed = ""
    recount()
  }
  if (conversationId) openThread(conversationId)
  else closeThread()
  hideCover()
}

export function leave() {
  screen.release?.()
  screen.release = null
  screen.view = null
  closeThread()
}

export const view = () => html`
  <div class="inbox ${thread.id ? "has-open" : ""}">
    ${views()}
    <section class="list" aria-label=${screen.view.label}>
      ${listHead()}${filterBar()}${rows()}
    </section>
    ${conversationView(`/inbox/${screen.view.id}`)}
  </div>`

const views = () => html`
  <nav class="views" aria-label="Views">
    <h2>Inbox</h2>
    ${VIEWS.map((one, at) => html`<a href=${to(`/inbox/${one.id}`)} aria-current=${one === screen.view && !list.filter.inbox_id ? "page" : nothing} title="${one.label} (${at + 1})" @click=${() => list.filter.inbox_id && filterBy({ inbox_id: null })}>
      ${icon(one.icon, 16)}<span>${one.label}</span>${counters[one.count] > 0 && one.id !== "closed" ? html`<b class="quiet-count">${capped(counters[one.count])}</b>` : nothing}</a>`)}
    <h2>Channels</h2>
    ${openInboxes().map(inbox => html`<button type="button" aria-pressed=${list.filter.inbox_id === inbox.id} @click=${() => filterBy({ inbox_id: list.filter.inbox_id === inbox.id ? null : inbox.id })}>
      <i class="channel-dot is-${inbox.channel}"></i><span dir="auto">${inbox.name}</span>${counters.inboxes[inbox.id] > 0 ? html`<b class="quiet-count" title="Unread">${capped(counters.inboxes[inbox.id])}</b>` : nothing}</button>`)}
  </nav>`

const listHead = () => html`
  <header class="list-head">
    <h1><button type="button" class="view-choice" @click=${chooseView}>${screen.view.label} ${icon("more", 14)}</button><span class="view-name">${screen.view.label}</span> <small>${list.total >= 10_000 ? "10,000+" : count(list.total)}</small></h1>
    ${iconButton("tag", "Filter", chooseFilter, { key: "f", pressed: narrowed() })}
    <label class="search">${icon("search", 15)}<span class="sb-heard">Search conversations</span>
      <input type="search" placeholder="Search" .value=${screen.typed} @input=${onSearch} @keydown=${leaveSearch}></label>
  </header>`

const narrowed = () => Object.values(list.filter).some(Boolean)

function filterBar() {
  const { inbox_id, tag, priority, unread } = list.filter
  const chips = [[inbox_id && inboxOf(inbox_id)?.name, "inbox_id"], [tag && `Tag: ${tag}`, "tag"], [priority && `Priority: ${priority}`, "priority"], [unread && "Unread", "unread"]].filter(([text]) => text)
  if (chips.length === 0) return nothing
  return html`<div class="chips">${chips.map(([text, name]) => html`<button type="button" class="chip" aria-label="Remove the filter ${text}" @click=${() => filterBy({ [name]: null })}><bdi>${text}</bdi> ${icon("close", 12)}</button>`)}</div>`
}

function rows() {
  if (list.problem && list.ids.length === 0) return failed(list.problem, load)
  if (list.loading && list.ids.length === 0) return html`<div class="rows">${loading("conversations")}</div>`
  if (list.ids.length === 0) return html`<div class="rows">${nobody()}</div>`
  const from = Math.max(0, Math.floor(screen.top / ROW) - BEYOND)
  const until = Math.min(list.ids.length, Math.ceil((screen.top + screen.height) / ROW) + BEYOND)
  return html`
    <div class="rows" tabindex="-1" @scroll=${onScroll} ${ref(measure)}>
      <ul aria-busy=${list.loading} .style=${`block-size:${list.ids.length * ROW}px`}>
        ${repeat(list.ids.slice(from, until), id => id, (id, at) => rowView(conversations.get(id), { at: from + at, of: list.next ? -1 : list.ids.length, open: id === thread.id, address: to(`/inbox/${screen.view.id}/${id}`) }))}
      </ul>
    </div>`
}

function nobody() {
  if (list.search) return empty("search", "Nothing found", "Words must all occur; a phrase stands in quotation marks.")
  if (narrowed()) return empty("tag", "Nothing fits these filters", "", html`<button type="button" class="sb-button" @click=${() => filterBy({ inbox_id: null, tag: null, priority: null, unread: null })}>Remove them</button>`)
  if (counters.open === 0 && counters.closed === 0) return empty("inbox", "No conversation yet", "As soon as somebody writes, you see it here.", html`<a class="sb-button is-primary" href=${to("/welcome")}>Set Switchboard up</a>`)
  return empty("check", "All done", "Nothing waits in this view.")
}

let measured = null

function measure(element) {
  if (!element || element === measured) return
  measured = element
  new ResizeObserver(() => {
    if (screen.height === element.clientHeight) return
    screen.height = element.clientHeight
    changed()
  }).observe(element)
  element.scrollTop = screen.top
}

function onScroll(event) {
  const box = event.target
  const before = Math.floor(screen.top / ROW)
  screen.top = box.scrollTop
  if (Math.floor(screen.top / ROW) !== before) changed()
  if (box.scrollHeight - box.scrollTop - box.clientHeight < ROW * 30) more()
}

let pause = null

function onSearch(event) {
  screen.typed = event.target.value
  clearTimeout(pause)
  pause = setTimeout(() => {
    screen.top = 0
    show(screen.view, list.filter, screen.typed.trim().length < 2 ? "" : screen.typed.trim())
  }, SEARCH_PAUSE_MS)
}

function leaveSearch(event) {
  if (event.key === "Escape") {
    event.preventDefault()
    screen.typed = ""
    if (list.search) show(screen.view, list.filter, "")
    event.target.blur()
  } else if (event.key === "Enter" && list.ids.length > 0) openAt(0)
}

function filterBy(change) {
  screen.top = 0
  show(screen.view, { ...list.filter, ...change }, list.search)
}

function chooseView() {
  pick({ title: "View", options: VIEWS.map(one => ({ id: one.id, label: one.label, icon: one.icon, hint: `${counters[one.count] ?? ""}`, chosen: one === screen.view })), pick: ({ id }) => go(`/inbox/${id}`) })
}

function chooseFilter() {
  const { filter } = list
  pick({
    title: "Filter",
    options: [
      { id: "unread", label: "Unread", icon: "inbox", chosen: filter.unread === true, set: { unread: filter.unread ? null : true } },
      ...["urgent", "high", "medium", "low"].map(name => ({ id: name, label: `Priority: ${name}`, icon: "flag", chosen: filter.priority === name, set: { priority: filter.priority === name ? null : name } })),
      ...directory.tags.map(tag => ({ id: tag.id, label: `Tag: ${tag.name}`, icon: "tag", chosen: filter.tag === tag.name, set: { tag: filter.tag === tag.name ? null : tag.name } })),
      ...openInboxes().map(inbox => ({ id: inbox.id, label: inbox.name, hint: "inbox", icon: "inbox", chosen: filter.inbox_id === inbox.id, set: { inbox_id: filter.inbox_id === inbox.id ? null : inbox.id } })),
    ],
    pick: option => filterBy(option.set),
  })
}

function step(by) {
  if (list.ids.length === 0) return
  const at = list.ids.indexOf(thread.id)
  openAt(at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.ids.length - 1))
}

function openAt(at) {
  go(`/inbox/${screen.view.id}/${list.ids[at]}`, { replace: thread.id !== null })
  afterDraw(() => {
    const box = document.querySelector(".rows")
    if (!box) return
    if (at * ROW < box.scrollTop) box.scrollTop = at * ROW
    else if ((at + 1) * ROW > box.scrollTop + box.clientHeight) box.scrollTop = (at + 1) * ROW - box.clientHeight
  })
}

function inboxKeys() {
  return {
    ...KEYS,
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: event => (event.target.closest(".timeline, .panel") ? false : step(1)),
    ArrowUp: event => (event.target.closest(".timeline, .panel") ? false : step(-1)),
    f: chooseFilter,
    "/": () => document.querySelector(".list .search input")?.focus(),
    Escape: () => {
      if (hideCover()) return true
      if (!thread.id) return false
      go(`/inbox/${screen.view.id}`)
      return true
    },
    ...Object.fromEntries(VIEWS.map((one, at) => [`${at + 1}`, () => go(`/inbox/${one.id}`)])),
  }
}
