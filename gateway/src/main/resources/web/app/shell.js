// What stands round every screen: where one may go, whether the line is open, and oneself.
import { html, nothing, changed } from "./core/view.js"
import { to, go } from "./core/router.js"
import { session, isAdmin, ended, wipe, mayWrite } from "./core/session.js"
import { remove, put, rest } from "./core/api.js"
import { line } from "./core/live.js"
import { icon } from "./core/icons.js"
import { avatar, sorry, toast } from "./core/parts.js"
import { directory } from "./core/directory.js"
import { pick } from "./core/picker.js"
import { listen } from "./core/keys.js"
import { choice, choose } from "./core/storage.js"
import { leave } from "./core/push.js"
import { showKeys } from "./help.js"
import { counters } from "./inbox/counters.js"
import { capped } from "./core/format.js"

const PLACES = [
  { screen: "inbox", label: "Inbox", icon: "inbox", key: "g i" },
  { screen: "contacts", label: "Contacts", icon: "contacts", key: "g c" },
  { screen: "knowledge", label: "Knowledge", icon: "book", key: "g k" },
  { screen: "answers", label: "Answers", icon: "bot", key: "g a" },
  { screen: "reports", label: "Reports", icon: "chart", key: "g r", admin: true },
  { screen: "settings", label: "Settings", icon: "settings", key: "g s" },
]

const places = () => PLACES.filter(place => !place.admin || isAdmin())

export function shell(screen, inside) {
  return html`
    <div class="shell">
      <a class="sb-heard skip" href="#main">To the content</a>
      <nav class="rail" aria-label="Screens">
        <span class="brand" aria-hidden="true"></span>
        ${places().map(place => html`
          <a href=${to(`/${place.screen}`)} aria-current=${place.screen === screen ? "page" : nothing} title="${place.label} (${place.key})">
            ${icon(place.icon, 20)}<span>${place.label}</span>${place.screen === "inbox" && counters.unread > 0 ? html`<b class="count" aria-label="${counters.unread} unread">${capped(counters.unread)}</b>` : nothing}
          </a>`)}
        <span class="gap"></span>
        <button type="button" class="me" title=${session.me.name} @click=${myMenu}>${avatar(session.me.name, { size: 32, online: myAvailability() === "available" })}<span>You</span></button>
      </nav>
      <div class="screen" id="main">${broken()}${inside}</div>
    </div>`
}

function broken() {
  if (line.open === false) return html`<p class="broken" role="status">${icon("warn", 14)} The connection was lost. What you see may be old; we keep trying.</p>`
  return busy()
}

/// In whole tens, so that who hears the page is not told each second.
export const busy = () => (rest.seconds > 0 ? html`<p class="broken" role="status">${icon("clock", 14)} Too many requests. This goes on by itself in ${rest.seconds > 10 ? `${Math.ceil(rest.seconds / 10) * 10} seconds` : "a few seconds"}.</p>` : nothing)

const myAvailability = () => directory.availability.get(session.me.id) ?? "available"

function myMenu() {
  const away = myAvailability() !== "available"
  const theme = choice("theme") ?? "system"
  const direction = choice("direction") ?? "ltr"
  pick({
    title: session.me.email,
    options: [
      ...(mayWrite() ? [{ id: "away", label: away ? "Take conversations again" : "Take no new conversations", icon: "clock", act: () => setAvailability(away ? "available" : "away") }] : []),
      ...["system", "light", "dark"].map(name => ({ id: name, label: `Theme: ${name === "system" ? "as the system" : name}`, icon: "sun", chosen: theme === name, act: () => setTheme(name) })),
      { id: "direction", label: direction === "rtl" ? "Write from left to right" : "Write from right to left", icon: "palette", act: () => setDirection(direction === "rtl" ? "ltr" : "rtl") },
      { id: "keys", label: "Keyboard shortcuts", hint: "?", icon: "keyboard", act: showKeys },
      { id: "account", label: "Your logins and second factor", icon: "shield", act: () => go("/settings/me") },
      { id: "docs", label: "API documentation", icon: "external", act: () => window.open("/api/docs", "_blank", "noopener") },
      { id: "out", label: "Log out", icon: "logout", act: logOut },
    ],
    pick: option => option.act(),
  })
}

async function setAvailability(status) {
  const before = myAvailability()
  directory.availability.set(session.me.id, status)
  changed()
  try {
    await put("/api/availability", { availability: { status } })
    toast(status === "available" ? "You get conversations again." : "New conversations go to others.")
  } catch (error) {
    directory.availability.set(session.me.id, before)
    sorry(error, "Your availability stays as it was.")
  }
}

function setTheme(name) {
  choose("theme", name === "system" ? null : name)
  if (name === "system") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = name
}

function setDirection(direction) {
  choose("direction", direction)
  document.documentElement.dir = direction
}

async function logOut() {
  leave().catch(() => {})
  await remove("/api/session").catch(() => {})
  wipe()
  ended(null)
  go("/inbox", { replace: true })
}

const whenIn = act => () => (session.me ? act() : false)

listen({
  "?": whenIn(showKeys),
  "mod+k": whenIn(() => pick({ title: "Go to", options: [...places().map(place => ({ ...place, id: place.screen, hint: place.key })), { id: "me", label: "You", icon: "user", screen: null }], pick: place => (place.screen ? go(`/${place.screen}`) : myMenu()) })),
  ...Object.fromEntries(PLACES.map(place => [place.key, whenIn(() => (place.admin && !isAdmin() ? false : go(`/${place.screen}`)))])),
})
