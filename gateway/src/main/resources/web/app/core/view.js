// What every screen draws with. A screen is a function of state; whoever changes state says `changed()`, and all is
// drawn once before the next frame.
export { html, svg, nothing } from "../../lit-html/lit-html.js"
export { repeat } from "../../lit-html/directives/repeat.js"
export { ref } from "../../lit-html/directives/ref.js"
export { keyed } from "../../lit-html/directives/keyed.js"
export { guard } from "../../lit-html/directives/guard.js"
export { live } from "../../lit-html/directives/live.js"
export { classMap } from "../../lit-html/directives/class-map.js"
export { ifDefined } from "../../lit-html/directives/if-defined.js"
import { render } from "../../lit-html/lit-html.js"

const HIDDEN_PAGE_MS = 50

let root = null
let draw = null
let asked = false
let after = []

export function mount(element, view) {
  root = element
  root.replaceChildren()
  draw = view
  changed()
}

export function changed() {
  if (asked) return
  asked = true
  // a page that is not shown has no frames, but has to keep up
  if (document.visibilityState === "visible") requestAnimationFrame(redraw)
  else setTimeout(redraw, HIDDEN_PAGE_MS)
}

/// Runs once, when what has changed is on the page.
export function afterDraw(act) {
  after.push(act)
  changed()
}

/// Runs after each drawing.
export const drawn = act => always.push(act)

const always = []

function redraw() {
  asked = false
  if (!draw) return
  render(draw(), root)
  const due = after
  after = []
  for (const act of [...due, ...always]) act()
}

document.addEventListener("visibilitychange", () => {
  if (asked) redraw()
})
