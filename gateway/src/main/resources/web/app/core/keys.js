// Keys do what buttons do. A screen names its keys while it is shown; what somebody types into a field is text.
import { changed } from "./view.js"

const PREFIX_MS = 1_200

const layers = []
let prefix = null

/// @param keys functions by key: "j", "?", "Escape", "g i", "mod+k"; a function that returns false did nothing
export function listen(keys) {
  layers.push(keys)
  return () => layers.splice(layers.indexOf(keys), 1)
}

/// Above it no other key counts, as in a dialog.
export function capture(keys) {
  return listen({ ...keys, capture: true })
}

const typing = element => element?.closest?.("input, textarea, select, [contenteditable]") != null

function nameOf(event) {
  const mod = event.ctrlKey || event.metaKey
  if (event.altKey) return null
  return mod ? `mod+${event.key.toLowerCase()}` : event.key.length === 1 && !/[A-Z]/.test(event.key) ? event.key : event.shiftKey && event.key.length === 1 ? event.key : event.key
}

addEventListener("keydown", event => {
  if (event.defaultPrevented || event.isComposing) return
  const name = nameOf(event)
  if (!name) return
  const inField = typing(event.target)
  if (inField && name.length === 1) return
  const pressed = prefix && Date.now() - prefix.at < PREFIX_MS ? `${prefix.key} ${name}` : name
  prefix = null
  for (let at = layers.length - 1; at >= 0; at--) {
    const act = layers[at][pressed]
    if (act && !(inField && name === "Enter")) {
      if (act(event) !== false) {
        event.preventDefault()
        changed()
        return
      }
    }
    if (layers[at].capture) return
  }
  if (!inField && name === "g") prefix = { key: name, at: Date.now() }
})
