// What a rule or a macro does: rows of an action and whom, what or which words it needs.
import { html, nothing, keyed, repeat, changed } from "../core/view.js"
import { directory } from "../core/directory.js"
import { PRIORITIES, STATUSES, addRow, choice, nameIn, people, removeRow, teams } from "./choices.js"

const MOST = 10

const KINDS = {
  assign_agent: { label: "Assign it to", options: people },
  assign_team: { label: "Give it to the team", options: teams },
  set_priority: { label: "Set the priority to", options: () => PRIORITIES },
  set_status: { label: "Set the status to", options: () => STATUSES },
  add_tag: { label: "Add the tag", text: true },
  add_note: { label: "Write the note", rows: 2 },
  send_reply: { label: "Send the reply", rows: 3 },
  hand_over: { label: "Ask for a person" },
}

const firstOf = kind => KINDS[kind].options?.()[0]?.[0] ?? ""

export const newAction = () => ({ action: "add_tag", value: "" })

/// In a list of sentences.
export function told({ action, value }) {
  const kind = KINDS[action]
  if (kind.options) return html`${kind.label} <b dir="auto">${nameIn(kind.options(), value)}</b>`
  return kind.text || kind.rows ? html`${kind.label} “<bdi>${value.length > 60 ? `${value.slice(0, 60)}…` : value}</bdi>”` : kind.label
}

/// @param actions is changed in place
export const actionRows = actions => html`
  <ol class="rows-of">${repeat(actions, one => one, (one, at) => html`<li class="row-of ${KINDS[one.action].rows ? "is-tall" : ""}">
    ${choice("Do", Object.entries(KINDS).map(([name, { label }]) => [name, label]), one.action, kind => { Object.assign(one, { action: kind, value: firstOf(kind) }); changed() })}
    ${keyed(one.action, valueOf(one))}
    ${actions.length > 1 ? removeRow("Remove this action", () => { actions.splice(at, 1); changed() }) : nothing}</li>`)}</ol>
  ${addRow("Another action", () => { actions.push(newAction()); changed() }, actions.length >= MOST)}`

function valueOf(one) {
  const { options, text, rows, label } = KINDS[one.action]
  const typed = event => { one.value = event.target.value }
  if (options) return choice(label, options(), one.value, value => { one.value = value; changed() })
  if (rows) return html`<textarea class="sb-input" aria-label=${label} rows=${rows} dir="auto" .value=${one.value} @input=${typed}></textarea>`
  if (text) return html`<input class="sb-input" aria-label=${label} dir="auto" list="known-tags" autocomplete="off" .value=${one.value} @input=${typed}>`
  return html`<span class="quiet">The AI goes, and the conversation waits for somebody.</span>`
}

export const knownTags = () => html`<datalist id="known-tags">${directory.tags.map(tag => html`<option value=${tag.name}></option>`)}</datalist>`
