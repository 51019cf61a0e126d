// Settings: a list of sections, and the one that is open.
import { html, nothing, changed } from "../core/view.js"
import { go, to } from "../core/router.js"
import { isAdmin } from "../core/session.js"
import { icon } from "../core/icons.js"
import { failed, loading } from "../core/parts.js"

const SECTIONS = [
  { id: "me", label: "You", icon: "user", load: () => import("./me.js") },
  { id: "replies", label: "Replies and tags", icon: "bolt", load: () => import("./replies.js") },
  { id: "people", label: "People", icon: "users", admin: true, load: () => import("./people.js") },
  { id: "teams", label: "Teams and routing", icon: "contacts", admin: true, load: () => import("./teams.js") },
  { id: "inboxes", label: "Inboxes and widget", icon: "inbox", admin: true, load: () => import("./inboxes.js") },
  { id: "channels", label: "Channels", icon: "link", admin: true, load: () => import("./channels.js") },
  { id: "hours", label: "Hours and SLA", icon: "clock", admin: true, load: () => import("./hours.js") },
  { id: "surveys", label: "Satisfaction", icon: "check", admin: true, load: () => import("./surveys.js") },
  { id: "automation", label: "Rules and macros", icon: "list", admin: true, load: () => import("./automation.js") },
  { id: "keys", label: "API keys", icon: "key", admin: true, load: () => import("./keys.js") },
  { id: "webhooks", label: "Webhooks", icon: "hook", admin: true, load: () => import("./webhooks.js") },
  { id: "customers", label: "Customer data", icon: "file", admin: true, load: () => import("./customers.js") },
  { id: "transfer", label: "Import and export", icon: "merge", admin: true, load: () => import("./transfer.js") },
  { id: "letters", label: "Dead letters", icon: "warn", admin: true, load: () => import("./letters.js") },
  { id: "audit", label: "Audit log", icon: "shield", admin: true, load: () => import("./audit.js") },
]

const state = { section: null, module: null, problem: null, chosen: false }

export const title = () => state.section?.label ?? "Settings"

export async function open([id, ...rest]) {
  const section = SECTIONS.find(one => one.id === id && (!one.admin || isAdmin()))
  state.chosen = section !== undefined
  if (!section && id) return go("/settings", { replace: true })
  Object.assign(state, { section: section ?? SECTIONS[0], module: null, problem: null })
  changed()
  const mine = state.section
  try {
    const module = await mine.load()
    await module.open(rest)
    if (state.section === mine) state.module = module
  } catch (problem) {
    if (state.section === mine) state.problem = problem
  }
  changed()
}

export const view = () => html`
  <div class="page settings ${state.chosen ? "has-open" : ""}">
    <nav class="views" aria-label="Settings"><h2>Settings</h2>
      ${SECTIONS.filter(one => !one.admin || isAdmin()).map(one => html`<a href=${to(`/settings/${one.id}`)} aria-current=${one === state.section ? "page" : nothing}>${icon(one.icon, 16)}<span>${one.label}</span></a>`)}</nav>
    <section class="page-main" aria-label=${state.section.label}>
      <header class="page-head"><a class="sb-icon-button back" href=${to("/settings")} aria-label="Back to the settings">${icon("back")}</a><h1>${state.section.label}</h1></header>
      <div class="page-body">${state.problem ? failed(state.problem, () => open([state.section.id])) : state.module ? state.module.view() : loading("the settings")}</div>
    </section>
  </div>`
