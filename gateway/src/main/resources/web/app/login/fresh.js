// Links of mails: a new password, and an invitation. Their token stands behind the `#`, which no server is told.
import { html, nothing, changed } from "../core/view.js"
import { ask } from "../core/api.js"
import { begin } from "../core/session.js"
import { go } from "../core/router.js"

const state = { kind: null, token: "", error: null, busy: false, done: false }

export function arriveByMail(kind) {
  Object.assign(state, { kind, token: new URLSearchParams(location.hash.slice(1)).get("token") ?? "", error: null, done: false })
  history.replaceState(null, "", location.pathname)
}

export const byMail = () => state.kind !== null

export function mailView(enter) {
  const invited = state.kind === "invitation"
  return html`
    <main class="login"><div class="login-card sb-card">
      <span class="brand is-large" aria-hidden="true"></span>
      <h1>${invited ? "Welcome" : "New password"}</h1>
      ${state.done ? html`<p>Your password is set. All other logins have ended.</p><button type="button" class="sb-button is-primary" @click=${leave}>Log in</button>` : html`
      <form @submit=${event => submit(event, enter)} novalidate>
        ${invited ? html`<label class="sb-field">Your name<input class="sb-input" name="name" autocomplete="name"></label>` : nothing}
        <label class="sb-field">Password<input class="sb-input" name="password" type="password" autocomplete="new-password"></label>
        ${state.error ? html`<p class="sb-error" role="alert">${state.error}</p>` : nothing}
        <button class="sb-button is-primary" ?disabled=${state.busy}>${invited ? "Join" : "Set it"}</button>
      </form>`}
    </div></main>`
}

function leave() {
  state.kind = null
  go("/inbox", { replace: true })
}

async function submit(event, enter) {
  event.preventDefault()
  const { name, password } = Object.fromEntries(new FormData(event.target))
  Object.assign(state, { busy: true, error: null })
  changed()
  try {
    if (state.kind === "invitation") {
      begin(await ask("POST", "/api/user_invitations/accept", { body: { token: state.token, name, password }, anonymous: true }))
      leave()
      await enter()
    } else {
      await ask("PUT", "/api/reset_password", { body: { password_reset_token: state.token, password, password_confirmation: password }, anonymous: true })
      state.done = true
    }
  } catch (error) {
    state.error = [error.told, error.advice].filter(Boolean).join(" ")
  }
  state.busy = false
  changed()
}
