// Keys for programs: shown once, rotated with an overlap, revoked within two seconds.
import { html, changed } from "../core/view.js"
import { get, post, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { openInboxes } from "../core/directory.js"
import { date, shortTime, words } from "../core/format.js"
import { addButton, attempt, badge, section, showSecret, small, table } from "./parts.js"

const RESOURCES = ["conversations", "customers", "knowledge", "channels", "reports", "settings", "account", "transfers", "ai", "memory"]
const ONCE = "It is shown now and never again."

const state = { keys: [] }

export async function open() {
  state.keys = (await get("/api/api_keys", { limit: 100 })).data
  changed()
}

export const view = () => section("API keys", "A secret key is for your server, a publishable one for pages.", table(["Name", "Kind", "Begins with", "May", "Used", ""], state.keys.map(key => [
  html`${key.name} ${key.state === "active" ? "" : badge(words(key.state), "is-bad")}`, words(key.kind), html`<code>${key.prefix}…</code>`, key.scopes.join(", ") || "What a visitor may", key.last_used_at ? shortTime(key.last_used_at) : `made ${date(key.created_at)}`,
  key.state === "active" ? html`${small("Rotate", attempt("The key stays.", () => rotate(key)))}${small("Revoke", () => revoke(key), true)}` : "",
]), "None."), addButton("New key", create))

function create() {
  dialog({
    title: "New key",
    label: "Make it",
    view: () => html`${field("Name", "name")}${field("Kind", "kind", { options: [["secret", "Secret: for a server"], ["publishable", "Publishable: for a page"], ["personal", "Personal: acts as you"]] })}
      ${field("May", "scopes", { options: [["*", "Everything"], ...RESOURCES.flatMap(name => [[`${name}:read`, `Read ${name}`], [`${name}:read ${name}:write`, `Read and write ${name}`]])] })}
      ${field("Inbox, of a publishable key", "inbox", { options: openInboxes().map(inbox => [inbox.id, inbox.name]) })}`,
    submit: async ({ name, kind, scopes, inbox }) => {
      const body = kind === "publishable" ? { name, kind, inbox_id: inbox } : { name, kind, scopes: scopes.split(" ") }
      const { data } = await post("/api/api_keys", { api_key: body })
      await open()
      queueMicrotask(() => showSecret(name, data.key, ONCE))
    },
  })
}

async function rotate(key) {
  const { data } = await post(`/api/api_keys/${key.id}/rotate`, {})
  await open()
  showSecret(key.name, data.key, `${ONCE} The old key is good for another day.`)
}

function revoke(key) {
  confirm("Revoke this key", html`Whoever uses <b dir="auto">${key.name}</b> is refused at once.`, "Revoke", async () => {
    await remove(`/api/api_keys/${key.id}`)
    await open()
  })
}
