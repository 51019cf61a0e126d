// What the AI answers from: articles in Markdown, with what readers will see beside the text.
import { html, nothing, changed, keyed } from "../core/view.js"
import { get, put, remove } from "../core/api.js"
import { go, to } from "../core/router.js"
import { listen } from "../core/keys.js"
import { mayWrite } from "../core/session.js"
import { newId } from "../core/storage.js"
import { icon } from "../core/icons.js"
import { empty, failed, loading, toast } from "../core/parts.js"
import { confirm } from "../core/dialog.js"
import { rich } from "../core/rich.js"
import { shortTime, count } from "../core/format.js"

const PAGE = 100
const MOST_PAGES = 50
const FIELDS = ["title", "body", "category", "url"]

const state = { articles: null, problem: null, words: "", open: null, draft: null, saved: null, busy: false, error: null, release: null }

export const title = () => "Knowledge"

export async function open([id = null]) {
  state.release ??= listen({ "/": () => document.querySelector(".page .search input").focus(), c: create, Escape: () => (state.open ? (close(), true) : false) })
  if (!state.articles) await load()
  edit(id)
}

export function leave() {
  state.release?.()
  state.release = null
}

async function load() {
  try {
    const all = []
    let after = null
    for (let page = 0; page < MOST_PAGES; page++) {
      const found = await get("/api/knowledge/articles", { limit: PAGE, after })
      all.push(...found.data)
      after = found.next
      if (!after) break
    }
    Object.assign(state, { articles: all, problem: null })
  } catch (problem) {
    state.problem = problem
  }
  changed()
}

function edit(id) {
  if (state.open === id && state.draft?.id === id) return
  const article = state.articles?.find(one => one.id === id) ?? null
  Object.assign(state, { open: id, draft: article && { ...article }, saved: article, error: null })
  changed()
}

function create() {
  if (!mayWrite()) return false
  const hex = newId()
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  Object.assign(state, { open: id, draft: { id, title: "", body: "", category: "", url: "" }, saved: null, error: null })
  go(`/knowledge/${id}`)
  return true
}

const dirty = () => state.draft !== null && FIELDS.some(name => (state.draft[name] ?? "") !== (state.saved?.[name] ?? ""))

async function save() {
  if (!dirty() || state.busy) return
  const { id, title: name, body, category, url } = state.draft
  Object.assign(state, { busy: true, error: null })
  changed()
  try {
    await put(`/api/knowledge/articles/${id}`, { title: name, body, category: category || null, url: url || null })
    const { data } = await get(`/api/knowledge/articles/${id}`)
    state.articles = [...state.articles.filter(one => one.id !== id), data]
    Object.assign(state, { saved: data, draft: { ...data } })
    toast("Saved. The AI answers from it in a moment.")
  } catch (error) {
    state.error = error
  }
  state.busy = false
  changed()
}

function drop() {
  const { id, title: name } = state.draft
  confirm("Delete this article", html`The AI answers no more from <b dir="auto">${name}</b>.`, "Delete", async () => {
    await remove(`/api/knowledge/articles/${id}`)
    state.articles = state.articles.filter(one => one.id !== id)
    state.draft = null
    go("/knowledge")
  })
}

function close() {
  const leaveIt = () => {
    state.draft = null
    go("/knowledge")
  }
  if (dirty()) confirm("Leave without saving", "What you have changed is lost.", "Leave", leaveIt)
  else leaveIt()
}

const shown = () => state.articles.filter(one => `${one.title} ${one.category ?? ""} ${one.body}`.toLowerCase().includes(state.words)).sort((a, b) => a.title.localeCompare(b.title))

function search(event) {
  state.words = event.target.value.trim().toLowerCase()
  changed()
}

export function view() {
  if (state.problem) return failed(state.problem, load)
  if (!state.articles) return loading("articles")
  return html`
    <div class="page articles ${state.open ? "has-open" : ""}">
      <section class="page-list" aria-label="Articles">
        <header class="page-head"><h1>Knowledge <small>${count(state.articles.length)}</small></h1>${mayWrite() ? html`<button type="button" class="sb-button is-small" title="New article (c)" @click=${create}>${icon("plus", 15)} New</button>` : nothing}
          <label class="search">${icon("search", 15)}<span class="sb-heard">Search articles</span><input type="search" placeholder="Search" @input=${search}></label></header>
        <ul class="page-body">${shown().map(one => html`<li><a href=${to(`/knowledge/${one.id}`)} aria-current=${one.id === state.open ? "true" : nothing}><b dir="auto">${one.title}</b><small>${one.category ? html`<bdi>${one.category}</bdi> · ` : nothing}changed ${shortTime(one.updated_at)}</small></a></li>`)}</ul>
      </section>
      ${state.draft ? keyed(state.draft.id, editor()) : html`<section class="page-main is-none">${empty("book", "What the AI knows", "Choose an article to change it, or press c to write a new one. The AI answers only from what stands here, and names its source.")}</section>`}
    </div>`
}

function editor() {
  const { draft, error } = state
  const reading = !mayWrite()
  const set = name => event => {
    draft[name] = event.target.value
    changed()
  }
  const keys = event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault()
      save()
    }
  }
  return html`
    <section class="page-main editor" aria-label="Article" @keydown=${keys}>
      <header class="page-head"><button type="button" class="sb-icon-button back" aria-label="Back to the list" @click=${close}>${icon("back")}</button>
        <h1 dir="auto">${draft.title || "New article"}</h1>${dirty() ? html`<span class="sb-badge is-warn">Not saved</span>` : nothing}<span class="gap"></span>
        ${reading ? nothing : html`${state.saved ? html`<button type="button" class="sb-button is-small is-bad" @click=${drop}>Delete</button>` : nothing}<button type="button" class="sb-button is-small is-primary" title="Save (Ctrl S)" ?disabled=${!dirty() || state.busy} @click=${save}>Save</button>`}</header>
      ${error ? html`<p class="sb-error" role="alert">${error.told}</p>` : nothing}
      <div class="editor-fields">
        <label class="sb-field">Title<input class="sb-input" dir="auto" .value=${draft.title} @input=${set("title")} ?readonly=${reading}></label>
        <label class="sb-field">Category<input class="sb-input" dir="auto" .value=${draft.category ?? ""} @input=${set("category")} ?readonly=${reading}></label>
        <label class="sb-field">Public address<input class="sb-input" type="url" .value=${draft.url ?? ""} @input=${set("url")} ?readonly=${reading}></label>
      </div>
      <div class="editor-halves">
        <label class="sb-field">Text, in Markdown<textarea class="sb-input" dir="auto" .value=${draft.body} @input=${set("body")} ?readonly=${reading}></textarea></label>
        <div class="preview"><h2>As it is read</h2><div class="markdown" dir="auto">${rich(draft.body)}</div></div>
      </div>
    </section>`
}
