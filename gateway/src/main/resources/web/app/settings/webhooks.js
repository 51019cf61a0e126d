// Subscriptions: where events go, what became of each, and another try for those that were not taken.
import { html, nothing, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { dateTime, words } from "../core/format.js"
import { loading, toast } from "../core/parts.js"
import { ticks } from "./choices.js"
import { addButton, attempt, badge, section, showSecret, small, table } from "./parts.js"

const EVENTS = ["message:created", "message:updated", "message:deleted", "conversation:created", "conversation:updated", "conversation:closed", "customer:created", "customer:updated", "customer:merged", "customer:erased"]

const state = { all: [] }

export async function open() {
  state.all = (await get("/api/event_subscriptions")).data
  changed()
}

export const view = () => section("Webhooks", "Events of this account for your own programs, signed, in order, tried for a day.", table(["Address", "Events", "State", ""], state.all.map(one => [
  one.url, one.event_types.map(name => words(name.replace(":", " "))).join(", "), html`${badge(words(one.state), one.state === "active" ? "is-good" : "is-warn")} ${one.verified ? nothing : badge("Not verified", "is-bad")}${one.reason ? html`<br><small>${one.reason}</small>` : nothing}`,
  html`${small("Log", () => log(one))}${one.verified ? nothing : small("Verify", act("It did not answer.", one, "verify"))}${small(one.state === "active" ? "Pause" : "Resume", act("Nothing was changed.", one, one.state === "active" ? "pause" : "resume"))}${small("New secret", attempt("The secret stays.", () => rotate(one)))}${small("Change", () => edit(one))}${small("Delete", () => drop(one), true)}`,
]), "None yet."), addButton("New webhook", () => edit(null)))

const act = (what, one, verb) => attempt(what, async () => {
  if (verb === "verify") {
    const { data } = await post("/api/event_subscriptions/verify", { id: one.id })
    toast(data.verified ? "It answered as it should." : `It did not answer as it should: ${data.reason}`, { bad: !data.verified })
  } else await post(`/api/event_subscriptions/${one.id}/${verb}`)
  await open()
})

function edit(one) {
  let events = one?.event_types ?? EVENTS.slice(0, 1)
  dialog({
    title: one ? "Webhook" : "New webhook",
    view: () => html`${field("Address", "url", { type: "url", value: one?.url ?? "", hint: "It has to answer a challenge; docs/webhooks.md tells how." })}<fieldset><legend>Events</legend>${ticks("Events", EVENTS.map(name => [name, words(name.replace(":", " "))]), events, chosen => { events = chosen; changed() })}</fieldset>`,
    submit: async ({ url }) => {
      const body = { event_subscription: { url, event_types: events } }
      const { data } = await (one ? put(`/api/event_subscriptions/${one.id}`, body) : post("/api/event_subscriptions", body))
      await open()
      if (data.secret) queueMicrotask(() => showSecret("Signing secret", data.secret, "Check the signature of each call with it. It is shown now and never again."))
    },
  })
}

async function rotate(one) {
  const { data } = await post(`/api/event_subscriptions/${one.id}/rotate_secret`)
  showSecret("Signing secret", data.secret, "Calls carry signatures of both secrets for 24 hours.")
}

function drop(one) {
  confirm("Delete this webhook", "What waits is not sent.", "Delete", async () => {
    await remove(`/api/event_subscriptions/${one.id}`)
    await open()
  })
}

function log(one) {
  const shown = { rows: null, next: null, problem: null }
  const read = async after => {
    try {
      const page = await get(`/api/event_subscriptions/${one.id}/deliveries`, { limit: 50, after })
      Object.assign(shown, { rows: [...(after ? shown.rows : []), ...page.data], next: page.next })
    } catch (problem) {
      shown.problem = problem
    }
    changed()
  }
  const again = path => attempt("It was not sent again.", async () => {
    await post(path)
    toast("It is sent again.")
    await read()
  })
  read()
  dialog({ title: one.url, wide: true, view: () => logView(one, shown, read, again) })
}

const KINDS = { delivered: "is-good", dead: "is-bad" }

function logView(one, { rows, next, problem }, read, again) {
  if (problem) return html`<p class="sb-error" role="alert">${problem.told}</p>`
  if (!rows) return loading("the log")
  return html`${rows.some(row => row.state === "dead") ? html`<p>${small("Send all dead ones again", again(`/api/event_subscriptions/${one.id}/deliveries/send_again`))}</p>` : nothing}
    ${table(["Event", "When", "State", "Tries", ""], rows.map(row => [row.event, dateTime(row.created_at), html`${badge(words(row.state), KINDS[row.state] ?? "")}${row.reason ? html`<br><small>${row.reason}</small>` : nothing}`, row.attempts, small("Send again", again(`/api/event_subscriptions/${one.id}/deliveries/${row.id}/send_again`))]), "Nothing was sent yet.")}
    ${next ? small("More", () => read(next)) : nothing}`
}
