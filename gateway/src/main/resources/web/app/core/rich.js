// Markdown of strangers, drawn without ever making markup of text: every piece becomes a text node in our own elements.
import { html } from "./view.js"

const INLINE = /(`[^`\n]+`)|(\*\*[^*\n]+\*\*)|(?<![\w*])(\*[^*\s][^*\n]*\*)(?!\w)|(?<!!)\[([^\]\n]+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)|(https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])/g

/// Links leave the console and tell nobody where they came from.
const link = (address, text) => html`<a href=${address} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`

export function inline(text) {
  const parts = []
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(from, match.index))
    from = match.index + match[0].length
    const [whole, code, strong, soft, label, target, bare] = match
    if (code) parts.push(html`<code>${code.slice(1, -1)}</code>`)
    else if (strong) parts.push(html`<strong>${strong.slice(2, -2)}</strong>`)
    else if (soft) parts.push(html`<em>${soft.slice(1, -1)}</em>`)
    else if (label) parts.push(link(target, label))
    else parts.push(link(bare, whole))
  }
  parts.push(text.slice(from))
  return parts
}

const lines = text => text.split("\n").map((line, at) => (at === 0 ? inline(line) : [html`<br>`, ...inline(line)]))

const HEADS = [
  text => html`<h3>${inline(text)}</h3>`,
  text => html`<h4>${inline(text)}</h4>`,
  text => html`<h5>${inline(text)}</h5>`,
]

function block(text) {
  const head = /^(#{1,3})\s+(.+)$/.exec(text)
  if (head) return HEADS[head[1].length - 1](head[2])
  const rows = text.split("\n")
  if (rows.every(row => /^\s*[-*•]\s+/.test(row))) return html`<ul>${rows.map(row => html`<li>${inline(row.replace(/^\s*[-*•]\s+/, ""))}</li>`)}</ul>`
  if (rows.every(row => /^\s*\d+[.)]\s+/.test(row))) return html`<ol>${rows.map(row => html`<li>${inline(row.replace(/^\s*\d+[.)]\s+/, ""))}</li>`)}</ol>`
  if (rows.every(row => row.startsWith(">"))) return html`<blockquote>${lines(rows.map(row => row.replace(/^>\s?/, "")).join("\n"))}</blockquote>`
  return html`<p>${lines(text)}</p>`
}

export function rich(text) {
  return (text ?? "")
    .split(/(^```[^\n]*\n[\s\S]*?\n```$)/m)
    .flatMap(piece => {
      const fenced = /^```[^\n]*\n([\s\S]*?)\n```$/.exec(piece)
      if (fenced) return [html`<pre><code>${fenced[1]}</code></pre>`]
      return piece
        .replace(/^(#{1,3}\s.+)$/gm, "\n$1\n")
        .split(/\n{2,}/)
        .map(part => part.replace(/^\n+|\n+$/g, ""))
        .filter(part => part.trim() !== "")
        .map(block)
    })
}
