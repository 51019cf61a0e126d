// Taking everything out as files, and bringing in what another system has written.
import { html, nothing, changed } from "../core/view.js"
import { download, lines } from "../core/api.js"
import { inboxes } from "./choices.js"
import { reloadInboxes } from "../core/directory.js"
import { count, words } from "../core/format.js"
import { icon } from "../core/icons.js"
import { toast } from "../core/parts.js"
import { attempt, section, small, table } from "./parts.js"
import { parts } from "./lines.js"

const KINDS = [["customers", "Customers"], ["conversations", "Conversations"], ["messages", "Messages"]]
const COLUMNS = {
  customers: "external_id, name, email, phone, created_at",
  conversations: "external_id, customer_external_id, subject, status, priority, created_at, closed_at",
  messages: "external_id, conversation_external_id, author, author_name, type, body, created_at",
}
const MOST_SHOWN = 100

/// `job` is the import that runs or ran last.
const state = { kind: "customers", saving: null, job: null }

export const open = reloadInboxes

export const view = () => html`
  ${section("Export", "Everything of the account, a line each. A table opens in a spreadsheet; JSON lines are for programs.", table(["What", ""], KINDS.map(([kind, name]) => [
    name, state.saving === kind ? html`<span class="spinner"></span> Saving…` : html`${small("Save as CSV", save(kind, "csv"))}${small("Save as JSON lines", save(kind, "jsonl"))}`,
  ]), ""))}
  ${section("Import", "First the customers, then their conversations, then what was said in them. A line that was taken before changes nothing, so the same file may be sent again.", html`${form()}${state.job ? outcome(state.job) : nothing}`)}`

const save = (kind, format) => attempt("Nothing was saved.", async () => {
  state.saving = kind
  changed()
  try {
    await download(`/api/exports/${kind}`, { format }, `${kind}.${format}`)
  } finally {
    state.saving = null
    changed()
  }
})

const form = () => html`
  <form @submit=${begin} @change=${event => { if (event.target.name === "kind") { state.kind = event.target.value; changed() } }}>
    <label class="sb-field">What<select class="sb-input" name="kind">${KINDS.map(([id, name]) => html`<option value=${id} ?selected=${id === state.kind}>${name}</option>`)}</select></label>
    ${state.kind === "conversations" ? html`<label class="sb-field">Inbox whose history they are<select class="sb-input" name="inbox">${inboxes().map(([id, name]) => html`<option value=${id}>${name}</option>`)}</select></label>` : nothing}
    <label class="sb-field">File<input class="sb-input" type="file" name="file" accept=".csv,.jsonl,.ndjson,.json" required></label>
    <button class="sb-button is-primary" ?disabled=${state.job?.running === true}>${icon("attach", 15)} Import</button>
  </form>
  <p class="quiet">CSV with a line of names first, or a JSON object on each line: ${COLUMNS[state.kind]}. What an export calls id is known as external_id.</p>`

async function begin(event) {
  event.preventDefault()
  const { kind, inbox, file } = Object.fromEntries(new FormData(event.target))
  if (!file?.name) return toast("Choose a file first.", { bad: true })
  const job = { kind, name: file.name, running: true, done: 0, of: 0, by: {}, faults: [], problem: null }
  state.job = job
  changed()
  const format = /\.csv$/i.test(file.name) ? "csv" : "jsonl"
  try {
    const sent = parts(await file.text(), format)
    job.of = sent.reduce((sum, part) => sum + part.lines, 0)
    for (const part of sent) {
      if (!job.running) break
      await take(job, part, { format, inbox_id: kind === "conversations" ? inbox : null })
    }
  } catch (problem) {
    job.problem = problem.told ?? problem.message
  }
  job.running = false
  changed()
}

async function take(job, part, query) {
  const results = await lines(`/api/imports/${job.kind}`, query, part.text)
  if (!results) throw new Error("The answer broke off. Send the file again.")
  for (const result of results) {
    job.by[result.status] = (job.by[result.status] ?? 0) + 1
    if (!result.errors) continue
    // a part counts its own lines, a table's names included
    const line = part.before + result.line
    if (result.status === "stopped") throw new Error(`It stopped at line ${line}: ${told(result.errors)}. Send the file again.`)
    job.faults.push({ line, id: result.external_id, errors: result.errors })
  }
  job.done += part.lines
  changed()
}

const told = errors => Object.entries(errors).map(([name, wrongs]) => `${name === "line" ? "" : `${words(name).toLowerCase()} `}${[wrongs].flat().join(", ")}`).join("; ")

const outcome = job => html`
  <div class="outcome">
    <p role="status">${job.running ? html`<span class="spinner"></span> ${count(job.done)} of ${count(job.of)} lines of <bdi>${job.name}</bdi>` : html`<b>${job.problem ? "Not all was taken." : job.done < job.of ? "Stopped." : job.of === 0 ? "The file has no line." : "Done."}</b> ${count(job.done)} of ${count(job.of)} lines of <bdi>${job.name}</bdi>${summary(job.by)}`}
      ${job.running ? small("Stop", () => { job.running = false; changed() }) : nothing}</p>
    ${job.of > 0 ? html`<meter min="0" max=${job.of} value=${job.done} aria-label="Lines taken"></meter>` : nothing}
    ${job.problem ? html`<p class="sb-error" role="alert">${job.problem}</p>` : nothing}
    ${job.faults.length > 0 ? html`<h3>Lines that were not taken</h3>${table(["Line", "Id", "Why"], job.faults.slice(0, MOST_SHOWN).map(one => [one.line, one.id || "–", told(one.errors)]), "")}${job.faults.length > MOST_SHOWN ? html`<p class="quiet">And ${count(job.faults.length - MOST_SHOWN)} more.</p>` : nothing}` : nothing}
  </div>`

const summary = by => Object.entries(by).map(([status, number]) => `, ${count(number)} ${status}`).join("")
