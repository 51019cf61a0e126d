// The start: who is it, what is shown. Screens that few need are fetched when somebody goes there.
import { html, nothing, mount, changed } from "./core/view.js"
import { route, start, go } from "./core/router.js"
import { session, loggedIn, cameIn, ended } from "./core/session.js"
import { get } from "./core/api.js"
import { connect } from "./core/live.js"
import { failed, loading, toastView } from "./core/parts.js"
import { pickerView } from "./core/picker.js"
import { closeDialog, dialogView } from "./core/dialog.js"
import { busy, shell } from "./shell.js"
import { loginView, arriveBySignOn } from "./login/login.js"
import { arriveByMail, byMail, mailView } from "./login/fresh.js"
import { loadDirectory } from "./core/directory.js"
import { resume } from "./core/push.js"
import * as inbox from "./inbox/inbox.js"

const SCREENS = {
  inbox: () => inbox,
  contacts: () => import("./contacts/contacts.js"),
  knowledge: () => import("./knowledge/knowledge.js"),
  answers: () => import("./answers/answers.js"),
  reports: () => import("./reports/reports.js"),
  settings: () => import("./settings/settings.js"),
  welcome: () => import("./welcome/welcome.js"),
}

const state = { screen: null, module: null, problem: null }

export async function enter() {
  try {
    const { data } = await get("/api/me")
    cameIn(data)
    await loadDirectory()
    connect(data.account_id)
    resume()
    state.problem = null
    await arrive(route)
  } catch (error) {
    if (loggedIn()) state.problem = error
  }
  changed()
}

async function arrive({ screen, parts, query }) {
  if (!session.me) return
  closeDialog()
  if (!SCREENS[screen]) return go("/inbox", { replace: true })
  const before = state.module
  state.screen = screen
  try {
    const module = await SCREENS[screen]()
    if (state.screen !== screen) return
    if (before && before !== module) before.leave?.()
    state.module = module
    module.open(parts, query)
    document.title = `${module.title?.() ?? "Inbox"} · Switchboard`
  } catch (error) {
    state.problem = error
  }
  changed()
}

function view() {
  return html`${page()}${pickerView()}${dialogView()}${toastView()}`
}

function page() {
  if (byMail()) return mailView(enter)
  if (!loggedIn()) return loginView(enter)
  if (state.problem) return html`<main class="alone">${failed(state.problem, enter)}<button type="button" class="sb-button is-quiet" @click=${() => { state.problem = null; ended(null) }}>Log out</button></main>`
  if (!session.me) return html`<main class="alone">${busy()}${loading("your inbox")}</main>`
  return shell(state.screen, state.module ? state.module.view() : nothing)
}

mount(document.getElementById("app"), view)
start(arrive)
if (route.screen === "sign-on") arriveBySignOn(enter)
else if (["invitation", "reset-password"].includes(route.screen)) arriveByMail(route.screen)
else if (loggedIn()) enter()
