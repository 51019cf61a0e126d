// Who the customer is: what is known, what else was said, and what one may do about it.
import { html, nothing, changed } from "../core/view.js"
import { get, post, put } from "../core/api.js"
import { icon } from "../core/icons.js"
import { avatar, loading, sorry, toast } from "../core/parts.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { date, dateTime, shortTime, words } from "../core/format.js"
import { isAdmin, mayWrite } from "../core/session.js"
import { inboxOf } from "../core/directory.js"
import { pick } from "../core/picker.js"
import { go, route, to } from "../core/router.js"
import { showCertificate } from "../contacts/certificate.js"
import { customerOnline } from "./thread.js"

const state = { id: null, customer: null, others: [], attributes: [], problem: null }

export function openCustomer(id) {
  if (state.id === id) return
  Object.assign(state, { id, customer: null, others: [], problem: null })
  if (id) read(id)
}

async function read(id) {
  try {
    const [customer, others, attributes] = await Promise.all([get(`/api/customers/${id}`), get("/api/conversations", { customer_id: id, limit: 20 }), get("/api/customer_attributes").catch(() => ({ data: [] }))])
    if (state.id === id) Object.assign(state, { customer: customer.data, others: others.data, attributes: attributes.data })
  } catch (problem) {
    if (state.id === id) state.problem = problem
  }
  changed()
}

export const refreshCustomer = () => state.id && read(state.id)

export function customerView(conversation) {
  const { customer, problem } = state
  if (problem) return html`<p class="sb-error" role="alert">${problem.told}</p>`
  if (!customer) return loading("the customer")
  const online = customerOnline(customer.id)
  return html`
    <header class="who">${avatar(customer.title, { size: 48, online })}<div><h2 dir="auto">${customer.title}</h2><p>${online ? "Online now" : customer.last_seen_at ? `Seen ${shortTime(customer.last_seen_at)}` : ""}${customer.status !== "active" ? html` <span class="sb-badge is-bad">${words(customer.status ?? "")}</span>` : nothing}</p></div></header>
    <dl class="facts">
      ${fact("E-mail", customer.email)}${fact("Phone", customer.phone)}${fact("Id outside", customer.external_id)}${fact("Time zone", customer.time_zone)}
      ${fact("Page", customer.current_url)}${fact("Browser", [customer.browser, customer.os].filter(Boolean).join(", "))}${fact("Since", date(customer.created_at))}
      ${fact("Tags", (customer.tags ?? []).join(", "))}
      ${Object.entries(customer.custom_attributes ?? {}).map(([key, value]) => fact(state.attributes.find(one => one.key === key)?.label ?? words(key), typeof value === "boolean" ? (value ? "Yes" : "No") : String(value)))}
      ${Object.entries(customer.metadata ?? {}).map(([key, value]) => fact(words(key), String(value)))}
    </dl>
    ${mayWrite() ? html`<div class="row-actions">
      <button type="button" class="sb-button is-small" @click=${edit}>Edit</button>
      <button type="button" class="sb-button is-small" @click=${mergeCustomer}>${icon("merge", 14)} Merge</button>
      <button type="button" class="sb-button is-small ${customer.status === "blocked" ? "" : "is-bad"}" @click=${block}>${icon("block", 14)} ${customer.status === "blocked" ? "Unblock" : "Block"}</button>
      ${isAdmin() ? html`<button type="button" class="sb-button is-small is-bad" @click=${erase}>Erase</button>` : nothing}
    </div>` : nothing}
    <h3>Conversations</h3>
    <ul class="others">${state.others.map(one => html`
      <li><a href=${to(`/inbox/all/${one.id}`)} aria-current=${one.id === conversation?.id ? "true" : nothing}>
        <span dir="auto">${one.subject ?? one.messages.at(-1)?.body?.slice(0, 90) ?? "No message yet"}</span>
        <small>#${one.number} · ${inboxOf(one.inbox_id)?.name ?? ""} · ${words(one.ticket_status)} · <time title=${dateTime(one.last_activity_at)}>${shortTime(one.last_activity_at)}</time></small></a></li>`)}</ul>`
}

const fact = (label, value) => (value ? html`<div><dt>${label}</dt><dd dir="auto">${value}</dd></div>` : nothing)

function edit() {
  const { customer, attributes } = state
  dialog({
    title: "Customer",
    view: () => html`${field("Name", "name", { value: customer.name ?? "" })}${field("E-mail", "email", { value: customer.email ?? "", type: "email" })}${field("Phone", "phone", { value: customer.phone ?? "", type: "tel" })}
      ${attributes.map(one => field(one.label, `attribute.${one.key}`, { value: String(customer.custom_attributes?.[one.key] ?? ""), options: choices(one), type: one.type === "date" ? "date" : one.type === "number" ? "number" : "text" }))}`,
    submit: async values => {
      const change = { name: values.name || null, email: values.email || null, phone: values.phone || null }
      const own = Object.fromEntries(attributes.map(one => [one.key, typed(one.type, values[`attribute.${one.key}`])]))
      if (attributes.length > 0) change.custom_attributes = own
      state.customer = (await put(`/api/customers/${customer.id}`, { customer: change })).data
      changed()
    },
  })
}

function choices({ type, options }) {
  if (type === "boolean") return [["", "–"], ["true", "Yes"], ["false", "No"]]
  return type === "list" ? [["", "–"], ...options.map(option => [option, option])] : null
}

function typed(type, text) {
  if (!text) return null
  return type === "number" ? Number(text) : type === "boolean" ? text === "true" : text
}

function mergeCustomer() {
  const { customer } = state
  pick({
    title: `Merge ${customer.title} into`,
    placeholder: "Name, e-mail or phone of the one who stays…",
    options: async text => (await get("/api/customers", { q: text, page_size: 20 })).data.filter(one => one.id !== customer.id).map(one => ({ id: one.id, label: one.title, hint: [one.email, one.phone].filter(Boolean).join(" · "), view: avatar(one.title, { size: 22 }) })),
    pick: other => confirm("Merge two customers", html`All conversations of <b dir="auto">${customer.title}</b> become those of <b dir="auto">${other.label}</b>. Merge only whom you know to be one person. It can be undone.`, "Merge", async () => {
      await post(`/api/customers/${customer.id}/merge`, { into_id: other.id })
      toast("They are one customer now.", { action: { label: "Undo", act: () => unmerge(customer.id) } })
      openCustomer(other.id)
    }, false),
  })
}

async function unmerge(id) {
  try {
    await post(`/api/customers/${id}/unmerge`)
    openCustomer(id)
    toast("They are two customers again.")
  } catch (error) {
    sorry(error, "They stay merged.")
  }
}

function block() {
  const { customer } = state
  const act = async () => {
    state.customer = (await post(`/api/customers/${customer.id}/${customer.status === "blocked" ? "unblock" : "block"}`)).data
    changed()
  }
  if (customer.status === "blocked") return act().catch(error => sorry(error, "It stays blocked."))
  confirm("Block this customer", "Nothing that it writes from now on reaches anybody here. Older conversations stay.", "Block", act)
}

function erase() {
  const { customer } = state
  confirm("Erase for good", html`<b dir="auto">${customer.title}</b>, all messages, files and addresses are removed everywhere. Nobody can bring them back.`, "Erase", async () => {
    await post(`/api/customers/${customer.id}/erase`)
    go(`/${route.screen}`)
    queueMicrotask(() => showCertificate(customer.id, { justAsked: true }))
  })
}
