// The first steps of a new account, each with what it needs and whether it is done.
import { html, changed } from "../core/view.js"
import { get } from "../core/api.js"
import { to } from "../core/router.js"
import { session, isAdmin } from "../core/session.js"
import { directory, openInboxes } from "../core/directory.js"
import { icon } from "../core/icons.js"
import { failed, loading } from "../core/parts.js"
import { counters, recount } from "../inbox/counters.js"

const state = { articles: null, problem: null }

export const title = () => "First steps"

export async function open() {
  try {
    state.articles = (await get("/api/knowledge/articles", { limit: 1 })).data.length
    recount()
  } catch (problem) {
    state.problem = problem
  }
  changed()
}

const steps = () => [
  { done: openInboxes().some(inbox => inbox.channel === "web"), name: "Have an inbox", text: "Where the conversations of your website come in.", path: "/settings/inboxes", label: "Inboxes", admin: true },
  { done: state.articles > 0, name: "Tell the AI what it may say", text: "It answers from your articles and from nothing else.", path: "/knowledge", label: "Write an article" },
  { done: counters.open + counters.closed > 0, name: "Have the first conversation", text: "Put the widget into your page, and write to yourself.", path: "/settings/inboxes", label: "Get the widget", admin: true },
  { done: directory.users.length > 1, name: "Bring your colleagues", text: "They get a mail with a link.", path: "/settings/people", label: "Invite", admin: true },
  { done: directory.inboxes.some(inbox => inbox.channel !== "web" && !inbox.archived_at), name: "Connect a channel", text: "WhatsApp, Messenger, SMS, Slack, Telegram and more.", path: "/settings/channels", label: "Channels", admin: true },
]

export function view() {
  if (state.problem) return failed(state.problem, open)
  if (state.articles === null) return loading("the first steps")
  return html`
    <div class="page settings is-welcome"><section class="page-main" aria-label="First steps"><header class="page-head"><h1>Welcome, ${session.me.name}</h1></header>
      <div class="page-body"><ol class="steps-list">${steps().filter(one => !one.admin || isAdmin()).map((one, at) => html`
        <li class=${one.done ? "is-done" : ""}><i>${one.done ? icon("check", 15) : at + 1}</i><div><b>${one.name}</b><p>${one.text}</p></div><a class="sb-button is-small ${one.done ? "" : "is-primary"}" href=${to(one.path)}>${one.label}</a></li>`)}</ol></div></section></div>`
}
