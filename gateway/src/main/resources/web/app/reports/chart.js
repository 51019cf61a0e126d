// Charts as drawings, with their numbers for people who hear the page.
import { html, svg } from "../core/view.js"
import { count } from "../core/format.js"

const WIDE = 640
const HIGH = 190
const FOOT = 22
const SIDE = 34
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

/// @param series of `{label, values}`; values stand for the `keys`, in their order
export function bars({ title, keys, series }) {
  const top = nice(Math.max(1, ...series.flatMap(one => one.values)))
  const room = (WIDE - SIDE) / keys.length
  const width = Math.max(1, Math.min(26, (room * 0.7) / series.length))
  const height = value => (value / top) * (HIGH - FOOT - 8)
  const every = Math.ceil(keys.length / 8)
  const bar = (key, at) => series.map((one, which) => svg`<rect class="series-${which}" x=${SIDE + room * at + (room - width * series.length) / 2 + width * which} y=${HIGH - FOOT - height(one.values[at])} width=${Math.max(1, width - 1)} height=${height(one.values[at])} rx="2"><title>${key}: ${one.label} ${count(one.values[at])}</title></rect>`)
  return html`
    <figure class="chart"><figcaption>${title}<span class="legend">${series.map((one, at) => html`<span><i class="series-${at}"></i>${one.label}</span>`)}</span></figcaption>
      <svg viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label="${title}: ${keys.map((key, at) => `${key} ${series.map(one => one.values[at]).join(" / ")}`).join("; ")}">
        ${[0, 0.5, 1].map(share => svg`<line x1=${SIDE} x2=${WIDE} y1=${HIGH - FOOT - height(top * share)} y2=${HIGH - FOOT - height(top * share)} class="grid"></line><text x=${SIDE - 6} y=${HIGH - FOOT - height(top * share) + 3.5} text-anchor="end">${count(top * share)}</text>`)}
        ${keys.map((key, at) => svg`<g>${bar(key, at)}${at % every === 0 ? svg`<text x=${SIDE + room * (at + 0.5)} y=${HIGH - 6} text-anchor="middle">${key}</text>` : ""}</g>`)}
      </svg></figure>`
}

function nice(most) {
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 4, 5, 10].map(step => step * power).find(top => top >= most)
}

/// @param cells of `{weekday 1..7, hour, conversations}`; what is absent is none
export function heat(title, cells) {
  const most = Math.max(1, ...cells.map(one => one.conversations))
  const at = new Map(cells.map(one => [`${one.weekday}-${one.hour}`, one.conversations]))
  const cell = (row, hour) => {
    const value = at.get(`${row + 1}-${hour}`) ?? 0
    return svg`<rect class="heat" x=${36 + hour * 25} y=${row * 23} width="23" height="21" rx="3" fill-opacity=${value === 0 ? 0.06 : 0.2 + (0.8 * value) / most}><title>${DAYS[row]} ${hour}:00, ${value}</title></rect>`
  }
  return html`
    <figure class="chart"><figcaption>${title}</figcaption>
      <svg viewBox="0 0 ${WIDE} 186" role="img" aria-label="${title}; most in one hour: ${most}">
        ${DAYS.map((day, row) => svg`<text x="28" y=${row * 23 + 16} text-anchor="end">${day}</text>${Array.from({ length: 24 }, (_, hour) => cell(row, hour))}`)}
        ${[0, 6, 12, 18].map(hour => svg`<text x=${47 + hour * 25} y="178" text-anchor="middle">${hour}:00</text>`)}
      </svg></figure>`
}
