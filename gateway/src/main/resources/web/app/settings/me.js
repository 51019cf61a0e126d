// Oneself: what one hears of by mail and in this browser, the second factor, and logins.
import { html, nothing, live, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { session } from "../core/session.js"
import { dialog, field } from "../core/dialog.js"
import { dateTime, deviceName, words } from "../core/format.js"
import { toast } from "../core/parts.js"
import * as push from "../core/push.js"
import { attempt, badge, section, showSecret, small, table } from "./parts.js"

const state = { factor: null, logins: [], mails: {}, busy: false }

export async function open() {
  const [factor, logins, mails] = await Promise.all([get("/api/me/two_factor"), get("/api/sessions"), get("/api/me/notifications")])
  Object.assign(state, { factor: factor.data, logins: logins.data, mails: mails.data })
  changed()
}

export const view = () => html`
  ${section(session.me.name, session.me.email, html`<p>${badge(words(session.me.role), "is-accent")}</p>`)}
  ${section("Mails to you", "What happens within two minutes comes in one mail.", html`<div class="ticks">${push.KINDS.map(([name, text]) => html`<label class="tick"><input type="checkbox" .checked=${live(state.mails[name] === true)} @change=${event => hear(name, event.target.checked)}> ${text}</label>`)}</div>`)}
  ${section("In this browser", push.possible() ? "Told at once, even while the console is closed, as long as you are logged in here." : "This browser cannot tell you anything while the console is closed, or the page is not served over HTTPS.", push.possible() ? html`<div class="ticks">${push.KINDS.map(([name, text]) => html`<label class="tick"><input type="checkbox" ?disabled=${state.busy} .checked=${live(push.told()?.[name] === true)} @change=${event => tellHere(name, event.target.checked)}> ${text}</label>`)}</div>` : nothing)}
  ${section("Second factor", state.factor.enabled ? `On since ${dateTime(state.factor.confirmed_at)}, ${state.factor.recovery_codes_left} recovery codes left.` : "A code of an app on your telephone, besides your password.", nothing, state.factor.enabled ? html`<span class="row-actions">${small("New recovery codes", newCodes)}${small("Switch off", switchOff, true)}</span>` : small("Switch on", switchOn))}
  ${section("Logins", "Where you are logged in.", table(["Device", "Address", "Last seen", ""], state.logins.map(one => [html`<span title=${one.device}>${deviceName(one.device)}</span>`, one.address, dateTime(one.last_seen_at ?? one.created_at), one.current ? badge("This one", "is-good") : small("End", attempt("It goes on.", async () => { await remove(`/api/sessions/${one.id}`); await open() }))]), "None."),
    state.logins.length > 1 ? small("End all others", attempt("They go on.", async () => { await remove("/api/sessions"); toast("All other logins have ended."); await open() }), true) : nothing)}`

const hear = (name, wanted) => attempt("It stays as it was.", async () => {
  const before = state.mails
  try {
    state.mails = (await put("/api/me/notifications", { [name]: wanted })).data
  } catch (error) {
    state.mails = { ...before }
    throw error
  } finally {
    changed()
  }
})()

async function tellHere(name, wanted) {
  const before = push.told() ?? {}
  const tells = Object.fromEntries(push.KINDS.map(([kind]) => [kind, kind === name ? wanted : before[kind] === true]))
  state.busy = true
  changed()
  await attempt("It stays as it was.", () => (Object.values(tells).some(Boolean) ? push.begin(tells) : push.end()))()
  state.busy = false
  changed()
}

const switchOn = attempt("It stays off.", async () => {
  const { data } = await post("/api/me/two_factor")
  dialog({
    title: "Second factor",
    label: "Confirm",
    view: () => html`<p>Add this key to your authenticator app, then type the code that it shows.</p><code class="secret">${data.secret}</code><p><a href=${data.otpauth_url}>Open it in an app on this device</a></p>${field("Code", "code", { autocomplete: "one-time-code" })}`,
    submit: async ({ code }) => {
      const answer = await post("/api/me/two_factor/confirm", { code: code.trim() })
      await open()
      showCodes(answer.data.recovery_codes)
    },
  })
})

const showCodes = codes => queueMicrotask(() => showSecret("Recovery codes", codes.join("\n"), "Each lets you in once if you lose your telephone. They are shown now and never again."))

function newCodes() {
  dialog({
    title: "New recovery codes",
    label: "Make them",
    view: () => html`<p>The old ones are good no more.</p>${field("A code of your app", "code", { autocomplete: "one-time-code" })}`,
    submit: async ({ code }) => {
      const { data } = await post("/api/me/two_factor/recovery_codes", { code: code.trim() })
      await open()
      showCodes(data.recovery_codes)
    },
  })
}

function switchOff() {
  dialog({
    title: "Switch the second factor off",
    label: "Switch off",
    danger: true,
    view: () => html`<p>Your password alone lets you in then.</p>${field("A code of your app, or a recovery code", "code", { autocomplete: "one-time-code" })}`,
    submit: async ({ code }) => {
      await post("/api/me/two_factor/disable", { code: code.trim() })
      await open()
    },
  })
}
