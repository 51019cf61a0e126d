// Where an agent writes: a reply, or a note for colleagues. Enter sends; `/` on an empty line finds a canned reply, `@`
// in a note names a colleague.
import { html, nothing, ref, changed, afterDraw } from "../core/view.js"
import { ask, get } from "../core/api.js"
import { directory, userName } from "../core/directory.js"
import { session, mayWrite } from "../core/session.js"
import { icon } from "../core/icons.js"
import { pick } from "../core/picker.js"
import { avatar, sorry, toast, iconButton } from "../core/parts.js"
import { size } from "../core/format.js"
import { draftOf, saveDraft, clearDraft } from "./drafts.js"
import { send } from "./outbox.js"
import { thread, typing } from "./thread.js"
import { closedWindow, windowView } from "./channel.js"
import { copilot, copilotView } from "./copilot.js"

const MOST_FILES = 10

const field = () => document.querySelector(".composer textarea")

export function write(note) {
  const draft = draftOf(thread.id)
  draft.note = note
  saveDraft(thread.id)
  // at once, so that what is typed right after the key is text
  field()?.focus()
  afterDraw(() => field()?.focus())
}

export function composerView(conversation) {
  if (!mayWrite()) return html`<p class="composer-none">You may read here, not write.</p>`
  const draft = draftOf(conversation.id)
  const closed = !draft.note && closedWindow(conversation, thread.messages)
  return html`
    <section class="composer ${draft.note ? "is-note" : ""}" aria-label="Write" @dragover=${allowDrop} @drop=${event => drop(event, conversation)}>
      <div class="composer-tabs" role="group" aria-label="Kind of message">
        <button type="button" aria-pressed=${!draft.note} @click=${() => write(false)}>${icon("reply", 15)} Reply</button>
        <button type="button" aria-pressed=${draft.note} @click=${() => write(true)}>${icon("note", 15)} Note</button>
        ${conversation.owner === "bot" && !draft.note ? html`<span class="composer-hint">${icon("bot", 14)} The AI answers here. Your reply takes over.</span>` : nothing}
      </div>
      ${copilotView(conversation, use(conversation))}
      ${closed ? windowView(conversation) : html`
        <textarea rows="1" dir="auto" aria-label=${draft.note ? "Note for colleagues" : "Reply to the customer"} placeholder=${draft.note ? "Only colleagues see this. @ names somebody." : "Write a reply. / finds a canned one."}
          .value=${draft.body} @input=${event => onInput(event, conversation)} @keydown=${event => onKey(event, conversation)} @paste=${event => paste(event, conversation)} @blur=${() => typing(false)} ${ref(fit)}></textarea>
        ${fileList(draft, conversation.id)}
        <div class="composer-bar">
          ${iconButton("attach", "Attach files", () => choose(conversation))}
          ${iconButton("bolt", "Canned reply", () => canned(conversation), { key: "/" })}
          ${iconButton("spark", "Copilot", () => assist(conversation), { key: "Ctrl J" })}
          ${draft.note ? iconButton("at", "Name a colleague", () => mention(conversation)) : nothing}
          <span class="gap"></span>
          <button type="button" class="sb-button is-primary ${draft.note ? "is-note" : ""}" ?disabled=${isEmpty(draft) || draft.uploading > 0 || draft.working === true} @click=${() => submit(conversation)}>
            ${draft.uploading > 0 ? "Uploading…" : draft.working ? "Rewriting…" : draft.note ? "Add note" : "Send"} ${icon("send", 15)}</button>
        </div>`}
    </section>`
}

const isEmpty = draft => draft.body.trim() === "" && draft.files.length === 0

function fit(element) {
  if (!element) return
  queueMicrotask(() => {
    element.style.blockSize = "auto"
    element.style.blockSize = `${Math.min(element.scrollHeight + 2, innerHeight * 0.4)}px`
  })
}

function onInput(event, conversation) {
  const draft = draftOf(conversation.id)
  const { value, selectionStart } = event.target
  const typed = event.data
  draft.body = value
  saveDraft(conversation.id)
  fit(event.target)
  if (!draft.note) typing(value.trim() !== "")
  if (typed === "/" && /(^|\n)\/$/.test(value.slice(0, selectionStart))) canned(conversation, true)
  if (typed === "@" && draft.note && /(^|\s)@$/.test(value.slice(0, selectionStart))) mention(conversation, true)
  changed()
}

function onKey(event, conversation) {
  if (event.isComposing) return
  if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
    event.preventDefault()
    submit(conversation)
  } else if (event.key === "Escape") {
    event.preventDefault()
    event.target.blur()
  } else if (event.key === "j" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    assist(conversation)
  } else if (event.key === "." && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    write(!draftOf(conversation.id).note)
  }
}

function submit(conversation) {
  const draft = draftOf(conversation.id)
  if (isEmpty(draft) || draft.uploading > 0 || draft.working) return
  const mentions = draft.mentions.filter(number => draft.body.includes(`@${userName(directory.users.find(user => user.id === number))}`))
  typing(false)
  thread.follows = true
  send(conversation.id, { body: draft.body.trim(), note: draft.note, mentions, files: draft.files })
  clearDraft(conversation.id)
  afterDraw(() => {
    fit(field())
    field()?.focus()
  })
}

/// Puts text where the cursor is; `over` characters before it go.
function insert(conversation, text, over = 0) {
  const draft = draftOf(conversation.id)
  const at = field()?.selectionStart ?? draft.body.length
  draft.body = draft.body.slice(0, at - over) + text + draft.body.slice(at)
  saveDraft(conversation.id)
  afterDraw(() => {
    const area = field()
    if (!area) return
    area.focus()
    area.selectionStart = area.selectionEnd = at - over + text.length
    fit(area)
  })
}

export const assist = conversation => copilot(conversation, use(conversation))

/// @return what puts a text at the cursor, or in place of all that was written
const use = conversation => (text, { whole = false } = {}) => {
  const draft = draftOf(conversation.id)
  if (whole) draft.body = ""
  insert(conversation, text)
}

async function canned(conversation, typed = false) {
  const { data } = await get("/api/canned_responses").catch(error => (sorry(error, "The canned replies could not be loaded."), { data: null }))
  if (!data) return
  if (data.length === 0) return toast("There are no canned replies yet. Make some in the settings.")
  pick({
    title: "Canned reply",
    options: data.map(one => ({ id: one.id, label: `/${one.shortcut}`, hint: one.content.slice(0, 80), keywords: one.content, icon: "bolt" })),
    pick: async ({ id }) => {
      try {
        const filled = await get(`/api/canned_responses/${id}/render`, { conversation_id: conversation.id })
        insert(conversation, filled.data.content, typed ? 1 : 0)
      } catch (error) {
        sorry(error, "The reply could not be filled in.")
      }
    },
  })
}

function mention(conversation, typed = false) {
  pick({
    title: "Name a colleague",
    options: directory.users.filter(user => !user.disabled && user.id !== session.me.id).map(user => ({ id: user.id, label: userName(user), hint: user.email, view: avatar(userName(user), { size: 22 }) })),
    pick: ({ id, label }) => {
      const draft = draftOf(conversation.id)
      if (!draft.mentions.includes(id)) draft.mentions.push(id)
      insert(conversation, `@${label} `, typed ? 1 : 0)
    },
  })
}

const fileList = (draft, id) => draft.files.length === 0 ? nothing : html`
  <ul class="composer-files">${draft.files.map(file => html`
    <li>${icon("file", 15)} <bdi>${file.filename}</bdi> <small>${size(file.bytes ?? 0)}</small>
      <button type="button" class="sb-icon-button is-small" aria-label="Remove ${file.filename}" @click=${() => detach(draft, file, id)}>${icon("close", 13)}</button></li>`)}</ul>`

function detach(draft, file) {
  draft.files = draft.files.filter(other => other !== file)
  ask("DELETE", `/api/upload/${file.id}`).catch(() => {})
  changed()
}

function choose(conversation) {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true })
  input.addEventListener("change", () => upload(conversation, [...input.files]))
  input.click()
}

const allowDrop = event => event.dataTransfer.types.includes("Files") && event.preventDefault()

function drop(event, conversation) {
  if (event.dataTransfer.files.length === 0) return
  event.preventDefault()
  upload(conversation, [...event.dataTransfer.files])
}

function paste(event, conversation) {
  const files = [...event.clipboardData.files]
  if (files.length === 0) return
  event.preventDefault()
  upload(conversation, files)
}

async function upload(conversation, files) {
  const draft = draftOf(conversation.id)
  for (const file of files) {
    if (draft.files.length + draft.uploading >= MOST_FILES) return toast(`A message takes ${MOST_FILES} files at the most.`, { bad: true })
    draft.uploading++
    changed()
    try {
      const form = new FormData()
      form.append("file", file)
      draft.files.push((await ask("POST", "/api/upload", { form })).data)
    } catch (error) {
      sorry(error, `${file.name} was not taken.`)
    }
    draft.uploading--
    changed()
  }
}
