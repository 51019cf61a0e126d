// What was said and what was decided, by day.
import { html, nothing, repeat } from "../core/view.js"
import { icon } from "../core/icons.js"
import { dayName, dateTime, fullTime, words, channelName } from "../core/format.js"
import { loading, failed, avatar } from "../core/parts.js"
import { directory, userName, userOf } from "../core/directory.js"
import { session } from "../core/session.js"
import { dialog } from "../core/dialog.js"
import { thread, load, loadOlder, scrolled } from "./thread.js"
import { messageView, pendingView, authorOf } from "./message.js"
import { waitingIn } from "./outbox.js"

const TOGETHER_MS = 300_000
/// Clocks of two machines may differ by so much.
const CLOCKS_MS = 60_000

export function timelineView(conversation) {
  if (thread.problem && !thread.loaded) return html`<div class="timeline">${failed(thread.problem, () => load())}</div>`
  return html`
    <div class="timeline" role="log" aria-label="Messages" tabindex="0" @scroll=${onScroll}>
      ${thread.loaded ? said(conversation) : loading("messages")}
      ${waitingIn(conversation.id).map(one => pendingView(one, session.me.name))}
      ${typists(conversation)}
    </div>`
}

const said = conversation => html`
  ${thread.precedes ? html`<button type="button" class="plain older" @click=${loadOlder}>${thread.older ? "Loading…" : "Older messages"}</button>` : began(conversation)}
  ${repeat(entries(conversation), entry => entry.key, entry => entry.view())}`

function onScroll(event) {
  scrolled(event.target)
  if (event.target.scrollTop < 80) loadOlder()
}

const began = conversation => html`<p class="event">${icon("inbox", 14)} Began ${dateTime(conversation.created_at)} by ${channelName(conversation.source)}</p>`

function entries(conversation) {
  const all = []
  const { messages } = thread
  const since = thread.precedes ? messages[0]?.created_at ?? "" : ""
  const events = [...decisionEvents(), ...takenEvents(conversation), ...endEvents(conversation)].filter(event => event.at >= since).sort((a, b) => (a.at < b.at ? -1 : 1))
  let day = null
  let before = null
  let latest = 0
  let next = 0
  const dayOf = at => {
    const name = dayName(at)
    if (name === day) return
    day = name
    before = null
    all.push({ key: `day-${name}`, view: () => html`<h3 class="day"><span>${name}</span></h3>` })
  }
  const happened = until => {
    while (next < events.length && (until === null || events[next].at < until)) {
      const event = events[next++]
      dayOf(event.at)
      before = null
      all.push({ key: event.key, view: event.view })
    }
  }
  for (const message of messages) {
    // they stand in the order in which they came; a time that runs back is a wrong clock's
    const at = Date.parse(message.created_at)
    const doubtful = at < latest - CLOCKS_MS
    if (!doubtful) {
      latest = Math.max(latest, at)
      happened(message.created_at)
      dayOf(message.created_at)
    }
    const first = !before || before.private !== message.private || authorOf(before, conversation).name !== authorOf(message, conversation).name || at - Date.parse(before.created_at) > TOGETHER_MS
    all.push({ key: message.id, view: () => messageView(message, conversation, { first, doubtful }) })
    before = message
  }
  happened(null)
  return all
}

const decisionEvents = () => thread.decisions.map((decision, at) => ({
  at: decision.decided_at,
  key: `decision-${decision.decided_at}-${at}`,
  view: () => html`<p class="event">${icon("user", 14)} ${decision.assignee_name ? html`Assigned to <b dir="auto">${decision.assignee_name}</b>` : "Assigned to nobody"}
    <button type="button" class="plain" @click=${() => why(decision)}>Why?</button><time title=${fullTime(decision.decided_at)}>${dateTime(decision.decided_at)}</time></p>`,
}))

/// Whoever answers a conversation that was offered to somebody else takes it: told right before that answer.
function takenEvents(conversation) {
  const [offer] = thread.decisions
  if (!offer || conversation.assignee_id === null || offer.assignee_id === conversation.assignee_id) return []
  const answer = thread.messages.find(one => one.user_id === conversation.assignee_id && Date.parse(one.created_at) > Date.parse(offer.decided_at))
  if (!answer) return []
  const at = new Date(Date.parse(answer.created_at) - 1).toISOString()
  return [{ at, key: `taken-${answer.id}`, view: () => html`<p class="event">${icon("user", 14)} Taken by <b dir="auto">${authorOf(answer, conversation).name}</b> <time title=${fullTime(at)}>${dateTime(at)}</time></p>` }]
}

const endEvents = conversation => conversation.closed_at && conversation.status === "closed"
  ? [{ at: conversation.closed_at, key: `closed-${conversation.closed_at}`, view: () => html`<p class="event">${icon("check", 14)} ${words(conversation.ticket_status)} <time title=${fullTime(conversation.closed_at)}>${dateTime(conversation.closed_at)}</time></p>` }]
  : []

function why(decision) {
  dialog({
    title: "Why this assignment",
    view: () => html`
      <p dir="auto">${decision.reason}</p><p class="quiet">Policy: ${words(decision.policy)} · ${dateTime(decision.decided_at)}</p>
      ${decision.candidates.length === 0 ? html`<p>Nobody was considered.</p>` : html`
      <table class="table"><thead><tr><th>Colleague</th><th>Open</th><th>Passed over because</th></tr></thead>
        <tbody>${decision.candidates.map(one => html`<tr><td dir="auto">${one.full_name}</td><td>${one.open_conversations}</td><td dir="auto">${one.passed_over ?? "chosen, or next in line"}</td></tr>`)}</tbody></table>`}`,
  })
}

function typists(conversation) {
  if (thread.typing.size === 0) return nothing
  return [...thread.typing.values()].map(({ sender, user }) => {
    const name = sender === "customer" ? conversation.customer?.title ?? "The customer" : sender === "bot" ? "The AI" : userName(directory.users.find(one => one.id === user) ?? userOf(user))
    return html`<p class="typing">${avatar(name, { size: 28, kind: sender === "bot" ? "bot" : "" })}<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span><bdi>${name}</bdi> is writing…</span></p>`
  })
}
