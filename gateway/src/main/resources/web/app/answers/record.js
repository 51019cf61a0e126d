// One record, told so that nobody has to know what a token is: what was asked, what was found, what was decided and why.
import { html, nothing } from "../core/view.js"
import { to } from "../core/router.js"
import { icon } from "../core/icons.js"
import { channelName, count, dateTime, words } from "../core/format.js"

/// In the words of somebody who was there.
const REASONS = {
  customer_asked: "The customer asked for a person.",
  no_evidence: "Nothing in your articles came near the question.",
  low_confidence: "Something was found, but it was not sure enough to be said.",
  model_failed: "The language model did not work, and what was found was not sure enough alone.",
  not_transcribed: "The recording could not be turned into words.",
  no_answer_in_time: "No answer came in time.",
  agent_took_over: "A colleague took over meanwhile.",
  other: "For another reason.",
}

const BY = {
  rule: "A fixed rule, without a language model",
  "retrieval-only": "The best passage of your articles, word for word; no language model was asked",
}

const TITLES = { answered: "The AI answered", asked_back: "The AI asked what was meant", handed_over: "The AI fetched a person" }
const OUTCOMES = { answered: "Answered", asked_back: "Asked back", handed_over: "Left to a person" }

export const outcomeName = one => OUTCOMES[one.decision]

const percent = share => `${Math.round(Number(share) * 100)} %`

/// @param back address of the list
export const recordView = (one, back) => html`
  <header class="page-head"><a class="sb-icon-button back" href=${back} aria-label="Back to the list">${icon("back")}</a>
    <h1>${TITLES[one.decision]}</h1><span class="gap"></span>
    <a class="sb-button is-small" href=${to(`/inbox/all/${one.conversation_id}`)}>Conversation</a></header>
  <div class="page-body record">
    <section class="section"><header><h2>The question</h2><small class="quiet">${channelName(one.channel === "web" ? "chat" : one.channel)}, ${dateTime(one.created_at)}</small></header>
      <blockquote dir="auto">${one.question || "A message without words"}</blockquote>
      ${one.entities.length > 0 ? html`<p>Noticed in it: <bdi>${one.entities.join(", ")}</bdi></p>` : nothing}</section>
    ${decision(one)}${found(one)}${made(one)}
  </div>`

const decision = one => html`
  <section class="section"><header><h2>What it decided</h2><span class="sb-badge ${one.decision === "handed_over" ? "is-warn" : "is-good"}">${outcomeName(one)}</span></header>
    ${one.decision !== "handed_over"
      ? html`<blockquote dir="auto">${one.answer}</blockquote><p>${one.decision === "asked_back" ? "Articles came near, but none was sure enough to be said: " : one.intent ? html`Understood as <b dir="auto">${words(one.intent)}</b>, ` : nothing}${percent(one.confidence)} sure.</p>`
      : html`<p>${REASONS[one.reason] ?? words(one.reason ?? "")}</p>${one.detail && one.detail !== REASONS[one.reason] ? html`<p class="quiet" dir="auto">${one.detail}</p>` : nothing}`}</section>`

const found = one => html`
  <section class="section"><header><div><h2>What it found</h2><p>Passages of your articles, the closest first. It may say nothing that does not stand there.</p></div></header>
    ${one.passages.length === 0 ? html`<p>Nothing.</p>` : html`<ol class="passages">${one.passages.map(passage => html`
      <li><header><a href=${to(`/knowledge/${passage.article_id}`)} dir="auto">${passage.title}</a><span><meter min="0" max="1" value=${passage.relevance} aria-label="How well it fits"></meter> fits ${percent(passage.relevance)}</span></header>
        ${passage.text ? html`<p dir="auto">${passage.text}</p>` : html`<p class="quiet">Its text was not kept then.</p>`}</li>`)}</ol>`}</section>`

const made = one => html`
  <section class="section"><header><h2>How it came about</h2></header>
    <dl class="facts">
      ${fact("Answered by", BY[one.model] ?? html`The language model <bdi>${one.model}</bdi>`)}
      ${fact("Took", one.latency_ms < 1000 ? `${one.latency_ms} ms` : `${(one.latency_ms / 1000).toFixed(1)} s`)}
      ${one.prompt ? fact("Cost", `$${Number(one.cost_usd).toFixed(6).replace(/0{1,4}$/, "")} (${count(one.input_tokens)} tokens read, ${count(one.output_tokens)} written)`) : fact("Cost", "Nothing")}
    </dl>
    ${text("What the language model was told", "Personal data was replaced before it left the house.", one.prompt)}
    ${text("What it wrote", "Before sentences that no passage supports were left out.", one.written)}</section>`

const fact = (label, value) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`

const text = (name, hint, content) => (content ? html`<details><summary>${name}</summary><p class="quiet">${hint}</p><pre dir="auto">${content}</pre></details>` : nothing)
