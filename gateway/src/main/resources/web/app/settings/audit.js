// Who did what, in one chain that shows when somebody has tampered with it.
import { html, nothing, changed } from "../core/view.js"
import { get } from "../core/api.js"
import { dateTime, words } from "../core/format.js"
import { section, small, table } from "./parts.js"

const state = { rows: [], next: null }

export async function open() {
  const page = await get("/api/audit_entries", { limit: 50 })
  Object.assign(state, { rows: page.data, next: page.next })
  changed()
}

async function more() {
  const page = await get("/api/audit_entries", { limit: 50, after: state.next })
  Object.assign(state, { rows: [...state.rows, ...page.data], next: page.next })
  changed()
}

export const view = () => section("Audit log", "", html`${table(["#", "When", "Who", "Did", "To", "From"], state.rows.map(one => [one.number, dateTime(one.occurred_at), one.actor.name ?? words(one.actor.kind), words(one.action.replace(".", " ")), html`${words(one.thing.type)} ${one.thing.name ?? nothing}`, one.address ?? ""]), "Nothing yet.")}${state.next ? small("More", more) : nothing}`)
