// What rules, macros, promises and routing choose among, in people's words; and rows that one adds and takes away.
import { html } from "../core/view.js"
import { directory, openInboxes, userName } from "../core/directory.js"
import { channelName, words } from "../core/format.js"
import { icon } from "../core/icons.js"

const named = names => names.map(name => [name, words(name)])

export const PRIORITIES = named(["urgent", "high", "medium", "low"])
export const STATUSES = [...named(["new", "open"]), ["pending_customer", "Waits for the customer"], ...named(["snoozed", "resolved", "closed"])]
export const CHANNELS = ["web", "whatsapp", "messenger", "sms", "x", "telegram", "slack", "mattermost", "intercom", "email", "api"].map(name => [name, name === "web" ? "Website" : channelName(name)])

export const people = () => directory.users.filter(user => !user.disabled).map(user => [String(user.id), userName(user)])
export const teams = () => directory.teams.map(team => [team.id, team.name])
export const inboxes = () => openInboxes().map(inbox => [inbox.id, inbox.name])

/// What an id is called; what has gone since keeps its place.
export const nameIn = (options, id) => options.find(([known]) => known === id)?.[1] ?? (id ? "something that has gone" : "–")

/// A choice whose value may have gone.
export const choice = (label, options, value, choose) => html`
  <select class="sb-input" aria-label=${label} @change=${event => choose(event.target.value)}>
    ${options.some(([id]) => id === value) ? "" : html`<option value=${value ?? ""} selected>${value ? "Has gone: choose another" : "Choose…"}</option>`}
    ${options.map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}</select>`

/// Some of several.
export const ticks = (label, options, chosen, choose) => html`
  <div class="ticks" role="group" aria-label=${label}>${options.map(([id, text]) => html`
    <label class="tick"><input type="checkbox" .checked=${chosen.includes(id)} @change=${event => choose(event.target.checked ? [...chosen, id] : chosen.filter(one => one !== id))}> <span dir="auto">${text}</span></label>`)}</div>`

export const removeRow = (label, act) => html`<button type="button" class="sb-icon-button" aria-label=${label} title=${label} @click=${act}>${icon("close", 16)}</button>`

export const addRow = (label, act, full = false) => html`<button type="button" class="sb-button is-small" ?disabled=${full} @click=${act}>${icon("plus", 14)} ${label}</button>`
