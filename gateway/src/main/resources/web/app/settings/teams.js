// Teams, and by which policy each inbox offers its conversations to people.
import { html, nothing, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { confirm, dialog, field, tick } from "../core/dialog.js"
import { directory, inboxOf, openInboxes, reloadInboxes, reloadTeams, userName } from "../core/directory.js"
import { nameIn, people, teams, ticks } from "./choices.js"
import { addButton, section, small, table } from "./parts.js"

const POLICIES = [["round_robin", "In turn"], ["least_loaded", "Whoever has the fewest"], ["manual", "People take them themselves"]]

const state = { policies: [], standard: null }

export async function open() {
  const [policies, standard] = await Promise.all([get("/api/assignment_policies"), get("/api/assignment_policies/default"), reloadTeams(), reloadInboxes()])
  Object.assign(state, { policies: policies.data, standard: standard.data })
  changed()
}

export const view = () => html`
  ${section("Teams", "Colleagues who get the same conversations.", table(["Name", "Members", ""], directory.teams.map(team => [team.name, team.users.map(userName).join(", ") || "Nobody", html`${small("Change", () => edit(team))}${small("Delete", () => drop(team), true)}`]), "None yet."), addButton("New team", () => edit(null)))}
  ${section("Who gets a conversation", "Once a person is needed. Each decision is kept with its reasons, in the conversation.", table(["Where", "How", "Team", "Most at once", ""], [[null, state.standard], ...state.policies.filter(one => one.inbox_id).map(one => [one.inbox_id, one])].map(([id, one]) => [
    id ? inboxOf(id)?.name ?? "An inbox that has gone" : "All inboxes", html`${nameIn(POLICIES, one.policy)}${one.within_business_hours ? html`<br><small>In business hours, where there are some</small>` : nothing}`, one.team_id ? nameIn(teams(), one.team_id) : "Everybody", one.capacity ?? "–",
    html`${small("Change", () => route(id, one))}${id ? small("As all inboxes", () => follow(id), true) : nothing}`,
  ]), ""), others().length > 0 ? addButton("An inbox of its own", () => route("", state.standard)) : nothing)}`

const others = () => openInboxes().filter(inbox => !state.policies.some(one => one.inbox_id === inbox.id))

function edit(team) {
  let members = (team?.users ?? []).map(user => String(user.id))
  dialog({
    title: team ? "Team" : "New team",
    view: () => html`${field("Name", "name", { value: team?.name ?? "" })}<fieldset><legend>Members</legend>${ticks("Members", people(), members, chosen => { members = chosen; changed() })}</fieldset>`,
    submit: async ({ name }) => {
      const body = { team: { name, user_ids: members.map(Number) } }
      await (team ? put(`/api/teams/${team.id}`, body) : post("/api/teams", body))
      await open()
    },
  })
}

function drop(team) {
  confirm("Delete this team", html`The conversations of <b dir="auto">${team.name}</b> go on without a team.`, "Delete", async () => {
    await remove(`/api/teams/${team.id}`)
    await open()
  })
}

/// @param id of an inbox; null for all, empty where it is chosen in the dialog
function route(id, one) {
  dialog({
    title: "Who gets a conversation",
    view: () => html`${id === "" ? field("Inbox", "inbox", { options: others().map(inbox => [inbox.id, inbox.name]) }) : nothing}
      ${field("How", "policy", { options: POLICIES, value: one.policy })}${field("Among", "team", { options: [["", "Everybody"], ...teams()], value: one.team_id ?? "" })}
      ${field("Most open conversations of one person", "capacity", { type: "number", value: one.capacity ?? "", hint: "Empty: as many as there are" })}
      ${field("Minutes after which a customer of somebody who is away goes to somebody else", "patience", { type: "number", value: one.requeue_after_seconds ? Math.round(one.requeue_after_seconds / 60) : "", hint: "Empty: it stays" })}
      ${tick("In business hours only, where there are some", "within", one.within_business_hours)}`,
    submit: async ({ inbox, policy, team, capacity, patience, within }) => {
      const wanted = { policy, team_id: team || null, capacity: capacity ? Number(capacity) : null, requeue_after_seconds: patience ? Number(patience) * 60 : null, within_business_hours: within === "on" }
      await put(`/api/assignment_policies/${inbox ?? id ?? "default"}`, { assignment_policy: wanted })
      await open()
    },
  })
}

function follow(id) {
  confirm("As all inboxes", html`<bdi>${inboxOf(id)?.name ?? "This inbox"}</bdi> offers its conversations as all others do.`, "Follow them", async () => {
    await remove(`/api/assignment_policies/${id}`)
    await open()
  })
}
