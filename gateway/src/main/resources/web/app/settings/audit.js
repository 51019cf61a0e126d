// Who did what, in one chain that shows when somebody has tampered with it.
import { html, nothing, changed } from "../core/view.js"
import { download, get } from "../core/api.js"
import { count, dateTime, words } from "../core/format.js"
import { toast } from "../core/parts.js"
import { attempt, section, small, table } from "./parts.js"

const state = { rows: [], next: null }

export async function open() {
  const page = await get("/api/audit_entries", { limit: 50 })
  Object.assign(state, { rows: page.data, next: page.next })
  changed()
}

const more = attempt("No more could be loaded.", async () => {
  const page = await get("/api/audit_entries", { limit: 50, after: state.next })
  Object.assign(state, { rows: [...state.rows, ...page.data], next: page.next })
  changed()
})

const verify = attempt("It was not verified.", async () => {
  const { data } = await get("/api/audit_entries/verify")
  if (data.intact) toast(`All ${count(data.entries)} entries are as they were written.`)
  else toast(`Entry ${data.broken_at} does not fit: ${data.broken}`, { bad: true })
})

const save = attempt("Nothing was saved.", () => download("/api/audit_entries/export", { format: "csv" }, "audit.csv"))

export const view = () => section("Audit log", "What was changed, by whom and from where. Each entry holds the hash of the one before it.", html`
  ${table(["#", "When", "Who", "Did", "To", "From"], state.rows.map(one => [one.number, dateTime(one.occurred_at), one.actor.name ?? words(one.actor.kind), words(one.action.replace(".", " ")), html`${words(one.thing.type)} <bdi>${one.thing.name ?? nothing}</bdi>`, one.address ?? ""]), "Nothing yet.")}
  ${state.next ? html`<p>${small("More", more)}</p>` : nothing}`, html`<span class="row-actions">${small("Verify", verify)}${small("Save as CSV", save)}</span>`)
