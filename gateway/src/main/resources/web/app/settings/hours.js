// When the desk is open, and what it promises its customers.
import { html, nothing, repeat, changed } from "../core/view.js"
import { get, put, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { inboxOf, openInboxes, reloadInboxes } from "../core/directory.js"
import { date, dateTime, words } from "../core/format.js"
import { addRow, removeRow } from "./choices.js"
import { addButton, badge, section, small, table } from "./parts.js"
import { loadPolicies, policiesView } from "./sla.js"

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
const USUAL = DAYS.slice(0, 5).map(day => ({ day, from: "09:00", to: "17:00" }))
const ZONES = Intl.supportedValuesOf?.("timeZone") ?? []

const state = { all: [] }

export async function open() {
  const [hours] = await Promise.all([get("/api/business_hours"), loadPolicies(), reloadInboxes()])
  state.all = hours.data
  changed()
}

const nameOf = one => (one.inbox_id ? inboxOf(one.inbox_id)?.name ?? "An inbox that has gone" : "All inboxes")

export const view = () => html`
  ${section("Business hours", "Where nothing is said, the desk is always open.", table(["Where", "Open", "Now", ""], state.all.map(one => [
    html`${nameOf(one)}<br><small>${one.time_zone.replaceAll("_", " ")}</small>`, html`<ul class="told">${week(one.hours).map(line => html`<li>${line}</li>`)}</ul>${one.holidays.length > 0 ? html`<small>Closed on ${one.holidays.slice(0, 4).map(day => date(`${day}T12:00`)).join("; ")}${one.holidays.length > 4 ? ` and ${one.holidays.length - 4} more` : ""}</small>` : nothing}`,
    one.open_now ? badge("Open", "is-good") : html`${badge("Closed")}${one.next_opening ? html`<br><small>Opens ${dateTime(one.next_opening)}</small>` : nothing}`,
    html`${small("Change", () => edit(one))}${small("Delete", () => drop(one), true)}`,
  ]), "Always open."), free().length > 0 ? addButton("New hours", () => edit(null)) : nothing)}
  ${policiesView(open)}`

/// The scopes that have none.
const free = () => [["default", "All inboxes"], ...openInboxes().map(inbox => [inbox.id, inbox.name])].filter(([id]) => !state.all.some(one => (one.inbox_id ?? "default") === id))

/// Days with the same hours in one line: "Monday to Friday 09:00–17:00".
function week(hours) {
  const by = DAYS.map(day => hours.filter(one => one.day === day).map(one => `${one.from}–${one.to}`).join(", "))
  const lines = []
  for (let at = 0; at < DAYS.length; at++) {
    let end = at
    while (end + 1 < DAYS.length && by[end + 1] === by[at]) end++
    if (by[at]) lines.push(`${words(DAYS[at])}${end > at ? ` to ${words(DAYS[end])}` : ""} ${by[at]}`)
    at = end
  }
  return lines
}

function edit(one) {
  const draft = { hours: (one?.hours ?? USUAL).map(range => ({ ...range, to: range.to === "24:00" ? "00:00" : range.to })), holidays: [...(one?.holidays ?? [])] }
  const zone = one?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  dialog({
    title: one ? `Business hours: ${nameOf(one)}` : "New business hours",
    wide: true,
    view: () => html`
      <div class="pair">${one ? nothing : field("Where", "scope", { options: free() })}<label class="sb-field">Time zone<input class="sb-input" name="zone" list="time-zones" autocomplete="off" .value=${zone}></label></div>
      <datalist id="time-zones">${ZONES.map(name => html`<option value=${name}></option>`)}</datalist>
      <fieldset class="week"><legend>Open</legend>${DAYS.map(day => dayRow(day, draft))}<small>00:00 at the end is midnight.</small></fieldset>
      <fieldset><legend>Closed all day on</legend>${holidayRows(draft)}</fieldset>`,
    submit: async ({ scope, zone: named }) => {
      const hours = draft.hours.map(({ day, from, to }) => ({ day, from, to: to === "00:00" ? "24:00" : to }))
      await put(`/api/business_hours/${scope ?? one.inbox_id ?? "default"}`, { business_hours: { time_zone: named.trim(), hours, holidays: draft.holidays } })
      await open()
    },
  })
}

function dayRow(day, draft) {
  const ranges = draft.hours.filter(one => one.day === day)
  const time = (range, name) => html`<input class="sb-input" type="time" aria-label="${words(day)} ${name}" .value=${range[name]} @input=${event => { range[name] = event.target.value }}>`
  return html`<div class="day-of"><b>${words(day)}</b><div>${ranges.length === 0 ? html`<span class="quiet">Closed</span>` : repeat(ranges, range => range, range => html`<span class="range">${time(range, "from")} – ${time(range, "to")}${removeRow(`Remove these hours of ${words(day)}`, () => { draft.hours.splice(draft.hours.indexOf(range), 1); changed() })}</span>`)}</div>
    ${addRow("Hours", () => { draft.hours.push({ day, ...after(ranges) }); changed() }, ranges.length >= 4)}</div>`
}

/// A day's first hours, or two more from an hour after its last.
function after(ranges) {
  const end = Number(ranges.at(-1)?.to.slice(0, 2) ?? 8)
  const at = hour => `${String(hour % 24).padStart(2, "0")}:00`
  return ranges.length === 0 ? { from: "09:00", to: "17:00" } : { from: at(Math.min(end + 1, 22)), to: at(Math.min(end + 3, 24)) }
}

function holidayRows(draft) {
  const add = event => {
    const day = event.target.value
    if (!day) return
    if (!draft.holidays.includes(day)) draft.holidays = [...draft.holidays, day].sort()
    event.target.value = ""
    changed()
  }
  return html`${draft.holidays.length > 0 ? html`<ul class="chips-of">${draft.holidays.map(day => html`<li>${date(`${day}T12:00`)}${removeRow(`Remove ${day}`, () => { draft.holidays = draft.holidays.filter(other => other !== day); changed() })}</li>`)}</ul>` : nothing}
    <label class="sb-field">Add a day<input class="sb-input" type="date" @change=${add}></label>`
}

function drop(one) {
  confirm("Delete these hours", one.inbox_id ? html`<bdi>${nameOf(one)}</bdi> is open when all inboxes are.` : "The desk is always open then, but for inboxes with hours of their own.", "Delete", async () => {
    await remove(`/api/business_hours/${one.inbox_id ?? "default"}`)
    await open()
  })
}
