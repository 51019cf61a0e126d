// Addresses of screens: /app/<screen>/<…>. Links are real links; a plain click stays in the page.
import { changed } from "./view.js"

const ROOT = "/app"

export const route = { screen: "inbox", parts: [], query: new URLSearchParams() }

let arrived = () => {}

export function start(onArrival) {
  arrived = onArrival
  addEventListener("popstate", read)
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]")
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    if (link.target || link.origin !== location.origin || !link.pathname.startsWith(`${ROOT}/`)) return
    event.preventDefault()
    go(link.pathname.slice(ROOT.length) + link.search)
  })
  read()
}

function read() {
  const [screen = "", ...parts] = location.pathname.slice(ROOT.length).split("/").filter(Boolean).map(decodeURIComponent)
  route.screen = screen || "inbox"
  route.parts = parts
  route.query = new URLSearchParams(location.search)
  arrived(route)
  changed()
}

/// @param path behind /app
export function go(path, { replace = false } = {}) {
  const address = ROOT + path
  if (address === location.pathname + location.search) return
  history[replace ? "replaceState" : "pushState"](null, "", address)
  read()
}

export const to = path => ROOT + path
