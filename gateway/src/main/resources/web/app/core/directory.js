// Who and what an account has: colleagues, inboxes, tags. Small, asked for once, kept while the page is open.
import { get } from "./api.js"
import { isAdmin } from "./session.js"
import { changed } from "./view.js"

export const directory = { users: [], inboxes: [], tags: [], teams: [], availability: new Map() }

export async function loadDirectory() {
  const [users, inboxes, tags] = await Promise.all([get("/api/users"), get("/api/inboxes"), get("/api/tags")])
  directory.users = users.data
  directory.inboxes = inboxes.data
  directory.tags = tags.data
  loadAvailability()
  reloadTeams().catch(() => {})
}

export async function reloadTeams() {
  directory.teams = (await get("/api/teams")).data
  changed()
}

export async function loadAvailability() {
  const { data } = await get("/api/availability/agents").catch(() => ({ data: [] }))
  directory.availability = new Map(data.map(one => [one.user_id, one.status]))
  changed()
}

export async function reloadTags() {
  directory.tags = (await get("/api/tags")).data
  changed()
}

export async function reloadInboxes() {
  directory.inboxes = (await get("/api/inboxes", isAdmin() ? { archived: true } : {})).data
  changed()
}

export async function reloadUsers() {
  directory.users = (await get("/api/users")).data
  changed()
}

export const userName = user => user?.display_name ?? user?.full_name ?? user?.email ?? "Somebody"
export const userOf = number => directory.users.find(user => user.id === number)
export const inboxOf = id => directory.inboxes.find(inbox => inbox.id === id)
export const openInboxes = () => directory.inboxes.filter(inbox => !inbox.archived_at)
