// Everybody who has written: found by words, opened beside the list, merged and blocked there.
import { html, nothing, changed } from "../core/view.js"
import { get } from "../core/api.js"
import { go, to } from "../core/router.js"
import { listen } from "../core/keys.js"
import { avatar, empty, failed, loading } from "../core/parts.js"
import { icon } from "../core/icons.js"
import { count, shortTime } from "../core/format.js"
import { customerView, openCustomer } from "../conversation/panel.js"

const PAGE = 50
const PAUSE_MS = 250

const state = { q: "", people: [], page: 0, pages: 1, total: 0, loading: false, problem: null, open: null, release: null }

export const title = () => "Contacts"

export function open([id = null]) {
  state.release ??= listen({ j: () => step(1), k: () => step(-1), "/": () => document.querySelector(".page .search input").focus(), Escape: () => (state.open ? (go("/contacts"), true) : false) })
  state.open = id
  openCustomer(id)
  if (state.page === 0) load(1)
}

export function leave() {
  state.release?.()
  state.release = null
  state.page = 0
  openCustomer(null)
}

let turn = 0

async function load(page) {
  const mine = ++turn
  Object.assign(state, { loading: true, problem: null })
  changed()
  try {
    const found = await get("/api/customers", { q: state.q, page_number: page, page_size: PAGE })
    if (mine !== turn) return
    Object.assign(state, { people: page === 1 ? found.data : [...state.people, ...found.data], page, pages: found.total_pages, total: found.total_entries })
  } catch (problem) {
    if (mine === turn) state.problem = problem
  }
  if (mine === turn) state.loading = false
  changed()
}

let pause = null

function search(event) {
  state.q = event.target.value.trim()
  clearTimeout(pause)
  pause = setTimeout(() => load(1), PAUSE_MS)
}

function step(by) {
  const at = state.people.findIndex(one => one.id === state.open)
  const next = state.people[at < 0 ? 0 : Math.min(Math.max(at + by, 0), state.people.length - 1)]
  if (next) go(`/contacts/${next.id}`, { replace: state.open !== null })
}

export const view = () => html`
  <div class="page split ${state.open ? "has-open" : ""}">
    <section class="page-main" aria-label="Contacts">
      <header class="page-head"><h1>Contacts <small>${count(state.total)}</small></h1>
        <label class="search">${icon("search", 15)}<span class="sb-heard">Search contacts</span><input type="search" placeholder="Name, e-mail, phone" .value=${state.q} @input=${search}></label></header>
      <div class="page-body">${people()}</div>
    </section>
    ${state.open ? html`<aside class="panel" aria-label="Contact"><a class="sb-icon-button panel-close" href=${to("/contacts")} aria-label="Close">${icon("close")}</a>${customerView(null)}</aside>` : nothing}
  </div>`

function people() {
  if (state.problem) return failed(state.problem, () => load(1))
  if (state.people.length === 0) return state.loading ? loading("contacts") : empty("contacts", "Nobody found", state.q ? "Try other words." : "Whoever writes appears here.")
  return html`
    <table class="table is-rows"><thead><tr><th>Name</th><th>E-mail</th><th>Phone</th><th>Seen</th></tr></thead>
      <tbody>${state.people.map(one => html`
        <tr aria-current=${one.id === state.open ? "true" : nothing} @click=${() => go(`/contacts/${one.id}`)}>
          <td><a href=${to(`/contacts/${one.id}`)}>${avatar(one.title, { size: 28 })} <span dir="auto">${one.title}</span></a>${one.status === "blocked" ? html` <span class="sb-badge is-bad">Blocked</span>` : nothing}</td>
          <td dir="auto">${one.email ?? "–"}</td><td>${one.phone ?? "–"}</td><td>${shortTime(one.last_seen_at)}</td></tr>`)}</tbody></table>
    ${state.page < state.pages ? html`<button type="button" class="sb-button more-rows" ?disabled=${state.loading} @click=${() => load(state.page + 1)}>More</button>` : nothing}`
}
