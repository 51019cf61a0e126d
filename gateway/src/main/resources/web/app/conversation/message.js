// One message: who, what, and what became of it.
import { guard, html, nothing } from "../core/view.js"
import { to } from "../core/router.js"
import { rich } from "../core/rich.js"
import { icon } from "../core/icons.js"
import { avatar } from "../core/parts.js"
import { clockTime, fullTime, size, words } from "../core/format.js"
import { userName, userOf } from "../core/directory.js"
import { mayWrite } from "../core/session.js"
import { again, discard } from "./outbox.js"
import { showDelivery } from "./delivery.js"

export function authorOf(message, conversation) {
  if (message.customer_id) return { name: message.customer?.title ?? conversation.customer?.title ?? "Customer", side: "customer" }
  if (message.type === "bot") return { name: "AI agent", side: "bot" }
  return { name: userName(message.user ?? userOf(message.user_id)), side: "agent" }
}

/// Drawn anew only when it is another message, so that a long conversation costs no more than its last one.
///
/// @param doubtful whether its time contradicts its place
export function messageView(message, conversation, { first, doubtful }) {
  const author = authorOf(message, conversation)
  return guard([message, author.name, first, doubtful], () => drawn(message, author, first, doubtful))
}

function drawn(message, author, first, doubtful) {
  const kind = message.private ? "is-note" : `is-${author.side}`
  return html`
    <article class="message ${kind} ${first ? "is-first" : ""}" data-seq=${message.seq} aria-label="${author.name}, ${clockTime(message.created_at)}${message.private ? ", internal note" : ""}">
      ${first ? avatar(author.name, { size: 28, kind: author.side === "bot" ? "bot" : "" }) : html`<span class="avatar-space"></span>`}
      <div class="bubble-column">
        ${first ? html`<header><b dir="auto">${author.name}</b>${message.private ? html`<span class="sb-badge is-warn">Note</span>` : nothing}</header>` : nothing}
        <div class="bubble" dir="auto">${message.deleted_at ? html`<p class="gone">This message was removed.</p>` : rich(message.body)}${files(message)}</div>
        ${evidence(message)}
        <footer>${state(message, author.side)}${doubtful ? html`<span class="bad" title="This came after what stands above it, whatever its time says: the clock that timed one of them was wrong.">${icon("warn", 13)} Time in doubt</span>` : nothing}<time datetime=${message.created_at} title=${fullTime(message.created_at)}>${clockTime(message.created_at)}</time>${message.edited_at && !message.deleted_at ? html`<span>edited</span>` : nothing}</footer>
      </div>
    </article>`
}

export function pendingView(one, name) {
  return html`
    <article class="message ${one.note ? "is-note" : "is-agent"} is-first is-${one.state}" aria-label="You, ${one.state === "failed" ? "not sent" : "sending"}">
      ${avatar(name, { size: 28 })}
      <div class="bubble-column">
        <header><b dir="auto">${name}</b>${one.note ? html`<span class="sb-badge is-warn">Note</span>` : nothing}</header>
        <div class="bubble" dir="auto">${rich(one.body)}${one.files.map(file => html`<span class="file">${icon("file", 16)} <bdi>${file.filename}</bdi></span>`)}</div>
        <footer>${one.state === "sending" ? html`<span class="quiet">${icon("clock", 13)} Sending…</span>` : html`
          <span class="bad" role="alert">${icon("warn", 13)} Not sent. ${one.problem}</span>
          <button type="button" class="plain" @click=${() => again(one)}>Try again</button><button type="button" class="plain" @click=${() => discard(one)}>Discard</button>`}</footer>
      </div>
    </article>`
}

function files(message) {
  if (!message.attachments?.length || message.deleted_at) return nothing
  return html`<div class="files">${message.attachments.map(file => {
    const picture = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.content_type)
    return html`<a class=${picture ? "picture" : "file"} href=${safe(file.file_url)} target="_blank" rel="noopener noreferrer">
      ${picture ? html`<img src=${safe(file.file_url)} alt=${file.filename} loading="lazy">` : html`${icon("file", 16)} <bdi>${file.filename}</bdi>${file.bytes ? html`<small>${size(file.bytes)}</small>` : nothing}`}</a>`
  })}</div>`
}

/// An address that is none of the web's opens nothing.
const safe = address => (/^(https?:\/\/|\/(?!\/))/.test(address ?? "") ? address : "#")

const STATES = {
  queued: ["clock", "Queued"],
  sent: ["check", "Sent"],
  delivered: ["checks", "Delivered"],
  read: ["checks", "Read"],
  unknown: ["warn", "Not known whether it arrived"],
}

function state(message, side) {
  if (side === "customer" || message.private) return nothing
  const status = message.delivery_status
  if (status === "failed") {
    return html`<span class="bad">${icon("warn", 13)} Not delivered${message.delivery_reason ? html`: <span dir="auto">${message.delivery_reason}</span>` : ""}</span>
      <button type="button" class="plain" @click=${() => showDelivery(message)}>${mayWrite() ? "What to do" : "Details"}</button>`
  }
  if (message.seen_at && (!status || status !== "read")) return html`<span class="quiet good" title=${fullTime(message.seen_at)}>${icon("checks", 13)} Seen</span>`
  if (!status) return nothing
  const [name, label] = STATES[status] ?? ["clock", words(status)]
  return html`<button type="button" class="quiet ${status === "read" ? "good" : ""}" title="${label}. Show each step" @click=${() => showDelivery(message)}>${icon(name, 13)} ${label}</button>`
}

/// What the AI answered from, and how sure it was.
function evidence(message) {
  if (message.type !== "bot") return nothing
  const { intent, confidence } = message.metadata ?? {}
  const sources = message.sources ?? []
  const asked = message.sender_type === "bot" ? message.in_reply_to : null
  if (sources.length === 0 && !intent && !asked) return nothing
  return html`
    <details class="evidence">
      <summary>${icon("book", 13)}<span>${sources.length === 0 ? "No source" : sources.length === 1 ? html`From “<bdi>${sources[0].title}</bdi>”` : `From ${sources.length} articles`}${confidence ? html` · ${percent(confidence)} sure` : nothing}</span></summary>
      <dl>
        ${intent ? html`<div><dt>Understood as</dt><dd dir="auto">${words(intent)}</dd></div>` : nothing}
        ${confidence ? html`<div><dt>Confidence</dt><dd><meter min="0" max="1" value=${confidence} aria-label="Confidence"></meter> ${percent(confidence)}</dd></div>` : nothing}
        ${sources.map(source => html`<div><dt>Source</dt><dd><a href=${to(`/knowledge/${source.articleId}`)} dir="auto">${source.title}</a> <small>fits ${percent(source.relevance)}</small></dd></div>`)}
        ${asked ? html`<div><dt>Record</dt><dd><a href=${to(`/answers?question=${asked}`)}>How this answer came about</a></dd></div>` : nothing}
      </dl>
    </details>`
}

const percent = share => `${Math.round(Number(share) * 100)} %`
