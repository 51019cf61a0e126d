// Dead letters: facts that a part of the suite could not take, which wait for somebody to decide.
import { html, nothing, changed } from "../core/view.js"
import { get, post, remove } from "../core/api.js"
import { confirm, dialog } from "../core/dialog.js"
import { dateTime, words } from "../core/format.js"
import { loading, toast } from "../core/parts.js"
import { attempt, badge, section, small, table } from "./parts.js"

const STATES = [["dead", "Waiting"], ["replayed", "Replayed"], ["discarded", "Discarded"]]
const KINDS = { dead: "is-bad", replayed: "is-good" }

const state = { which: "dead", rows: [], next: null }

export const open = () => read()

async function read(after) {
  const page = await get("/api/dead_letters", { state: state.which, limit: 50, after })
  Object.assign(state, { rows: after ? [...state.rows, ...page.data] : page.data, next: page.next })
  changed()
}

const choose = event => attempt("They could not be loaded.", () => {
  state.which = event.target.value
  return read()
})()

export const view = () => section("Dead letters", "What a part of the suite could not take, and what came of it. What comes after one goes on; it waits here until somebody has mended the cause.", html`
  ${table(["When", "What", "Why", ""], state.rows.map(one => [
    dateTime(one.died_at), html`${one.type ?? one.topic}<br><small>not taken by ${one.group}</small>`, html`${badge(STATES.find(([id]) => id === one.state)?.[1] ?? words(one.state), KINDS[one.state] ?? "")}<br><small class="cause">${one.cause}</small>`,
    html`${small("Look at it", () => look(one))}${one.state === "dead" ? html`${small("Replay", attempt("It was not sent again.", () => replay(one)))}${small("Discard", () => discard(one), true)}` : nothing}`,
  ]), state.which === "dead" ? "Nothing waits. Everything was taken." : "None in the last 30 days.")}
  ${state.next ? html`<p>${small("More", attempt("No more could be loaded.", () => read(state.next)))}</p>` : nothing}`,
html`<select class="sb-input is-narrow" aria-label="State" @change=${choose}>${STATES.map(([id, text]) => html`<option value=${id} ?selected=${id === state.which}>${text}</option>`)}</select>`)

function look(one) {
  const shown = { letter: null, problem: null }
  get(`/api/dead_letters/${one.id}`).then(answer => { shown.letter = answer.data }, problem => { shown.problem = problem }).then(changed)
  dialog({ title: one.type ?? "Dead letter", wide: true, view: () => inside(one, shown) })
}

function inside(one, { letter, problem }) {
  if (problem) return html`<p class="sb-error" role="alert">${problem.told}</p>`
  if (!letter) return loading("the letter")
  const fact = (label, value) => (value ? html`<div><dt>${label}</dt><dd dir="auto">${value}</dd></div>` : nothing)
  return html`
    <dl class="facts">${fact("Set aside", dateTime(letter.died_at))}${fact("By", letter.group)}${fact("Topic", letter.topic)}${fact("Event", letter.event_id)}${fact("Decided", letter.decided_at && `${words(letter.state)}, ${dateTime(letter.decided_at)}`)}</dl>
    <p class="sb-error" dir="auto">${letter.cause}</p>
    <h3>The fact, word for word</h3><pre class="letter" tabindex="0" dir="ltr">${pretty(letter.value ?? "")}</pre>`
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text || "Nothing: it was empty."
  }
}

async function replay(one) {
  await post(`/api/dead_letters/${one.id}/replay`)
  toast("Sent to it once more. If that fails again, it comes back as another one.")
  await read()
}

function discard(one) {
  confirm("Discard this dead letter", html`<b>${one.type ?? one.topic}</b> never gets to <b>${one.group}</b>. It is shown as discarded for 30 days.`, "Discard", async () => {
    await remove(`/api/dead_letters/${one.id}`)
    await read()
  })
}
