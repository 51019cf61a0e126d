// A small, safe part of Markdown as DOM nodes: paragraphs, line breaks, lists, quotes, code, bold, italic and links.
// Pictures and HTML stay text. Each character is looked at a bounded number of times, however odd the text.
import { el } from "./dom.js";

const SCHEMES = ["http:", "https:", "mailto:"];
const URL_START = /https?:\/\//g;
const TRAILING = /[.,;:!?'")\]}]$/;
const DEEPEST = 6;
const LONGEST_URL = 2000;

/** @return the nodes of a text that somebody else wrote */
export function markdown(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    const block = fence(lines, at) ?? list(lines, at) ?? quote(lines, at) ?? paragraph(lines, at);
    if (block.node) blocks.push(block.node);
    at = block.next;
  }
  return blocks;
}

/** Only addresses become links, the rest is as it was written. */
export function plain(text) {
  return lines(text.split("\n"), links);
}

/** @return an address that may be followed, or null */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return SCHEMES.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function fence(lines, at) {
  if (!lines[at].startsWith("```")) return null;
  let end = at + 1;
  while (end < lines.length && !lines[end].startsWith("```")) end++;
  return { node: el("pre", { tabindex: 0 }, el("code", {}, lines.slice(at + 1, end).join("\n"))), next: end + 1 };
}

const BULLET = /^ {0,3}[-*+] +/;
const NUMBER = /^ {0,3}(\d{1,6})[.)] +/;

function list(lines, at) {
  const mark = BULLET.test(lines[at]) ? BULLET : NUMBER.test(lines[at]) ? NUMBER : null;
  if (!mark) return null;
  const items = [];
  let next = at;
  for (; next < lines.length && lines[next].trim(); next++) {
    if (mark.test(lines[next])) items.push([lines[next].replace(mark, "")]);
    else if (BULLET.test(lines[next]) || NUMBER.test(lines[next]) || lines[next].startsWith("```")) break;
    else items.at(-1).push(lines[next].trim());
  }
  const start = mark === NUMBER ? lines[at].match(NUMBER)[1] : null;
  const children = items.map((item) => el("li", {}, ...inlineLines(item)));
  return { node: el(mark === NUMBER ? "ol" : "ul", { start: start === "1" ? null : start }, ...children), next };
}

function quote(lines, at) {
  if (!lines[at].startsWith(">")) return null;
  let next = at;
  while (next < lines.length && lines[next].startsWith(">")) next++;
  const inner = lines.slice(at, next).map((line) => line.replace(/^> ?/, ""));
  return { node: el("blockquote", {}, ...inlineLines(inner)), next };
}

function paragraph(lines, at) {
  if (!lines[at].trim()) return { node: null, next: at + 1 };
  let next = at + 1;
  while (next < lines.length && lines[next].trim() && !/^(```|>| {0,3}[-*+] | {0,3}\d{1,6}[.)] )/.test(lines[next])) next++;
  const heading = lines[at].match(/^#{1,6} +(.*)$/);
  const said = heading ? [heading[1], ...lines.slice(at + 1, next)] : lines.slice(at, next);
  return { node: el(heading ? "p.heading" : "p", {}, ...inlineLines(said)), next };
}

const inlineLines = (said) => lines(said, (line) => inline(line, 0));

function lines(said, show) {
  return said.flatMap((line, index) => (index ? [el("br"), ...show(line)] : show(line)));
}

const MARKS = [
  ["**", "strong"],
  ["__", "strong"],
  ["*", "em"],
  ["_", "em"],
];

/** Each mark is looked for once from each place on: where its end is missing it is not looked for again. */
function inline(text, depth) {
  if (depth > DEEPEST) return [text];
  const nodes = [];
  const missing = new Set();
  let from = 0;
  const flush = (to) => {
    if (to > from) nodes.push(...links(text.slice(from, to)));
  };
  for (let at = 0; at < text.length; ) {
    const found = code(text, at, missing) ?? link(text, at, missing) ?? marked(text, at, missing, depth);
    if (found) {
      flush(at);
      nodes.push(found.node);
      at = from = found.end;
    } else {
      at++;
    }
  }
  flush(text.length);
  return nodes;
}

function end(text, mark, at, missing) {
  if (missing.has(mark)) return -1;
  const found = text.indexOf(mark, at);
  if (found < 0) missing.add(mark);
  return found;
}

function code(text, at, missing) {
  if (text[at] !== "`") return null;
  const close = end(text, "`", at + 1, missing);
  return close > at + 1 ? { node: el("code", {}, text.slice(at + 1, close)), end: close + 1 } : null;
}

function link(text, at, missing) {
  if (text[at] !== "[" || text[at - 1] === "!") return null;
  const middle = end(text, "](", at, missing);
  if (middle < 0 || middle - at > 1000) return null;
  const close = end(text, ")", middle, missing);
  const url = close < 0 ? null : safeUrl(text.slice(middle + 2, close).trim());
  return url ? { node: anchor(url, text.slice(at + 1, middle)), end: close + 1 } : null;
}

function marked(text, at, missing, depth) {
  for (const [mark, tag] of MARKS) {
    if (!text.startsWith(mark, at) || /\s/.test(text[at + mark.length] ?? " ")) continue;
    if (/\w/.test(text[at - 1] ?? " ")) continue;
    const close = end(text, mark, at + mark.length, missing);
    if (close < at + mark.length + 1) continue;
    return { node: el(tag, {}, ...inline(text.slice(at + mark.length, close), depth + 1)), end: close + mark.length };
  }
  return null;
}

/** Text with its http addresses as links. */
function links(text) {
  const nodes = [];
  let from = 0;
  let past = 0;
  for (const match of text.matchAll(URL_START)) {
    if (match.index < past) continue;
    let to = match.index;
    while (to < text.length && to - match.index < LONGEST_URL && !/[\s<>"]/.test(text[to])) to++;
    past = to;
    while (to > match.index && TRAILING.test(text[to - 1])) to--;
    const url = safeUrl(text.slice(match.index, to));
    if (!url) continue;
    nodes.push(text.slice(from, match.index), anchor(url, text.slice(match.index, to)));
    from = to;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}

function anchor(url, text) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
}
