// How it goes: figures of a period, and behind each figure the conversations that it is made of.
import { html, nothing, changed } from "../core/view.js"
import { get } from "../core/api.js"
import { to } from "../core/router.js"
import { failed, loading, empty } from "../core/parts.js"
import { dialog } from "../core/dialog.js"
import { inboxOf, openInboxes, userName, userOf } from "../core/directory.js"
import { count, dateTime, duration, words } from "../core/format.js"
import { bars, heat } from "./chart.js"

const DAY_MS = 86_400_000
const SAID = 50
const NOBODY = "00000000-0000-0000-0000-000000000000"
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

const state = { days: 30, inbox: "", data: null, problem: null }

export const title = () => "Reports"

export const open = () => load()

function dayText(ago) {
  const date = new Date(Date.now() - ago * DAY_MS)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`
}

async function load() {
  const period = { from: dayText(state.days - 1), to: dayText(0), time_zone: zone, inbox_id: state.inbox }
  const groups = by => get("/api/reports/groups", { ...period, by })
  state.problem = null
  try {
    const [summary, days, inboxes, agents, hours, marks] = await Promise.all([get("/api/reports/summary", period), groups("day"), groups("inbox"), groups("agent"), get("/api/reports/heat_map", period), get("/api/csat/summary", { inbox_id: state.inbox, days: state.days })])
    state.data = { summary: summary.data, days: days.data, inboxes: inboxes.data, agents: agents.data, hours: hours.data, marks: marks.data }
  } catch (problem) {
    state.problem = problem
  }
  changed()
}

const choose = name => event => {
  state[name] = name === "days" ? Number(event.target.value) : event.target.value
  load()
}

export const view = () => html`
  <div class="page">
    <section class="page-main" aria-label="Reports">
      <header class="page-head"><h1>Reports</h1><span class="gap"></span>
        <select class="sb-input" aria-label="Inbox" @change=${choose("inbox")}><option value="">All inboxes</option>${openInboxes().map(one => html`<option value=${one.id}>${one.name}</option>`)}</select>
        <select class="sb-input" aria-label="Period" @change=${choose("days")}>${[7, 30, 90].map(days => html`<option value=${days} ?selected=${days === state.days}>Last ${days} days</option>`)}</select></header>
      <div class="page-body">${state.problem ? failed(state.problem, load) : state.data ? figures(state.data) : loading("figures")}</div>
    </section>
  </div>`

function figures({ summary, days, inboxes, agents, hours, marks }) {
  if (summary.conversations.count === 0) return empty("chart", "Nothing happened in this period", "Choose another one.")
  const byDay = new Map(days.map(one => [one.key, one]))
  const keys = Array.from({ length: state.days }, (_, at) => dayText(state.days - 1 - at))
  const of = name => keys.map(key => byDay.get(key)?.[name].count ?? 0)
  const { satisfaction } = summary
  return html`
    <div class="figures">
      ${figure("Conversations", count(summary.conversations.count), summary.conversations)}
      ${figure("Solved by the AI", `${Math.round(summary.ai_resolution_rate * 100)} %`, summary.ai_resolved, `${count(summary.ai_resolved.count)} of them`)}
      ${figure("Handed over", count(summary.handovers.count), summary.handovers)}
      ${figure("First answer", duration(summary.first_response.p50), summary.first_response, `median; 95 % within ${duration(summary.first_response.p95)}`)}
      ${figure("A person's answer", duration(summary.agent_response.p50), summary.agent_response, `median; 95 % within ${duration(summary.agent_response.p95)}`)}
      ${figure("Satisfaction", satisfaction.count > 0 ? `${satisfaction.average.toFixed(1)} of 5` : "–", satisfaction, `${count(satisfaction.count)} answers`)}
    </div>
    <div class="charts">
      ${bars({ title: "Conversations by day", keys: keys.map(key => key.slice(5).replace("-", "/")), series: [{ label: "All", values: of("conversations") }, { label: "Handed over", values: of("handovers") }] })}
      ${heat("When people write", hours)}
      ${ranking("By inbox", inboxes.map(one => ({ label: inboxOf(one.key)?.name ?? one.name ?? one.key, ...one.conversations })))}
      ${ranking("By colleague", agents.map(one => ({ label: one.key === NOBODY ? "Nobody" : one.name ?? "Somebody who has gone", ...one.conversations })))}
      ${satisfactionView(marks)}
      ${ranking("Why people took over", summary.handover_reasons.map(one => ({ label: words(one.reason), ...one })))}
    </div>`
}

const figure = (label, value, source, hint = "") => html`
  <button type="button" class="figure sb-card" @click=${() => behind(label, source.conversations)}><span>${label}</span><b><bdi>${value}</bdi></b><small><bdi>${hint}</bdi></small></button>`

function ranking(name, rows) {
  if (rows.length === 0) return nothing
  const most = Math.max(1, ...rows.map(one => one.count))
  return html`<figure class="chart"><figcaption>${name}</figcaption>
    <table class="table ranking"><tbody>${rows.map(one => html`<tr><th scope="row"><bdi>${one.label}</bdi></th><td class="bar"><meter min="0" max=${most} value=${one.count} aria-label=${one.label}></meter></td><td><button type="button" class="plain" @click=${() => behind(one.label, one.conversations)}>${count(one.count)}</button></td></tr>`)}</tbody></table></figure>`
}

/// By the day of the answer, whenever its conversation began.
function satisfactionView({ answers, counts }) {
  const most = Math.max(1, ...counts)
  return html`<figure class="chart"><figcaption>What customers thought<button type="button" class="plain" @click=${saidOf}>What they said</button></figcaption>
    ${answers === 0 ? html`<p class="quiet">Nobody has answered in this period. <a href=${to("/settings/surveys")}>Which inboxes ask?</a></p>` : html`
    <table class="table ranking"><tbody>${counts.map((number, at) => html`<tr><th scope="row">${stars(at + 1)}</th><td class="bar"><meter min="0" max=${most} value=${number} aria-label="${at + 1} of 5"></meter></td><td>${count(number)}</td></tr>`).reverse()}</tbody></table>`}</figure>`
}

const stars = score => html`<span class="stars" role="img" aria-label="${score} of 5">${"★".repeat(score)}<i>${"★".repeat(5 - score)}</i></span>`

function saidOf() {
  const shown = { rows: null, more: false, problem: null }
  const read = async after => {
    try {
      const { data } = await get("/api/csat/responses", { inbox_id: state.inbox, limit: SAID, after })
      Object.assign(shown, { rows: [...(shown.rows ?? []), ...data], more: data.length === SAID })
    } catch (problem) {
      shown.problem = problem
    }
    changed()
  }
  read()
  dialog({ title: "What customers said", wide: true, view: () => saidView(shown, read) })
}

function saidView({ rows, more, problem }, read) {
  if (problem) return html`<p class="sb-error" role="alert">${problem.told}</p>`
  if (!rows) return loading("the answers")
  if (rows.length === 0) return html`<p>Nobody has answered yet.</p>`
  return html`
    <table class="table is-stacked"><thead><tr>${["When", "Gave", "Said", "Colleague", ""].map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map(one => html`<tr><td data-label="When"><div>${dateTime(one.answered_at)}</div></td><td data-label="Gave"><div>${stars(one.score)}</div></td><td data-label="Said"><div dir="auto">${one.comment ?? "–"}</div></td><td data-label="Colleague"><div dir="auto">${one.user_id === null ? "Nobody" : userName(userOf(one.user_id))}</div></td><td class="actions"><a href=${to(`/inbox/all/${one.conversation_id}`)}>Open</a></td></tr>`)}</tbody></table>
    ${more ? html`<button type="button" class="sb-button is-small" @click=${() => read(rows.at(-1).id)}>More</button>` : nothing}`
}

/// @param address as the report names it
function behind(label, address) {
  const found = { rows: null, problem: null }
  dialog({ title: label, wide: true, view: () => rowsView(found) })
  get(`${address}&limit=50`)
    .then(page => { found.rows = page.data }, problem => { found.problem = problem })
    .then(changed)
}

function rowsView({ rows, problem }) {
  if (problem) return html`<p class="sb-error">${problem.told}</p>`
  if (!rows) return loading("conversations")
  if (rows.length === 0) return html`<p>None.</p>`
  return html`
    <table class="table"><thead><tr><th>Began</th><th>Channel</th><th>Understood as</th><th>First answer</th><th></th></tr></thead>
      <tbody>${rows.map(one => html`<tr><td>${dateTime(one.started_at)}</td><td>${words(one.channel)}</td><td dir="auto">${one.intent ? words(one.intent) : "–"}</td><td>${duration(one.first_response)}</td><td><a href=${to(`/inbox/all/${one.conversation_id}`)}>Open</a></td></tr>`)}</tbody></table>`
}
