// When a rule goes on: rows of what must be so, all of them.
import { html, keyed, repeat, changed } from "../core/view.js"
import { CHANNELS, PRIORITIES, STATUSES, addRow, choice, inboxes, nameIn, people, removeRow, ticks } from "./choices.js"

const MOST = 20
const WORDS = [["contains", "contains one of"], ["is", "is one of"], ["is_not", "is none of"]]
const CHOSEN = [["is", "is one of"], ["is_not", "is none of"]]

const FIELDS = {
  text: { label: "What was written" },
  tag: { label: "A tag" },
  channel: { label: "The channel", options: () => CHANNELS },
  inbox_id: { label: "The inbox", options: inboxes },
  status: { label: "The status", options: () => STATUSES },
  priority: { label: "The priority", options: () => PRIORITIES },
  assignee_id: { label: "Who has it", options: () => [["none", "Nobody"], ...people()] },
}

const newCondition = () => ({ field: "text", operator: "contains", values: [], typed: "" })

/// As the rows of the editor, which keep what is typed as it was typed.
export const drafted = conditions => conditions.map(one => ({ ...one, typed: one.values.join("\n") }))

/// As the API takes them.
export const finished = rows => rows.map(({ field, operator, values, typed }) => ({ field, operator, values: FIELDS[field].options ? values : typed.split("\n").map(one => one.trim()).filter(Boolean) }))

export function told({ field, operator, values }) {
  const { label, options } = FIELDS[field]
  const shown = options ? values.map(value => nameIn(options(), value)) : values.map(value => `“${value}”`)
  const says = { contains: "contains", is: "is", is_not: "is not" }[operator]
  return html`${label.toLowerCase()} ${says} <bdi>${shown.join(" or ")}</bdi>`
}

/// @param rows is changed in place
export const conditionRows = rows => html`
  <ul class="rows-of">${repeat(rows, one => one, (one, at) => html`<li class="row-of is-condition">
    ${choice("What is looked at", Object.entries(FIELDS).map(([name, { label }]) => [name, label]), one.field, field => { Object.assign(one, { field, operator: FIELDS[field].options ? "is" : "contains", values: [], typed: "" }); changed() })}
    ${keyed(one.field, html`
      ${choice("How it compares", FIELDS[one.field].options ? CHOSEN : WORDS, one.operator, operator => { one.operator = operator; changed() })}
      ${FIELDS[one.field].options
        ? ticks(FIELDS[one.field].label, withGone(FIELDS[one.field].options(), one.values), one.values, values => { one.values = values; changed() })
        : html`<textarea class="sb-input" rows="2" dir="auto" aria-label="Words, one on each line" placeholder="One on each line" .value=${one.typed} @input=${event => { one.typed = event.target.value }}></textarea>`}`)}
    ${removeRow("Remove this condition", () => { rows.splice(at, 1); changed() })}</li>`)}</ul>
  ${addRow(rows.length === 0 ? "A condition" : "Another condition", () => { rows.push(newCondition()); changed() }, rows.length >= MOST)}`

const withGone = (options, values) => [...options, ...values.filter(value => !options.some(([id]) => id === value)).map(value => [value, "Something that has gone"])]
