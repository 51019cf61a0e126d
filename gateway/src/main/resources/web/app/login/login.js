// Coming in: with a password, with a code of the second factor, or by way of the company's own issuer.
import { html, nothing, changed, ref } from "../core/view.js"
import { ask } from "../core/api.js"
import { begin, session } from "../core/session.js"
import { go } from "../core/router.js"
import { icon } from "../core/icons.js"

const state = { step: "password", email: "", challenge: null, error: null, busy: false, until: 0, signOn: null, sent: false }

const open = (path, body) => ask("POST", path, { body, anonymous: true })

export function loginView(enter) {
  if (state.signOn === null) readConfiguration()
  const form = { password: passwordForm, code: codeForm, reset: resetForm, arriving: () => html`<p role="status">Logging you in…</p>` }[state.step]
  return html`
    <main class="login">
      <div class="login-card sb-card">
        <span class="brand is-large" aria-hidden="true"></span>
        ${session.notice && !state.error ? html`<p class="notice" role="status">${session.notice}</p>` : nothing}
        ${form(enter)}
      </div>
      <p class="login-foot">Switchboard · <a href="/api/docs">API</a></p>
    </main>`
}

function passwordForm(enter) {
  return html`
    <h1>Log in</h1>
    <form @submit=${event => submitPassword(event, enter)} novalidate>
      <label class="sb-field">E-mail<input class="sb-input" name="email" type="email" autocomplete="username" .value=${state.email} ?disabled=${state.busy} ${ref(focusOnce)}></label>
      <label class="sb-field">Password<input class="sb-input" name="password" type="password" autocomplete="current-password" ?disabled=${state.busy}></label>
      ${error()}
      <button class="sb-button is-primary" ?disabled=${state.busy || waits() > 0}>${state.busy ? "Logging in…" : waits() > 0 ? `Wait ${waits()} s` : "Log in"}</button>
      ${state.signOn ? html`<a class="sb-button" href="/api/sign_on">${icon("key")} Log in with your company</a>` : nothing}
      <button type="button" class="plain" @click=${() => step("reset")}>Forgotten your password?</button>
    </form>`
}

function codeForm(enter) {
  return html`
    <h1>Second factor</h1>
    <form @submit=${event => submitCode(event, enter)} novalidate>
      <label class="sb-field">Code of your authenticator app, or a recovery code
        <input class="sb-input is-code" name="code" autocomplete="one-time-code" inputmode="text" autocapitalize="off" spellcheck="false" ?disabled=${state.busy} ${ref(focusOnce)}></label>
      ${error()}
      <button class="sb-button is-primary" ?disabled=${state.busy}>Go on</button>
      <button type="button" class="plain" @click=${() => step("password")}>Back</button>
    </form>`
}

function resetForm() {
  if (state.sent) return html`<h1>Look into your mail</h1><p>If somebody here has the address ${state.email}, a link is on its way. It is good for an hour.</p><button type="button" class="plain" @click=${() => step("password")}>Back</button>`
  return html`
    <h1>New password</h1>
    <form @submit=${submitReset} novalidate>
      <label class="sb-field">E-mail<input class="sb-input" name="email" type="email" autocomplete="username" .value=${state.email} ${ref(focusOnce)}></label>
      ${error()}
      <button class="sb-button is-primary" ?disabled=${state.busy}>Send me a link</button>
      <button type="button" class="plain" @click=${() => step("password")}>Back</button>
    </form>`
}

const error = () => (state.error ? html`<p class="sb-error" role="alert">${icon("warn", 16)} ${state.error}</p>` : nothing)

function step(name) {
  Object.assign(state, { step: name, error: null, sent: false })
  changed()
}

const valuesOf = event => {
  event.preventDefault()
  return Object.fromEntries(new FormData(event.target))
}

async function submitPassword(event, enter) {
  const { email, password } = valuesOf(event)
  state.email = email
  if (!email || !password) return wrong("Fill in your e-mail address and your password.")
  await attempt(enter, async () => {
    try {
      return await open("/api/session", { user: { email, password } })
    } catch (refusal) {
      if (refusal.code !== "MFA_REQUIRED") throw refusal
      state.challenge = refusal.body.error.challenge_id
      step("code")
      return null
    }
  })
}

const submitCode = (event, enter) => {
  const { code } = valuesOf(event)
  return attempt(enter, () => open("/api/session/mfa", { challenge_id: state.challenge, code: code.trim() }))
}

async function submitReset(event) {
  state.email = valuesOf(event).email
  await attempt(null, async () => {
    await open("/api/reset_password", { email: state.email })
    state.sent = true
    return null
  })
}

export async function arriveBySignOn(enter) {
  const told = new URLSearchParams(location.hash.slice(1))
  go("/inbox", { replace: true })
  const ticket = told.get("ticket")
  if (!ticket) return wrong("Your company's log-in did not let you in. Ask your administrator.")
  state.step = "arriving"
  await attempt(enter, () => open("/api/sign_on/session", { ticket }))
  if (state.error) state.step = "password"
}

async function attempt(enter, act) {
  Object.assign(state, { busy: true, error: null })
  changed()
  try {
    const login = await act()
    if (login) {
      begin(login)
      Object.assign(state, { step: "password", challenge: null })
      await enter()
    }
  } catch (refusal) {
    if (refusal.status === 429) hold(refusal.retryAfter ?? 60)
    wrong(refusal.status === 429 ? "Too many attempts. For everybody's safety you have to wait." : [refusal.told ?? refusal.message, refusal.status === 0 ? "" : refusal.advice].filter(Boolean).join(" "))
  } finally {
    state.busy = false
    changed()
  }
}

function wrong(text) {
  state.error = text
  changed()
}

const waits = () => Math.max(0, Math.ceil((state.until - Date.now()) / 1000))

function hold(seconds) {
  state.until = Date.now() + seconds * 1000
  const timer = setInterval(() => {
    if (waits() === 0) clearInterval(timer)
    changed()
  }, 1000)
}

async function readConfiguration() {
  state.signOn = false
  const answer = await fetch("/app/configuration").catch(() => null)
  state.signOn = answer?.ok ? (await answer.json()).sign_on : false
  changed()
}

let focused = null

function focusOnce(element) {
  if (element && element !== focused) requestAnimationFrame(() => element.focus())
  focused = element ?? focused
}
