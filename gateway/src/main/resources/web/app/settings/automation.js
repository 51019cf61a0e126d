// Rules, which do something by themselves when all their conditions hold, and macros, which somebody does by hand.
import { html, nothing, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { reloadInboxes, reloadTags, reloadTeams } from "../core/directory.js"
import { dateTime, words } from "../core/format.js"
import { loading } from "../core/parts.js"
import { to } from "../core/router.js"
import { actionRows, knownTags, newAction, told as toldAction } from "./actions.js"
import { conditionRows, drafted, finished, told as toldCondition } from "./conditions.js"
import { addButton, attempt, badge, section, small, table } from "./parts.js"

const TRIGGERS = [
  ["message_received", "A customer writes"],
  ["conversation_created", "A conversation begins"],
  ["status_changed", "The status changes"],
  ["customer_waiting", "A customer waits for minutes"],
  ["sla_breached", "A promise was broken"],
]

const state = { rules: [], macros: [] }

export async function open() {
  const [rules, macros] = await Promise.all([get("/api/automation_rules"), get("/api/macros"), reloadTeams(), reloadTags(), reloadInboxes()])
  Object.assign(state, { rules: rules.data, macros: macros.data })
  changed()
}

export const view = () => html`
  ${section("Rules", "What happens by itself. What a rule has done calls no rule.", table(["Name", "When", "Does", ""], state.rules.map(rule => [
    html`${rule.name} ${rule.active ? nothing : badge("Paused", "is-warn")}`, when(rule), list(rule.actions),
    html`${small("Runs", () => runs(rule))}${small(rule.active ? "Pause" : "Resume", attempt("Nothing was changed.", () => save({ ...rule, active: !rule.active })))}${small("Change", () => edit(rule))}${small("Delete", () => drop("rule", rule, "/api/automation_rules"), true)}`,
  ]), "None yet."), addButton("New rule", () => edit(null)))}
  ${section("Macros", "The same actions under a name, for colleagues to do to a conversation at once: key m.", table(["Name", "Does", ""], state.macros.map(macro => [
    macro.name, list(macro.actions), html`${small("Change", () => editMacro(macro))}${small("Delete", () => drop("macro", macro, "/api/macros"), true)}`,
  ]), "None yet."), addButton("New macro", () => editMacro(null)))}`

const list = actions => html`<ol class="told">${actions.map(one => html`<li>${toldAction(one)}</li>`)}</ol>`

const when = ({ trigger, wait_minutes: minutes, conditions }) => html`
  ${trigger === "customer_waiting" ? `A customer waits for ${minutes} min` : TRIGGERS.find(([id]) => id === trigger)?.[1] ?? words(trigger)}
  ${conditions.length === 0 ? nothing : html`<ul class="told">${conditions.map(one => html`<li>${toldCondition(one)}</li>`)}</ul>`}`

async function save(rule) {
  const { id, name, active, trigger, wait_minutes, conditions, actions } = rule
  const body = { automation_rule: { name, active, trigger, wait_minutes, conditions, actions } }
  await (id ? put(`/api/automation_rules/${id}`, body) : post("/api/automation_rules", body))
  await open()
}

function edit(rule) {
  const draft = { trigger: rule?.trigger ?? "message_received", conditions: drafted(rule?.conditions ?? []), actions: rule ? rule.actions.map(one => ({ ...one })) : [newAction()] }
  dialog({
    title: rule ? "Rule" : "New rule",
    wide: true,
    view: () => html`${knownTags()}${field("Name", "name", { value: rule?.name ?? "" })}
      <div class="pair" @change=${event => { if (event.target.name === "trigger") { draft.trigger = event.target.value; changed() } }}>${field("When", "trigger", { options: TRIGGERS, value: rule?.trigger ?? "message_received" })}
        ${draft.trigger === "customer_waiting" ? field("Minutes without an answer", "wait", { type: "number", value: rule?.wait_minutes ?? 30 }) : nothing}</div>
      <fieldset><legend>And all of this is so</legend>${conditionRows(draft.conditions)}</fieldset>
      <fieldset><legend>Then</legend>${actionRows(draft.actions)}</fieldset>`,
    submit: ({ name, trigger, wait }) => save({ id: rule?.id, active: rule?.active ?? true, name, trigger, wait_minutes: wait ? Number(wait) : null, conditions: finished(draft.conditions), actions: draft.actions }),
  })
}

function editMacro(macro) {
  const actions = macro ? macro.actions.map(one => ({ ...one })) : [newAction()]
  dialog({
    title: macro ? "Macro" : "New macro",
    wide: true,
    view: () => html`${knownTags()}${field("Name", "name", { value: macro?.name ?? "" })}<fieldset><legend>Does, all of it or nothing</legend>${actionRows(actions)}</fieldset>`,
    submit: async ({ name }) => {
      const body = { macro: { name, actions } }
      await (macro ? put(`/api/macros/${macro.id}`, body) : post("/api/macros", body))
      await open()
    },
  })
}

const OUTCOMES = { done: ["Done", "is-good"], not_matched: ["Not all was so", ""], limited: ["Too many at once", "is-warn"], failed: ["Failed", "is-bad"] }

function runs(rule) {
  const shown = { rows: null, problem: null }
  get(`/api/automation_rules/${rule.id}/runs`).then(page => { shown.rows = page.data }, problem => { shown.problem = problem }).then(changed)
  dialog({
    title: `Runs of ${rule.name}`,
    wide: true,
    view: () => shown.problem ? html`<p class="sb-error" role="alert">${shown.problem.told}</p>` : shown.rows ? table(["When", "Came of it", "Conversation"], shown.rows.map(one => [dateTime(one.ran_at), outcome(one), html`<a href=${to(`/inbox/all/${one.conversation_id}`)}>Open</a>`]), "It has not run yet.") : loading("runs"),
  })
}

function outcome({ outcome: name, conditions, actions }) {
  const [text, kind] = OUTCOMES[name] ?? [words(name), ""]
  const reasons = [...conditions.filter(one => !one.holds).map(one => html`Not so: ${toldCondition(one.condition)}`), ...actions.filter(one => one.fault).map(one => html`${toldAction(one)}: ${one.fault}`)]
  return html`${badge(text, kind)}${reasons.length > 0 ? html`<ul class="told">${reasons.map(one => html`<li>${one}</li>`)}</ul>` : nothing}`
}

function drop(what, { id, name }, path) {
  confirm(`Delete this ${what}`, html`<b dir="auto">${name}</b> does nothing any more. What it did stays.`, "Delete", async () => {
    await remove(`${path}/${id}`)
    await open()
  })
}
