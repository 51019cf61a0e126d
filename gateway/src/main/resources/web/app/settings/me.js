// Oneself: second factor and logins.
import { html, nothing, changed } from "../core/view.js"
import { get, post, remove } from "../core/api.js"
import { session } from "../core/session.js"
import { dialog, field } from "../core/dialog.js"
import { dateTime } from "../core/format.js"
import { toast } from "../core/parts.js"
import { attempt, badge, section, showSecret, small, table } from "./parts.js"

const state = { factor: null, logins: [] }

export async function open() {
  const [factor, logins] = await Promise.all([get("/api/me/two_factor"), get("/api/sessions")])
  Object.assign(state, { factor: factor.data, logins: logins.data })
  changed()
}

export const view = () => html`
  ${section(session.me.name, session.me.email, html`<p>${badge(session.me.role, "is-accent")}</p>`)}
  ${section("Second factor", state.factor.enabled ? `On since ${dateTime(state.factor.confirmed_at)}, ${state.factor.recovery_codes_left} recovery codes left.` : "A code of an app on your telephone, besides your password.", nothing, state.factor.enabled ? small("Switch off", switchOff, true) : small("Switch on", switchOn))}
  ${section("Logins", "Where you are logged in.", table(["Device", "Address", "Last seen", ""], state.logins.map(one => [one.device, one.address, dateTime(one.last_seen_at ?? one.created_at), one.current ? badge("This one", "is-good") : small("End", attempt("It goes on.", async () => { await remove(`/api/sessions/${one.id}`); await open() }))]), "None."),
    state.logins.length > 1 ? small("End all others", attempt("They go on.", async () => { await remove("/api/sessions"); toast("All other logins have ended."); await open() }), true) : nothing)}`

const switchOn = attempt("It stays off.", async () => {
  const { data } = await post("/api/me/two_factor")
  dialog({
    title: "Second factor",
    label: "Confirm",
    view: () => html`<p>Add this key to your authenticator app, then type the code that it shows.</p><code class="secret">${data.secret}</code><p><a href=${data.otpauth_url}>Open it in an app on this device</a></p>${field("Code", "code", { autocomplete: "one-time-code" })}`,
    submit: async ({ code }) => {
      const answer = await post("/api/me/two_factor/confirm", { code: code.trim() })
      await open()
      queueMicrotask(() => showSecret("Recovery codes", answer.data.recovery_codes.join("\n"), "Each lets you in once if you lose your telephone. They are shown now and never again."))
    },
  })
})

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
