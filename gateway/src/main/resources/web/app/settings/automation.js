// Rules: when something happens and all conditions hold, the actions are done together.
import { html, nothing, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { dateTime, words } from "../core/format.js"
import { loading } from "../core/parts.js"
import { to } from "../core/router.js"
import { addButton, attempt, badge, section, small, table } from "./parts.js"

const TRIGGERS = ["conversation_created", "message_received", "status_changed", "sla_breached", "customer_waiting"].map(name => [name, words(name)])
const FIELDS = [["", "–"], ...["text", "channel", "status", "priority", "tag", "inbox_id", "assignee_id"].map(name => [name, words(name)])]
const OPERATORS = [["contains", "contains"], ["is", "is"], ["is_not", "is not"]]
const ACTIONS = ["add_tag", "set_priority", "set_status", "assign_agent", "assign_team", "add_note", "send_reply", "hand_over"].map(name => [name, words(name)])
const PLACES = [0, 1, 2]

const state = { rules: [] }

export async function open() {
  state.rules = (await get("/api/automation_rules")).data
  changed()
}

export const view = () => section("Automation", "What happens by itself. Nothing that a rule does calls a rule.", table(["Name", "When", "Does", ""], state.rules.map(rule => [
  html`${rule.name} ${rule.active ? nothing : badge("Off")}`, words(rule.trigger), rule.actions.map(one => `${words(one.action)} ${one.value ?? ""}`).join(", "),
  html`${small("Runs", () => runs(rule))}${small(rule.active ? "Switch off" : "Switch on", attempt("Nothing was changed.", () => save({ ...rule, active: !rule.active })))}${small("Change", () => edit(rule))}${small("Delete", () => drop(rule), true)}`,
]), "None yet."), addButton("New rule", () => edit(null)))

async function save(rule) {
  const { id, name, active, trigger, wait_minutes, conditions, actions } = rule
  const body = { automation_rule: { name, active, trigger, wait_minutes, conditions, actions } }
  await (id ? put(`/api/automation_rules/${id}`, body) : post("/api/automation_rules", body))
  await open()
}

function edit(rule) {
  dialog({
    title: rule ? "Rule" : "New rule",
    wide: true,
    view: () => html`${field("Name", "name", { value: rule?.name ?? "" })}${field("When", "trigger", { options: TRIGGERS, value: rule?.trigger ?? "message_received" })}${field("Minutes, where the customer waits", "wait", { type: "number", value: rule?.wait_minutes ?? "" })}
      <fieldset><legend>And all of these hold</legend>${PLACES.map(at => conditionFields(at, rule?.conditions[at]))}</fieldset>
      <fieldset><legend>Then</legend>${PLACES.map(at => actionFields(at, rule?.actions[at]))}</fieldset>`,
    submit: values => save({
      id: rule?.id, active: rule?.active ?? true, name: values.name, trigger: values.trigger, wait_minutes: values.wait ? Number(values.wait) : null,
      conditions: [...PLACES.filter(at => values[`field${at}`]).map(at => ({ field: values[`field${at}`], operator: values[`operator${at}`], values: values[`values${at}`].split(",").map(one => one.trim()).filter(Boolean) })), ...(rule?.conditions.slice(PLACES.length) ?? [])],
      actions: [...PLACES.filter(at => values[`action${at}`]).map(at => ({ action: values[`action${at}`], value: values[`value${at}`] || null })), ...(rule?.actions.slice(PLACES.length) ?? [])],
    }),
  })
}

const conditionFields = (at, one) => html`<div class="triple">${field("What", `field${at}`, { options: FIELDS, value: one?.field ?? "" })}${field("How", `operator${at}`, { options: OPERATORS, value: one?.operator ?? "contains" })}${field("Values, with commas", `values${at}`, { value: one?.values.join(", ") ?? "" })}</div>`

const actionFields = (at, one) => html`<div class="triple is-pair">${field("Do", `action${at}`, { options: at === 0 ? ACTIONS : [["", "–"], ...ACTIONS], value: one?.action ?? "" })}${field("With", `value${at}`, { value: one?.value ?? "" })}</div>`

function runs(rule) {
  const shown = { rows: null, problem: null }
  get(`/api/automation_rules/${rule.id}/runs`).then(page => { shown.rows = page.data }, problem => { shown.problem = problem }).then(changed)
  dialog({
    title: `Runs of ${rule.name}`,
    wide: true,
    view: () => shown.problem ? html`<p class="sb-error">${shown.problem.told}</p>` : shown.rows ? table(["When", "Came of it", "Conversation"], shown.rows.map(one => [dateTime(one.ran_at), words(one.outcome), html`<a href=${to(`/inbox/all/${one.conversation_id}`)}>Open</a>`]), "It has not run yet.") : loading("runs"),
  })
}

function drop(rule) {
  confirm("Delete this rule", html`<b dir="auto">${rule.name}</b> does nothing any more.`, "Delete", async () => {
    await remove(`/api/automation_rules/${rule.id}`)
    await open()
  })
}
