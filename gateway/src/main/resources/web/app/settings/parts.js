// What sections of the settings have in common.
import { html, nothing } from "../core/view.js"
import { dialog } from "../core/dialog.js"
import { icon } from "../core/icons.js"
import { sorry, toast } from "../core/parts.js"

export const section = (name, text, inside, action = nothing) => html`
  <section class="section"><header><div><h2>${name}</h2>${text ? html`<p>${text}</p>` : nothing}</div>${action}</header>${inside}</section>`

export const addButton = (label, act) => html`<button type="button" class="sb-button is-small is-primary" @click=${act}>${icon("plus", 14)} ${label}</button>`

export const small = (label, act, bad = false) => html`<button type="button" class="sb-button is-small ${bad ? "is-bad" : "is-quiet"}" @click=${act}>${label}</button>`

export const badge = (text, kind = "") => html`<span class="sb-badge ${kind}">${text}</span>`

/// A table; rows are lists of cells, and what stands below no head are buttons. On a telephone each row stands by itself,
/// with the heads beside its cells.
export const table = (heads, rows, none) => rows.length === 0 ? html`<p>${none}</p>` : html`
  <table class="table is-stacked"><thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(cells => html`
    <tr>${cells.map((cell, at) => heads[at] === "" ? html`<td class="actions">${cell}</td>` : html`<td data-label=${heads[at]}><div dir="auto">${cell}</div></td>`)}</tr>`)}</tbody></table>`

/// Something that is shown once and never again.
export function showSecret(name, secret, text) {
  dialog({
    title: name,
    view: () => html`<p>${text}</p><code class="secret">${secret}</code>
      <button type="button" class="sb-button" @click=${async () => { await navigator.clipboard?.writeText(secret); toast("Copied.") }}>Copy</button>`,
  })
}

/// Does something, and says so if it cannot be done.
export const attempt = (what, act) => async () => {
  try {
    await act()
  } catch (error) {
    sorry(error, what)
  }
}
