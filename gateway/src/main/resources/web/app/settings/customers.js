// What is known of customers: own fields, how long what was said is kept, and who was erased.
import { html, nothing, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { inboxOf, openInboxes, reloadInboxes } from "../core/directory.js"
import { dateTime, words } from "../core/format.js"
import { showCertificate } from "../contacts/certificate.js"
import { addButton, badge, section, small, table } from "./parts.js"

const TYPES = [["text", "Text"], ["number", "Number"], ["boolean", "Yes or no"], ["date", "Date"], ["list", "One of a list"]]
const ACTIONS = [["erase", "Erase the messages"], ["anonymise", "Keep only who spoke and when"]]

const state = { fields: [], policies: [], erased: [], next: null }

export async function open() {
  const [fields, policies, erased] = await Promise.all([get("/api/customer_attributes"), get("/api/retention_policies"), erasures(), reloadInboxes()])
  Object.assign(state, { fields: fields.data, policies: policies.data, erased: erased.data, next: erased.next })
  changed()
}

/// The audit log knows who was erased, by id alone.
const erasures = after => get("/api/audit_entries", { action: "customer.erased", limit: 20, after })

async function more() {
  const page = await erasures(state.next)
  Object.assign(state, { erased: [...state.erased, ...page.data], next: page.next })
  changed()
}

export const view = () => html`
  ${section("Own fields", "What you want to know of a customer besides name and addresses. It is filled in by people, by your programs and by the pages that have the widget.", table(["Name", "Key", "Holds", ""], state.fields.map(one => [
    one.label, html`<code>${one.key}</code>`, html`${TYPES.find(([id]) => id === one.type)?.[1] ?? words(one.type)}${one.options.length > 0 ? html`<br><small>${one.options.join(", ")}</small>` : nothing}`, small("Remove", () => drop(one), true),
  ]), "None yet."), addButton("New field", define))}
  ${section("How long it is kept", "Counted from the day on which a conversation is closed. What is open stays.", table(["Inbox", "Kept", "Then", ""], kept().map(({ inbox, name, policy }) => [
    name, policy ? `${policy.days} ${policy.days === 1 ? "day" : "days"}` : "For good", policy ? ACTIONS.find(([id]) => id === policy.action)?.[1] ?? words(policy.action) : "–",
    html`${small("Change", () => keep(inbox, name, policy))}${policy ? small("Keep for good", () => keepForGood(inbox, name)) : nothing}`,
  ]), "There is no inbox."))}
  ${section("Erased customers", "A customer is erased where one sees it, in a conversation or in Contacts. The certificate says what each service removed.", html`
    ${table(["When", "By", "Customer", ""], state.erased.map(one => [dateTime(one.occurred_at), one.actor.name ?? words(one.actor.kind), html`<code>${one.thing.id}</code>`, small("Certificate", () => showCertificate(one.thing.id))]), "Nobody was erased.")}
    ${state.next ? html`<p>${small("More", more)}</p>` : nothing}`)}`

/// Each inbox, also one that is archived and has a rule still.
const kept = () => {
  const ids = [...new Set([...openInboxes().map(inbox => inbox.id), ...state.policies.map(policy => policy.inbox_id)])]
  return ids.map(inbox => ({ inbox, name: inboxOf(inbox)?.name ?? "An inbox that has gone", policy: state.policies.find(one => one.inbox_id === inbox) }))
}

function define() {
  const draft = { type: "text" }
  dialog({
    title: "New field",
    label: "Make it",
    view: () => html`${field("Name", "label")}${field("Key", "key", { hint: "How programs call it, like plan or customer_since. It stays as it is." })}
      <div class="dialog-fields" @change=${event => { if (event.target.name === "type") { draft.type = event.target.value; changed() } }}>${field("Holds", "type", { options: TYPES })}
        ${draft.type === "list" ? field("What one may choose, one on each line", "options", { rows: 4 }) : nothing}</div>`,
    submit: async ({ label, key, type, options = "" }) => {
      await post("/api/customer_attributes", { customer_attribute: { label, key: key.trim(), type, options: options.split("\n").map(one => one.trim()).filter(Boolean) } })
      await open()
    },
  })
}

function drop({ key, label }) {
  confirm("Remove this field", html`<b dir="auto">${label}</b> is asked for no more. Customers keep what they have in it.`, "Remove", async () => {
    await remove(`/api/customer_attributes/${key}`)
    await open()
  })
}

function keep(inbox, name, policy) {
  dialog({
    title: `How long ${name} keeps what was said`,
    danger: true,
    view: () => html`${field("Days after a conversation is closed", "days", { type: "number", value: String(policy?.days ?? 365), hint: "1 to 3650." })}${field("Then", "action", { options: ACTIONS, value: policy?.action ?? "erase" })}
      <p>${badge("For good", "is-bad")} What is older than that already goes within minutes. Nobody can bring it back.</p>`,
    submit: async ({ days, action }) => {
      await put(`/api/retention_policies/${inbox}`, { retention_policy: { days: days ? Number(days) : null, action } })
      await open()
    },
  })
}

function keepForGood(inbox, name) {
  confirm("Keep it for good", html`From now on nothing of <bdi>${name}</bdi> goes by itself. What has gone does not come back.`, "Keep it", async () => {
    await remove(`/api/retention_policies/${inbox}`)
    await open()
  }, false)
}
