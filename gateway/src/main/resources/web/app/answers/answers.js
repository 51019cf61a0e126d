// What the AI decided on each question, and on what grounds: a list, and one record that anybody can read.
import { html, nothing, changed } from "../core/view.js"
import { get } from "../core/api.js"
import { go, to } from "../core/router.js"
import { listen } from "../core/keys.js"
import { icon } from "../core/icons.js"
import { empty, failed, loading } from "../core/parts.js"
import { shortTime } from "../core/format.js"
import { outcomeName, recordView } from "./record.js"

const PAGE = 40
const DECISIONS = [["", "All decisions"], ["answered", "Answered"], ["asked_back", "Asked back"], ["handed_over", "Left to a person"]]

const state = { records: [], next: null, decision: "", conversation: null, loading: false, problem: null, open: null, record: null, missing: null, release: null }

export const title = () => "AI answers"

/// `?conversation=` shows those of one conversation; `?question=` opens the one on a message.
export async function open([id = null], query) {
  state.release ??= listen({ j: () => step(1), k: () => step(-1), Escape: () => (state.open ? (go(place(null)), true) : false) })
  const conversation = query.get("conversation")
  const question = query.get("question")
  if (question) return byQuestion(question)
  if (state.records.length === 0 || state.conversation !== conversation) {
    state.conversation = conversation
    load()
  }
  show(id)
}

export function leave() {
  state.release?.()
  Object.assign(state, { release: null, records: [], open: null, record: null, missing: null })
}

async function byQuestion(question) {
  try {
    const { data } = await get("/api/ai/answers", { question_id: question })
    if (data.length > 0) return go(`/answers/${data[0].id}?conversation=${data[0].conversation_id}`, { replace: true })
    state.problem = { told: "The AI has no record of this message." }
  } catch (problem) {
    state.problem = problem
  }
  changed()
}

let turn = 0

async function load(after = null) {
  const mine = ++turn
  Object.assign(state, { loading: true, problem: null })
  changed()
  try {
    const page = await get("/api/ai/answers", { order: "newest", limit: PAGE, decision: state.decision, conversation_id: state.conversation, after })
    if (mine === turn) Object.assign(state, { records: after ? [...state.records, ...page.data] : page.data, next: page.next })
  } catch (problem) {
    if (mine === turn) state.problem = problem
  }
  if (mine === turn) state.loading = false
  changed()
}

async function show(id) {
  Object.assign(state, { open: id, record: state.records.find(one => one.id === id) ?? (state.record?.id === id ? state.record : null), missing: null })
  changed()
  if (!id || state.record) return
  try {
    const { data } = await get(`/api/ai/answers/${id}`)
    if (state.open === id) state.record = data
  } catch (problem) {
    if (state.open === id) state.missing = problem
  }
  changed()
}

const place = id => `/answers${id ? `/${id}` : ""}${state.conversation ? `?conversation=${state.conversation}` : ""}`

function step(by) {
  const at = state.records.findIndex(one => one.id === state.open)
  const next = state.records[at < 0 ? 0 : Math.min(Math.max(at + by, 0), state.records.length - 1)]
  if (next) go(place(next.id), { replace: state.open !== null })
}

function choose(event) {
  Object.assign(state, { decision: event.target.value, records: [], next: null })
  load()
}

export const view = () => html`
  <div class="page articles ${state.open ? "has-open" : ""}">
    <section class="page-list" aria-label="AI answers">
      <header class="page-head"><h1>AI answers</h1>
        <select class="sb-input" aria-label="Decision" @change=${choose}>${DECISIONS.map(([id, text]) => html`<option value=${id} ?selected=${id === state.decision}>${text}</option>`)}</select>
        ${state.conversation ? html`<a class="chip" href=${to(`/answers${state.open ? `/${state.open}` : ""}`)} aria-label="Remove the filter: of one conversation">Of one conversation ${icon("close", 12)}</a>` : nothing}</header>
      <div class="page-body">${list()}</div>
    </section>
    ${state.open ? html`<section class="page-main" aria-label="Record">${state.missing ? failed(state.missing, () => show(state.open)) : state.record ? recordView(state.record, to(place(null))) : loading("the record")}</section>`
      : html`<section class="page-main is-none">${empty("bot", "Why the AI said what it said", "Choose an answer: the question, what it found in your articles, and why it spoke or fetched a person.")}</section>`}
  </div>`

function list() {
  if (state.problem) return failed(state.problem, () => load())
  if (state.records.length === 0) return state.loading ? loading("the answers") : empty("bot", "None yet", "As soon as the AI is asked, you see here what it decided.")
  return html`
    <ul>${state.records.map(one => html`<li><a href=${to(place(one.id))} aria-current=${one.id === state.open ? "true" : nothing}>
      <b dir="auto">${one.question || "A message without words"}</b>
      <small><span class=${one.decision === "handed_over" ? "warn" : "good"}>${outcomeName(one)}</span> · ${shortTime(one.created_at)}</small></a></li>`)}</ul>
    ${state.next ? html`<button type="button" class="sb-button is-small more-rows" ?disabled=${state.loading} @click=${() => load(state.next)}>More</button>` : nothing}`
}
