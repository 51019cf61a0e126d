// Who works here, and who has been invited.
import { html, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { session } from "../core/session.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { directory, reloadUsers, userName } from "../core/directory.js"
import { date, words } from "../core/format.js"
import { toast } from "../core/parts.js"
import { addButton, attempt, badge, section, small, table } from "./parts.js"

const ROLES = [["agent", "Agent: answers customers"], ["viewer", "Viewer: reads"], ["admin", "Admin: everything but owners"], ["owner", "Owner: everything"]]

const state = { invitations: [] }

export async function open() {
  const [invitations] = await Promise.all([get("/api/user_invitations"), reloadUsers()])
  state.invitations = invitations.data.filter(one => !one.accepted_at)
  changed()
}

export const view = () => html`
  ${section("People", "", table(["Name", "E-mail", "Role", "Since", ""], directory.users.map(user => [userName(user), user.email, html`${words(user.desk_role)} ${user.disabled ? badge("Disabled", "is-bad") : ""}`, date(user.created_at), user.id === session.me.id ? badge("You") : html`${small("Role", () => role(user))}${small(user.disabled ? "Enable" : "Disable", attempt("Nothing was changed.", () => toggle(user)))}${small("Reset second factor", () => resetFactor(user))}${small("Remove", () => drop(user), true)}`]), "Nobody."), addButton("Invite", invite))}
  ${section("Invitations", "Links are good for seven days and once.", table(["E-mail", "Role", "Mail", ""], state.invitations.map(one => [one.email, words(one.role), words(one.mail ?? ""), small("Revoke", attempt("It stays.", async () => { await remove(`/api/user_invitations/${one.id}`); await open() }), true)]), "Nobody is invited."))}`

function invite() {
  dialog({
    title: "Invite somebody",
    label: "Send the invitation",
    view: () => html`${field("E-mail", "email", { type: "email" })}${field("Role", "role", { options: ROLES, value: "agent" })}`,
    submit: async values => {
      await post("/api/user_invitations", { user_invitation: values })
      await open()
      toast("The invitation is on its way.")
    },
  })
}

function role(user) {
  dialog({
    title: `Role of ${userName(user)}`,
    view: () => field("Role", "role", { options: ROLES, value: user.desk_role }),
    submit: async values => {
      await put(`/api/users/${user.id}/role`, values)
      await open()
    },
  })
}

async function toggle(user) {
  await post(`/api/users/${user.id}/${user.disabled ? "enable" : "disable"}`)
  await open()
}

function resetFactor(user) {
  confirm("Reset the second factor", html`For somebody who has lost both the app and the recovery codes: <b dir="auto">${userName(user)}</b> comes in with the password alone, and all logins end.`, "Reset", async () => {
    await remove(`/api/users/${user.id}/two_factor`)
    toast("The password alone lets them in now.")
  })
}

function drop(user) {
  confirm(`Remove ${userName(user)}`, "All logins end at once. What was written stays.", "Remove", async () => {
    await remove(`/api/users/${user.id}`)
    await open()
  })
}
