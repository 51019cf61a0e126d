// What an agent does with a conversation. It is shown as done at once; when the server says no, it is undone and said.
import { get, post, put, remove } from "../core/api.js"
import { session, mayWrite } from "../core/session.js"
import { directory, userName, userOf, reloadTags } from "../core/directory.js"
import { pick } from "../core/picker.js"
import { avatar, sorry, toast } from "../core/parts.js"
import { go } from "../core/router.js"
import { dateTime } from "../core/format.js"
import { assume, told, refresh } from "../inbox/store.js"
import { recount } from "../inbox/counters.js"

/// @param change as `PUT /api/conversations/{id}` takes it
/// @param shown what the page shows meanwhile
async function update(conversation, change, shown, what) {
  if (!mayWrite()) return toast("You may read here, not change.", { bad: true })
  const undo = assume(conversation, shown)
  try {
    told((await put(`/api/conversations/${conversation.id}`, { conversation: change })).data)
    recount()
  } catch (error) {
    undo()
    refresh(conversation.id)
    sorry(error, what)
  }
}

export function assign(conversation) {
  const people = directory.users.filter(user => !user.disabled)
  pick({
    title: "Assign to",
    options: [
      { id: "none", label: "Nobody", icon: "users", chosen: conversation.assignee_id === null },
      ...people.map(user => ({ id: user.id, label: userName(user), keywords: user.email, hint: user.id === session.me.id ? "you" : away(user) ? "away" : "", view: avatar(userName(user), { size: 22 }), chosen: conversation.assignee_id === user.id })),
      ...directory.teams.map(team => ({ id: team.id, label: team.name, hint: "team", icon: "users", team })),
    ],
    pick: ({ id, team }) => (team ? assignTeam(conversation, team) : assignTo(conversation, id === "none" ? null : id)),
  })
}

const away = user => directory.availability.get(user.id) === "away"

export function assignTo(conversation, number) {
  if (conversation.assignee_id === number) return undefined
  return update(conversation, { assignee_id: number }, { assignee_id: number, assignee: number === null ? null : userOf(number) }, "It was not assigned.")
}

async function assignTeam(conversation, team) {
  try {
    await put(`/api/conversations/${conversation.id}/team`, { team_id: team.id })
    refresh(conversation.id)
  } catch (error) {
    sorry(error, "It was not given to the team.")
  }
}

export function toggleClosed(conversation) {
  const closing = conversation.status !== "closed"
  const what = closing ? "It was not closed." : "It was not reopened."
  const shown = closing ? { status: "closed", ticket_status: "closed" } : { status: "open", ticket_status: "open" }
  if (closing) toast("Closed.", { action: { label: "Undo", act: () => toggleClosed(conversation) } })
  return update(conversation, { status: closing ? "closed" : "open" }, shown, what)
}

export function snooze(conversation) {
  const asleep = conversation.ticket_status === "snoozed"
  pick({
    title: "Snooze until",
    options: [...(asleep ? [{ id: "wake", label: "Wake it now", icon: "bolt" }] : []), ...momentsFrom(new Date()).map(([label, at]) => ({ id: label, label, at, hint: dateTime(at), icon: "clock" }))],
    pick: ({ id, at }) =>
      id === "wake"
        ? update(conversation, { status: "open" }, { ticket_status: "open", snoozed_until: null }, "It still sleeps.")
        : update(conversation, { status: "snoozed", snoozed_until: at }, { ticket_status: "snoozed", snoozed_until: at }, "It was not snoozed."),
  })
}

function momentsFrom(now) {
  const at = (days, hour) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour).toISOString()
  const monday = ((8 - now.getDay()) % 7) || 7
  return [
    ["In one hour", new Date(now.getTime() + 3_600_000).toISOString()],
    ["In four hours", new Date(now.getTime() + 4 * 3_600_000).toISOString()],
    ["Tomorrow morning", at(1, 9)],
    ["In three days", at(3, 9)],
    ["Monday", at(monday, 9)],
    ["In a month", at(30, 9)],
  ]
}

export const PRIORITIES = ["urgent", "high", "medium", "low"]

export function prioritise(conversation) {
  pick({
    title: "Priority",
    options: PRIORITIES.map(name => ({ id: name, label: name.charAt(0).toUpperCase() + name.slice(1), icon: "flag", chosen: conversation.ticket_priority === name })),
    pick: ({ id }) => update(conversation, { priority: id }, { ticket_priority: id }, "The priority stays."),
  })
}

export function tag(conversation) {
  const has = new Set(conversation.tags.map(one => one.id))
  pick({
    title: "Tags",
    many: true,
    options: directory.tags.map(one => ({ id: one.id, label: one.name, icon: "tag", chosen: has.has(one.id) })),
    pick: option => setTag(conversation, option, !option.chosen),
    create: async name => {
      try {
        const { data } = await post("/api/tags", { tag: { name } })
        await reloadTags()
        setTag(conversation, { id: data.id, label: data.name }, true)
      } catch (error) {
        sorry(error, "The tag was not made.")
      }
    },
  })
}

export async function setTag(conversation, { id, label }, on) {
  const undo = assume(conversation, { tags: on ? [...conversation.tags, { id, name: label }] : conversation.tags.filter(one => one.id !== id) })
  try {
    if (on) await post(`/api/conversations/${conversation.id}/tags`, { tag_id: id })
    else await remove(`/api/conversations/${conversation.id}/tags/${id}`)
    refresh(conversation.id)
  } catch (error) {
    undo()
    sorry(error, "The tags stay as they were.")
  }
}

export async function markUnread(conversation) {
  await update(conversation, { read: false }, { read: false }, "It stays read.")
  go("/inbox")
}

export async function handBack(conversation) {
  const undo = assume(conversation, { owner: "bot" })
  try {
    told((await post(`/api/conversations/${conversation.id}/hand_back`)).data)
    toast("The AI answers here again.")
  } catch (error) {
    undo()
    sorry(error, "It stays with people.")
  }
}

/// Somebody's several steps at once, or none of them.
export async function macro(conversation) {
  const { data } = await get("/api/macros").catch(error => (sorry(error, "The macros could not be loaded."), { data: null }))
  if (!data) return
  if (data.length === 0) return toast("There are no macros yet. An administrator makes them in the settings.")
  pick({
    title: "Run a macro",
    options: data.map(one => ({ id: one.id, label: one.name, icon: "list", hint: `${one.actions.length} ${one.actions.length === 1 ? "action" : "actions"}` })),
    pick: async ({ id, label }) => {
      try {
        told((await post(`/api/macros/${id}/run`, { conversation_id: conversation.id })).data)
        toast(`Done: ${label}.`)
        refresh(conversation.id)
        recount()
      } catch (error) {
        sorry(error, "Nothing of it was done.")
      }
    },
  })
}

export async function archive(conversation) {
  const away = conversation.archived_at === null
  const undo = assume(conversation, { archived_at: away ? new Date().toISOString() : null })
  try {
    told((await post(`/api/conversations/${conversation.id}/${away ? "archive" : "unarchive"}`)).data)
    toast(away ? "Archived. It comes back when the customer writes." : "Back in the lists.")
  } catch (error) {
    undo()
    sorry(error, "Nothing was changed.")
  }
}

export async function share(conversation) {
  try {
    const answer = await post(`/api/conversations/${conversation.id}/share`)
    const address = answer.data?.url ?? answer.url ?? ""
    await navigator.clipboard?.writeText(address)
    toast("A link to read this conversation is in your clipboard.")
  } catch (error) {
    sorry(error, "No link was made.")
  }
}
