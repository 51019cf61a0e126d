// Keys for programs: shown once, rotated with an overlap, revoked within two seconds.
import { html, nothing, changed } from "../core/view.js"
import { get, post, remove } from "../core/api.js"
import { confirm, dialog, field, tick } from "../core/dialog.js"
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
  html`${key.name} ${key.state === "active" ? "" : badge(words(key.state), "is-bad")}`, words(key.kind), html`<code>${key.prefix}…</code>`, mayDo(key.scopes), key.last_used_at ? shortTime(key.last_used_at) : `made ${date(key.created_at)}`,
  key.state === "active" ? html`${small("Rotate", attempt("The key stays.", () => rotate(key)))}${small("Revoke", () => revoke(key), true)}` : "",
]), "None."), addButton("New key", create))

const KINDS = [["secret", "Secret: for a server"], ["publishable", "Publishable: for a page"], ["personal", "Personal: acts as you"]]
const RIGHTS = [["", "–"], ["read", "Read"], ["write", "Read and write"]]

function create() {
  const draft = { kind: "secret", all: true }
  dialog({
    title: "New key",
    label: "Make it",
    view: () => html`${field("Name", "name")}
      <div class="dialog-fields" @change=${event => { if (event.target.name === "kind") draft.kind = event.target.value; if (event.target.name === "all") draft.all = event.target.checked; changed() }}>${field("Kind", "kind", { options: KINDS })}
        ${draft.kind === "publishable" ? field("Inbox", "inbox", { options: openInboxes().map(inbox => [inbox.id, inbox.name]) }) : html`${tick("May do everything", "all", true)}${draft.all ? nothing : html`<fieldset class="pair"><legend>May</legend>${RESOURCES.map(name => field(nameOf(name), `right.${name}`, { options: RIGHTS }))}</fieldset>`}`}</div>`,
    submit: async ({ name, kind, all, inbox, ...rights }) => {
      const body = kind === "publishable" ? { name, kind, inbox_id: inbox } : { name, kind, scopes: all === "on" ? ["*"] : scopesOf(rights) }
      const { data } = await post("/api/api_keys", { api_key: body })
      await open()
      queueMicrotask(() => showSecret(name, data.key, ONCE))
    },
  })
}

const nameOf = right => words(right).replace(/^Ai\b/, "AI")

const scopesOf = rights => RESOURCES.flatMap(name => ({ read: [`${name}:read`], write: [`${name}:read`, `${name}:write`] })[rights[`right.${name}`]] ?? [])

const mayDo = scopes => (scopes.includes("*") ? "Everything" : scopes.map(one => nameOf(one).replace(":", ": ")).join(", ") || "What a visitor may")

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
