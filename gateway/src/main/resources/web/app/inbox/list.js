// The list that is shown: a view, narrowed by filters or a search, page by page from the server, kept in order by what
// happens. Only the rows that one can see are on the page.
import { get } from "../core/api.js"
import { on } from "../core/live.js"
import { changed } from "../core/view.js"
import { conversations, keep, watch } from "./store.js"
import { belongs, viewOf } from "./views.js"

const PAGE = 100
const MOST_SEARCHED = 30

/// `ids` in the order of the screen; `next` is null at the end.
export const list = { view: viewOf("all"), filter: {}, search: "", ids: [], next: null, total: 0, loading: false, problem: null }

let turn = 0

export async function show(view, filter, search) {
  Object.assign(list, { view, filter, search, ids: [], next: null, total: 0, problem: null })
  await load()
}

/// The first page anew; what is on the screen stays until it is there.
export async function load() {
  const mine = ++turn
  list.loading = true
  list.problem = null
  changed()
  try {
    const page = list.search ? await found() : await get("/api/conversations", { ...list.view.query, ...list.filter, limit: PAGE })
    if (mine !== turn) return
    list.ids = page.data.map(conversation => keep(conversation).id).filter(visible)
    list.next = page.next ?? null
    list.total = page.total ?? list.ids.length
  } catch (error) {
    if (mine === turn) list.problem = error
  }
  if (mine === turn) list.loading = false
  changed()
}

export async function more() {
  if (list.loading || !list.next || list.search) return
  const mine = turn
  list.loading = true
  try {
    const page = await get("/api/conversations", { ...list.view.query, ...list.filter, limit: PAGE, after: list.next })
    if (mine !== turn) return
    const known = new Set(list.ids)
    list.ids.push(...page.data.map(conversation => keep(conversation).id).filter(id => !known.has(id) && visible(id)))
    list.next = page.next ?? null
  } catch (error) {
    if (mine === turn) list.problem = error
  }
  if (mine === turn) list.loading = false
  changed()
}

/// Search finds conversations by what was said in them; the rows are then fetched as any other.
async function found() {
  const { data } = await get("/api/search", { q: list.search, type: "conversations", limit: MOST_SEARCHED })
  const missing = data.filter(hit => !conversations.has(hit.id))
  await Promise.all(missing.map(async hit => keep((await get(`/api/conversations/${hit.id}`)).data)))
  return { data: data.map(hit => ({ ...conversations.get(hit.id), messages: [] })), next: null, total: data.length }
}

const visible = id => list.search !== "" || belongs(conversations.get(id), list.view, list.filter)

const later = (a, b) => (a.last_activity_at === b.last_activity_at ? a.id > b.id : a.last_activity_at > b.last_activity_at)

watch(conversation => {
  if (list.search) return
  const at = list.ids.indexOf(conversation.id)
  const fits = belongs(conversation, list.view, list.filter)
  if (at >= 0) list.ids.splice(at, 1)
  if (!fits) {
    if (at >= 0) list.total = Math.max(0, list.total - 1)
    return
  }
  const place = placeOf(conversation)
  // what is older than the last row that is known belongs to a later page
  if (place === list.ids.length && list.next && at < 0) return
  list.ids.splice(place, 0, conversation.id)
  if (at < 0) list.total++
})

function placeOf(conversation) {
  let low = 0
  let high = list.ids.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (later(conversation, conversations.get(list.ids[middle]))) high = middle
    else low = middle + 1
  }
  return low
}

on("reload", load)
