// Small things that stand on every screen.
import { html, nothing, changed } from "./view.js"
import { icon } from "./icons.js"
import { initials } from "./format.js"

/// @param name of a person; colours tell people apart, names say who they are
export function avatar(name, { size = 28, online = null, kind = "" } = {}) {
  const dot = online === null ? nothing : html`<span class="dot ${online ? "is-online" : ""}"></span>`
  const shown = kind === "bot" ? icon("bot", Math.round(size * 0.6)) : initials(name)
  return html`<span class="avatar hue-${hue(name)} ${kind}" data-size=${size} aria-hidden="true"><span>${shown}</span>${dot}</span>`
}

function hue(name) {
  let sum = 0
  for (const char of name ?? "") sum = (sum * 31 + char.codePointAt(0)) % 997
  return sum % 8
}

export function iconButton(name, label, act, { pressed = null, disabled = false, key = "" } = {}) {
  return html`<button type="button" class="sb-icon-button" aria-label=${label} title=${key ? `${label} (${key})` : label}
    aria-pressed=${pressed === null ? nothing : pressed} ?disabled=${disabled} @click=${act}>${icon(name)}</button>`
}

export const empty = (name, title, text, action = nothing) => html`
  <div class="empty">${icon(name, 32)}<h2>${title}</h2><p>${text}</p>${action}</div>`

export const loading = what => html`<div class="loading" role="status"><span class="spinner"></span>Loading ${what}…</div>`

export const failed = (error, again) => html`
  <div class="empty is-bad" role="alert">${icon("warn", 32)}<h2>This could not be loaded</h2><p>${error.told ?? error.message}</p>
    ${again ? html`<button type="button" class="sb-button" @click=${again}>${icon("retry")} Try again</button>` : nothing}</div>`

const TOAST_MS = 5_000
const toasts = []

/// Says what has happened, for people who see and who hear the page. Failures stay until they are put away.
export function toast(text, { bad = false, action = null } = {}) {
  const one = { text, bad, action }
  toasts.push(one)
  if (toasts.length > 4) toasts.shift()
  if (!bad) setTimeout(() => dismiss(one), TOAST_MS)
  changed()
}

export const sorry = (error, what) => toast(`${what} ${error.told ?? error.message}`.trim(), { bad: true })

function dismiss(one) {
  const at = toasts.indexOf(one)
  if (at >= 0) toasts.splice(at, 1)
  changed()
}

export const toastView = () => html`
  <div class="toasts" role="status" aria-live="polite">
    ${toasts.map(one => html`
      <div class="toast ${one.bad ? "is-bad" : ""}"><span dir="auto">${one.text}</span>
        ${one.action ? html`<button type="button" @click=${() => { dismiss(one); one.action.act() }}>${one.action.label}</button>` : nothing}
        <button type="button" aria-label="Dismiss" @click=${() => dismiss(one)}>${icon("close", 14)}</button></div>`)}
  </div>`
