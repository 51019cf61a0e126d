// Promises: by when a person answers first, and by when a conversation is done.
import { html, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { confirm, dialog, field, tick } from "../core/dialog.js"
import { inboxOf } from "../core/directory.js"
import { words } from "../core/format.js"
import { PRIORITIES, inboxes } from "./choices.js"
import { addButton, section, small, table } from "./parts.js"

const UNITS = [["60", "minutes"], ["3600", "hours"], ["86400", "days"]]

const state = { policies: [] }

export async function loadPolicies() {
  state.policies = (await get("/api/sla_policies")).data
  changed()
}

/// @param again loads the section anew
export const policiesView = again => section("SLA policies", "What is promised to a conversation when it begins, and kept in its clock. The closest one counts: inbox, then priority.", table(["Name", "For", "First answer", "Done", ""], state.policies.map(one => [
  one.name, of(one), within(one.first_response_seconds), within(one.resolution_seconds), html`${small("Change", () => edit(one, again))}${small("Delete", () => drop(one, again), true)}`,
]), "Nothing is promised."), addButton("New policy", () => edit(null, again)))

const of = one => html`<bdi>${one.inbox_id ? inboxOf(one.inbox_id)?.name ?? "An inbox that has gone" : "All inboxes"}</bdi>${one.priority ? `, ${words(one.priority).toLowerCase()} priority` : ""}<br><small>${one.business_time ? "In business hours" : "By the clock"}</small>`

/// The largest unit that says it exactly.
function exact(seconds) {
  const [unit, name] = UNITS.findLast(([size]) => seconds % Number(size) === 0) ?? ["1", "seconds"]
  const count = seconds / Number(unit)
  return { unit, count, text: `${count} ${count === 1 ? name.slice(0, -1) : name}` }
}

const within = seconds => (seconds ? `within ${exact(seconds).text}` : "–")

const span = (label, name, seconds) => {
  const known = seconds ? exact(seconds) : { unit: "3600", count: "" }
  const units = known.unit === "1" ? [["1", "seconds"], ...UNITS] : UNITS
  return html`<div class="pair">${field(label, name, { type: "number", value: known.count })}${field("Unit", `${name}_unit`, { options: units, value: known.unit })}</div>`
}

function edit(one, again) {
  dialog({
    title: one ? "SLA policy" : "New SLA policy",
    view: () => html`${field("Name", "name", { value: one?.name ?? "" })}
      <div class="pair">${field("Inbox", "inbox", { options: [["", "All inboxes"], ...inboxes()], value: one?.inbox_id ?? "" })}${field("Priority", "priority", { options: [["", "All priorities"], ...PRIORITIES], value: one?.priority ?? "" })}</div>
      ${span("First answer of a person within", "first", one?.first_response_seconds)}${span("Done within", "done", one?.resolution_seconds)}
      ${tick("Count business hours only, where there are some", "business", one?.business_time ?? true)}`,
    submit: async ({ name, inbox, priority, first, first_unit, done, done_unit, business }) => {
      const seconds = (count, unit) => (count ? Math.round(Number(count) * Number(unit)) : null)
      const body = { sla_policy: { name, inbox_id: inbox || null, priority: priority || null, first_response_seconds: seconds(first, first_unit), resolution_seconds: seconds(done, done_unit), business_time: business === "on" } }
      await (one ? put(`/api/sla_policies/${one.id}`, body) : post("/api/sla_policies", body))
      await again()
    },
  })
}

function drop(one, again) {
  confirm("Delete this policy", html`What <b dir="auto">${one.name}</b> promised and is still open goes with it.`, "Delete", async () => {
    await remove(`/api/sla_policies/${one.id}`)
    await again()
  })
}
