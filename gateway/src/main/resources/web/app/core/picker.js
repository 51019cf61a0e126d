// One way to choose: a list that narrows while one types, for people, tags, priorities, answers and commands alike.
import { html, nothing, ref, repeat, changed } from "./view.js"
import { capture } from "./keys.js"
import { icon } from "./icons.js"

const SHOWN = 60

let open = null

/// @param options of `{id, label, hint?, icon?, chosen?, keywords?}`, or a function that finds some for a text
/// @param pick gets the option; with `many` it is called for each and the list stays
/// @param create offers to make what was typed
export function pick({ title, options, pick, many = false, create = null, placeholder = "Type to find…" }) {
  close()
  open = { title, options: Array.isArray(options) ? options : [], find: Array.isArray(options) ? null : options, pick, many, create, placeholder, text: "", at: 0, back: document.activeElement, asked: 0 }
  open.release = capture({ Escape: close })
  if (open.find) search()
  changed()
}

export function close() {
  if (!open) return
  open.release()
  const { back } = open
  open = null
  changed()
  back?.focus?.()
}

async function search() {
  const mine = open
  const turn = ++mine.asked
  try {
    const found = await mine.find(mine.text)
    if (open === mine && turn === mine.asked) mine.options = found
  } catch (error) {
    mine.options = []
    mine.problem = error.told ?? error.message
  }
  changed()
}

function matching() {
  const wanted = open.text.trim().toLowerCase()
  const found = open.find || wanted === "" ? open.options : open.options.filter(o => `${o.label} ${o.keywords ?? ""}`.toLowerCase().includes(wanted))
  const shown = found.slice(0, SHOWN)
  if (open.create && wanted !== "" && !open.options.some(o => o.label.toLowerCase() === wanted)) {
    shown.push({ id: null, label: `Create “${open.text.trim()}”`, icon: "plus", made: open.text.trim() })
  }
  return shown
}

function take(option) {
  const { pick: act, many, create } = open
  if (option.made) create(option.made)
  else act(option)
  if (many) option.chosen = !option.chosen
  else close()
  changed()
}

function onKey(event) {
  const shown = matching()
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step) open.at = (open.at + step + shown.length) % Math.max(shown.length, 1)
  else if (event.key === "Enter" && shown[open.at]) take(shown[open.at])
  else if (event.key !== "Tab") return
  event.preventDefault()
  changed()
  requestAnimationFrame(() => document.querySelector(".picker .is-at")?.scrollIntoView({ block: "nearest" }))
}

function onText(event) {
  open.text = event.target.value
  open.at = 0
  if (open.find) search()
  changed()
}

export function pickerView() {
  if (!open) return nothing
  const shown = matching()
  return html`
    <div class="veil" @mousedown=${event => event.target === event.currentTarget && close()}>
      <div class="picker" role="dialog" aria-modal="true" aria-label=${open.title}>
        <p class="picker-title">${open.title}</p>
        <input class="picker-input" role="combobox" aria-expanded="true" aria-controls="picker-list" aria-label=${open.title} autocomplete="off" spellcheck="false"
          aria-activedescendant=${shown[open.at] ? `picker-${open.at}` : nothing} placeholder=${open.placeholder} .value=${open.text} @input=${onText} @keydown=${onKey} ${ref(focus)}>
        <ul id="picker-list" role="listbox" aria-label=${open.title} aria-multiselectable=${open.many}>
          ${repeat(shown, (o, at) => o.id ?? `new-${at}`, (o, at) => html`
            <li id="picker-${at}" role="option" aria-selected=${o.chosen === true} class="${at === open.at ? "is-at" : ""}" @mousemove=${() => { if (open.at !== at) { open.at = at; changed() } }} @click=${() => take(o)}>
              ${o.view ?? (o.icon ? icon(o.icon) : nothing)}<span class="label" dir="auto">${o.label}</span>
              ${o.hint ? html`<span class="hint" dir="auto">${o.hint}</span>` : nothing}${o.chosen ? icon("check", 16) : nothing}
            </li>`)}
        </ul>
        ${shown.length === 0 ? html`<p class="picker-none">${open.problem ?? "Nothing fits."}</p>` : nothing}
      </div>
    </div>`
}

let focused = null

function focus(element) {
  if (element && element !== focused) requestAnimationFrame(() => element.focus())
  focused = element
}
