// The login: its tokens, who it is, and when it ends. A renewal token serves once, so only one tab renews at a time and
// the others take what it got.
import { recall, remember, forget } from "./storage.js"
import { changed } from "./view.js"

const EARLY_MS = 60_000

/// `me` is null until somebody has come in.
export const session = { me: null, notice: null }

const stored = () => recall("login")

export const loggedIn = () => stored() !== null

export function begin(answer) {
  const data = answer.data ?? answer
  remember("login", { token: data.token, renew: data.renew_token })
  session.notice = null
}

export async function accessToken() {
  const login = stored()
  if (!login) return null
  if (endOf(login.token) - Date.now() < EARLY_MS) await renew(login.token)
  return stored()?.token ?? null
}

/// @returns whether there is a token that has not been tried
export async function renew(tried = stored()?.token) {
  return alone(async () => {
    const login = stored()
    if (!login) return false
    if (login.token !== tried) return true
    let answer
    try {
      answer = await fetch("/api/session/renew", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ renew_token: login.renew }),
      })
    } catch {
      return false
    }
    if (answer.ok) {
      begin(await answer.json())
      return true
    }
    if (answer.status === 401 || answer.status === 403 || answer.status === 422) ended()
    return false
  })
}

/// Back to the login. What was written and not sent stays in this browser.
export function ended(notice = "Your login has ended. Log in again to go on.") {
  if (!stored() && !session.me) return
  remember("login", null)
  session.me = null
  session.notice = notice
  for (const listen of leaving) listen()
  changed()
}

const leaving = []

export function onLeaving(listen) {
  leaving.push(listen)
}

/// Nothing of this person stays behind.
export function wipe() {
  forget("draft.")
  forget("outbox")
}

/// @param user as `GET /api/me` shows it; the four roles are told by the token alone
export function cameIn(user) {
  session.me = { ...user, name: user.display_name ?? user.full_name ?? user.email, role: callerOf(stored()?.token)?.role ?? user.role }
}

export const isAdmin = () => ["owner", "admin"].includes(session.me?.role)
export const mayWrite = () => session.me?.role !== "viewer"

function claimsOf(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")))
  } catch {
    return {}
  }
}

function callerOf(token) {
  try {
    return JSON.parse(claimsOf(token).caller)
  } catch {
    return null
  }
}

/// In milliseconds; a token that cannot be read has no known end.
const endOf = token => (claimsOf(token).exp ?? Number.POSITIVE_INFINITY) * 1000

let queue = Promise.resolve()

/// Among all tabs, where the browser can; it can on pages with HTTPS and on localhost.
function alone(act) {
  if (navigator.locks) return navigator.locks.request("switchboard.renew", act)
  queue = queue.then(act, act)
  return queue
}

addEventListener("storage", event => {
  if (event.key === "switchboard.login" && event.newValue === null) ended("You logged out in another tab.")
})
