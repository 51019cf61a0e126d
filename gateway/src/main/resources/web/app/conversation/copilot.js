// What the AI does for whoever writes: a suggested reply with its sources, a summary, another wording, another
// language. Nothing of it is sent by itself.
import { html, nothing, changed } from "../core/view.js"
import { post } from "../core/api.js"
import { pick } from "../core/picker.js"
import { icon } from "../core/icons.js"
import { sorry, toast } from "../core/parts.js"
import { rich } from "../core/rich.js"
import { to } from "../core/router.js"
import { draftOf, saveDraft } from "./drafts.js"
import { thread } from "./thread.js"

const STYLES = [["friendly", "Friendlier"], ["formal", "More formal"], ["shorter", "Shorter"], ["clearer", "Clearer"], ["correct", "Correct spelling and grammar"]]
const LANGUAGES = ["en", "de", "es", "fr", "it", "pt", "nl", "pl", "tr", "ar", "he", "ja", "zh"]
const LONGEST = 4_000
const names = new Intl.DisplayNames(undefined, { type: "language" })

/// What is shown above the field, of one conversation at a time. `kind` is suggestion, summary or translation.
const card = { id: null, kind: null, data: null, problem: null, turn: 0 }

/// @param use puts a text into the field
export function copilot(conversation, use) {
  const written = draftOf(conversation.id).body.trim()
  const last = thread.messages.findLast(message => message.customer_id && !message.deleted_at && message.body)
  pick({
    title: "Copilot",
    options: [
      { id: "suggest", label: "Suggest a reply", icon: "spark", act: () => ask(conversation, "suggestion", () => post("/api/ai/suggestions", { conversation_id: conversation.id })) },
      { id: "summary", label: "Summarise the conversation", icon: "list", act: () => ask(conversation, "summary", () => post("/api/ai/summaries", { conversation_id: conversation.id })) },
      ...(last ? [{ id: "read", label: `Translate the customer's last message into ${names.of(own())}`, icon: "book", act: () => ask(conversation, "translation", () => post("/api/ai/translations", { text: last.body.slice(0, LONGEST), language: own() })) }] : []),
      ...(written ? STYLES.map(([style, label]) => ({ id: style, label: `Rewrite: ${label.toLowerCase()}`, icon: "note", act: () => rework(conversation, use, () => post("/api/ai/rewrites", { text: written, style })) })) : []),
      ...(written ? [{ id: "translate", label: "Translate what you wrote…", icon: "external", act: () => queueMicrotask(() => languages(conversation, use, written)) }] : []),
    ],
    pick: option => option.act(),
  })
}

const own = () => navigator.language.split("-")[0]

function languages(conversation, use, text) {
  pick({
    title: "Translate into",
    options: LANGUAGES.map(tag => ({ id: tag, label: names.of(tag), hint: tag, icon: "book" })),
    pick: ({ id }) => rework(conversation, use, () => post("/api/ai/translations", { text, language: id })),
  })
}

async function ask(conversation, kind, request) {
  const turn = ++card.turn
  Object.assign(card, { id: conversation.id, kind, data: null, problem: null, again: () => ask(conversation, kind, request) })
  changed()
  try {
    const { data } = await request()
    if (turn === card.turn) card.data = data
  } catch (problem) {
    if (turn === card.turn) card.problem = problem
  }
  changed()
}

/// Another text in place of the draft, which comes back with one click.
async function rework(conversation, use, request) {
  const draft = draftOf(conversation.id)
  const before = draft.body
  draft.working = true
  changed()
  try {
    const { data } = await request()
    if (draft.body !== before) return toast("You went on writing, so your text stays as it is.")
    use(data.text, { whole: true })
    toast("Read it before you send it.", { action: { label: "Undo", act: () => use(before, { whole: true }) } })
  } catch (error) {
    if (lacksModel(error)) toast(NO_MODEL, { bad: true })
    else sorry(error, "Your text stays as it is.")
  } finally {
    draft.working = false
    saveDraft(conversation.id)
    changed()
  }
}

const NO_MODEL = "This takes a language model, and none is set up here. An administrator sets one up in the installation's environment (docs/ai.md)."

const lacksModel = error => /^model_required$/i.test(error.code ?? "")

function dismiss() {
  card.turn++
  card.id = null
  changed()
}

const TITLES = { suggestion: "Suggested reply", summary: "Summary", translation: "Translation" }

export function copilotView(conversation, use) {
  if (card.id !== conversation.id) return nothing
  const { kind, data, problem } = card
  return html`
    <section class="copilot" aria-label=${TITLES[kind]} aria-busy=${!data && !problem}>
      <header>${icon("spark", 14)} <b>${TITLES[kind]}</b>${data?.confidence > 0 ? html` <span>${Math.round(data.confidence * 100)} % sure</span>` : nothing}<span class="gap"></span>
        <button type="button" class="sb-icon-button is-small" aria-label="Put away" @click=${dismiss}>${icon("close", 13)}</button></header>
      ${problem ? html`<p class="sb-error" role="alert">${lacksModel(problem) ? NO_MODEL : problem.told ?? problem.message} ${lacksModel(problem) ? nothing : html`<button type="button" class="plain" @click=${card.again}>Try again</button>`}</p>`
        : data ? found(kind, data, use) : html`<p class="quiet" role="status">A moment…</p>`}
    </section>`
}

const found = (kind, data, use) => html`
  ${data.text ? html`<div class="markdown" dir="auto">${rich(data.text)}</div>` : html`<p>Your articles say nothing about this.</p>`}
  ${data.detail ? html`<p class="quiet">${data.detail}</p>` : nothing}
  ${kind === "summary" ? html`<p class="quiet">Of the latest ${data.messages} messages, without notes.</p>` : nothing}
  ${data.sources?.length > 0 ? html`<p>From ${data.sources.map((source, at) => html`${at > 0 ? ", " : ""}<a href=${to(`/knowledge/${source.article_id}`)} dir="auto">${source.title}</a>`)}</p>` : nothing}
  ${kind === "suggestion" && data.text ? html`<p><button type="button" class="sb-button is-small is-primary" @click=${() => { use(data.text); dismiss() }}>Use it</button></p>` : nothing}`
