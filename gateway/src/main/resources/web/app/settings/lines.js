// A file in parts that are sent one after the other, cut between lines: a browser takes an answer only when it has sent
// all, and the answer has a line for each.
const MOST = 500

/// @param text CSV with a line of names first, or JSON lines
/// @returns `{text, lines, before}`; what stands `before` a part's first line in the file, its names not counted
export function parts(text, format) {
  const rows = format === "csv" ? csvRows(text) : text.split("\n")
  const [names, first] = format === "csv" ? [rows[0] ?? "", 1] : ["", 0]
  const sent = []
  for (let at = first; at < rows.length; at += MOST) {
    const some = rows.slice(at, at + MOST)
    const lines = some.filter(row => row.trim() !== "").length
    if (lines > 0) sent.push({ text: `${first ? `${names}\n` : ""}${some.join("\n")}\n`, lines, before: at - first })
  }
  return sent
}

/// A line break within quotes belongs to a cell.
function csvRows(text) {
  const rows = []
  let quoted = false
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === "\n" && !quoted) {
      rows.push(text.slice(from, at))
      from = at + 1
    }
  }
  if (from < text.length) rows.push(text.slice(from))
  return rows
}
