// Where conversations come in, and how the widget of each looks.
import { html, nothing, changed } from "../core/view.js"
import { get, post, put } from "../core/api.js"
import { session } from "../core/session.js"
import { confirm, dialog, field, tick } from "../core/dialog.js"
import { directory, reloadInboxes } from "../core/directory.js"
import { toast } from "../core/parts.js"
import { CHANNELS, nameIn } from "./choices.js"
import { addButton, attempt, badge, section, showSecret, small, table } from "./parts.js"

const RESPONDERS = [["ai", "The built-in AI, then people"], ["none", "People only"], ["bot", "An outside bot"]]

export const open = reloadInboxes

export const view = () => section("Inboxes", "Every conversation belongs to one.", table(["Name", "Channel", "Answers first", ""], directory.inboxes.map(inbox => [
  html`${inbox.name} ${inbox.archived_at ? badge("Archived") : nothing}`, nameIn(CHANNELS, inbox.channel), nameIn(RESPONDERS, inbox.responder),
  html`${small("Change", () => edit(inbox))}${inbox.channel === "web" && !inbox.archived_at ? html`${small("Widget", attempt("The widget's settings could not be loaded.", () => widget(inbox)))}${small("Signing secret", () => secret(inbox))}` : nothing}${small(inbox.archived_at ? "Bring back" : "Archive", attempt("Nothing was changed.", () => archive(inbox)))}`,
]), "None."), addButton("New inbox", () => edit(null)))

function edit(inbox) {
  dialog({
    title: inbox ? "Inbox" : "New inbox",
    view: () => html`${field("Name", "name", { value: inbox?.name ?? "" })}${inbox ? nothing : field("Channel", "channel", { options: CHANNELS.filter(([id]) => id !== "api") })}${field("Who answers first", "responder", { options: RESPONDERS, value: inbox?.responder ?? "ai" })}
      ${field("Pages that may use it, one on each line", "origins", { rows: 3, value: (inbox?.allowed_origins ?? []).join("\n"), hint: "Like https://shop.example. Empty: every page." })}${tick("Visitors must prove who they are", "proof", inbox?.widget_token_required)}`,
    submit: async ({ name, channel, responder, origins, proof }) => {
      const body = { inbox: { name, responder, allowed_origins: origins.split("\n").map(one => one.trim()).filter(Boolean), widget_token_required: proof === "on", ...(inbox ? {} : { channel }) } }
      await (inbox ? put(`/api/inboxes/${inbox.id}`, body) : post("/api/inboxes", body))
      await open()
    },
  })
}

async function archive(inbox) {
  await post(`/api/inboxes/${inbox.id}/archive`, { archived: !inbox.archived_at })
  await open()
}

function secret(inbox) {
  confirm("New signing secret", html`Your server signs its customers' ids with it. What the secret that <b dir="auto">${inbox.name}</b> has now has proved ends at once.`, "Make it", async () => {
    const { data } = await post(`/api/inboxes/${inbox.id}/identity_secret`)
    queueMicrotask(() => showSecret("Signing secret", data.secret, "It is shown now and never again."))
  })
}

async function widget(inbox) {
  const { data } = await get("/api/widget_settings", { account_id: session.me.account_id, inbox_id: inbox.id })
  const shown = { title: data.title, color: data.color, greeting: data.greeting }
  const see = event => {
    const form = new FormData(event.target.form)
    Object.assign(shown, { title: form.get("title"), color: form.get("color"), greeting: form.get("greeting") })
    changed()
  }
  dialog({
    title: `Widget of ${inbox.name}`,
    wide: true,
    view: () => html`
      <div class="widget-shape" @input=${see} aria-hidden="true"><div><header .style=${`background:${/^#[0-9a-f]{3,6}$/i.test(shown.color) ? shown.color : "#3355dd"}`}><b dir="auto">${shown.title}</b></header><p dir="auto">${shown.greeting || "Ask us anything"}</p></div></div>
      <div @input=${see} class="dialog-fields">
        ${field("Title", "title", { value: data.title })}${field("Second line", "subtitle", { value: data.subtitle })}${field("Colour", "color", { value: data.color, type: "color" })}
        ${field("Greeting", "greeting", { value: data.greeting, rows: 2 })}${field("While nobody is there", "away_message", { value: data.away_message, rows: 2 })}
        ${tick("Ask for an e-mail address first", "require_email_upfront", data.require_email_upfront)}${tick("Show whether somebody is there", "show_agent_availability", data.show_agent_availability)}</div>
      <p>Put this into your pages:</p><code class="secret">${embed(inbox)}</code>`,
    submit: async ({ title, subtitle, color, greeting, away_message, require_email_upfront, show_agent_availability }) => {
      await put("/api/widget_settings", { inbox_id: inbox.id, widget_settings: { title, subtitle, color, greeting, away_message, require_email_upfront: require_email_upfront === "on", show_agent_availability: show_agent_availability === "on" } })
      toast("The widget looks like this within a second.")
    },
  })
}

const embed = inbox => `<script src="${location.origin}/widget.js" data-account="${session.me.account_id}" data-inbox="${inbox.id}" async></${"script"}>`
