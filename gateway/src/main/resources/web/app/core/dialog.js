// One dialog at a time, with a form or a text in it; the browser keeps the focus inside.
import { html, nothing, ref, changed } from "./view.js"
import { capture } from "./keys.js"
import { icon } from "./icons.js"

let open = null

/// @param view draws the inside, anew each time
/// @param submit gets the form's values; an error is shown by its fields. Null: a dialog to read
/// @returns whether it is still open
export function dialog({ title, view, submit = null, label = "Save", danger = false, wide = false }) {
  closeDialog()
  open = { title, view, submit, label, danger, wide, error: null, busy: false, back: document.activeElement }
  const mine = open
  mine.release = capture({ Escape: closeDialog })
  changed()
  return () => open === mine
}

export function closeDialog() {
  if (!open) return
  open.release()
  const { back } = open
  open = null
  changed()
  back?.focus?.()
}

/// Asks before something that cannot be taken back.
export const confirm = (title, text, label, act, danger = true) =>
  dialog({ title, label, danger, view: () => html`<p>${text}</p>`, submit: act })

async function onSubmit(event) {
  event.preventDefault()
  const mine = open
  if (mine.busy) return
  mine.busy = true
  mine.error = null
  changed()
  try {
    const stays = await mine.submit(Object.fromEntries(new FormData(event.target)), event.target)
    if (open === mine && stays !== "stay") closeDialog()
  } catch (error) {
    mine.error = error
  }
  mine.busy = false
  changed()
}

export function dialogView() {
  if (!open) return nothing
  const { title, view, submit, label, danger, wide, error, busy } = open
  const head = html`<header><h2 id="dialog-title">${title}</h2><button type="button" class="sb-icon-button" aria-label="Close" @click=${closeDialog}>${icon("close")}</button></header>`
  const inside = submit
    ? html`<form @submit=${onSubmit} novalidate>${head}<div class="dialog-body">${view(error)}${error ? html`<p class="sb-error" role="alert">${error.told ?? error.message}</p>` : nothing}</div>
        <footer><button type="button" class="sb-button" @click=${closeDialog}>Cancel</button><button class="sb-button is-primary ${danger ? "is-danger" : ""}" ?disabled=${busy}>${label}</button></footer></form>`
    : html`${head}<div class="dialog-body">${view()}</div>`
  return html`<dialog class="dialog ${wide ? "is-wide" : ""}" aria-labelledby="dialog-title" ${ref(show)} @cancel=${event => { event.preventDefault(); closeDialog() }}
    @mousedown=${event => event.target === event.currentTarget && closeDialog()}>${inside}</dialog>`
}

function show(element) {
  if (element && !element.open) requestAnimationFrame(() => element.isConnected && !element.open && element.showModal())
}

/// A labelled field of a form.
export const field = (label, name, { value = "", type = "text", hint = "", required = false, options = null, rows = 0, autocomplete = "off", placeholder = "" } = {}) => html`
  <label class="sb-field">${label}
    ${options ? html`<select class="sb-input" name=${name}>${options.map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}</select>`
      : rows ? html`<textarea class="sb-input" name=${name} rows=${rows} dir="auto" placeholder=${placeholder} .value=${value}></textarea>`
      : html`<input class="sb-input" name=${name} type=${type} dir="auto" ?required=${required} autocomplete=${autocomplete} placeholder=${placeholder} .value=${value}>`}
    ${hint ? html`<small>${hint}</small>` : nothing}</label>`

export const tick = (label, name, checked = false) => html`<label class="tick"><input type="checkbox" name=${name} ?checked=${checked}> ${label}</label>`
