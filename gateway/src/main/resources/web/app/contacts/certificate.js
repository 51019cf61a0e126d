// What was removed of a customer who was erased: the certificate, which is complete once every service has answered.
import { html, nothing, changed } from "../core/view.js"
import { get } from "../core/api.js"
import { dialog } from "../core/dialog.js"
import { dateTime, words } from "../core/format.js"
import { loading } from "../core/parts.js"

const AGAIN_MS = 1_000

/// Follows it until it is complete, or nobody looks any more.
/// @param justAsked then the certificate is begun only once the event has come there, and asking at once finds nothing
export async function showCertificate(customerId, { justAsked = false } = {}) {
  const shown = { certificate: null, problem: null }
  const isOpen = dialog({ title: "Certificate of erasure", wide: true, view: () => inside(shown, customerId) })
  if (justAsked) await rest()
  while (isOpen() && shown.problem === null && (shown.certificate?.state ?? "under_way") === "under_way") {
    try {
      shown.certificate = (await get(`/api/erasures/${customerId}`)).data
    } catch (problem) {
      // what was asked for a moment ago may not be known there yet
      if (problem.status !== 404) shown.problem = problem
    }
    changed()
    await rest()
  }
}

const rest = () => new Promise(resolve => setTimeout(resolve, AGAIN_MS))

function inside({ certificate, problem }, customerId) {
  if (problem) return html`<p class="sb-error" role="alert">${problem.told}</p>`
  if (!certificate) return loading("the certificate")
  const { state, requested_at: asked, waiting_for: waiting, removed } = certificate
  return html`
    <dl class="facts"><div><dt>Customer</dt><dd><code>${customerId}</code></dd></div>
      ${asked ? html`<div><dt>Asked for</dt><dd>${dateTime(asked)}</dd></div>` : nothing}
      <div><dt>State</dt><dd><span role="status"><span class="sb-badge ${state === "complete" ? "is-good" : "is-warn"}">${state === "complete" ? "Complete" : state === "expired" ? "Only what had expired" : "Under way"}</span>${waiting.length > 0 ? html` waits for ${waiting.map(serviceName).join(", ")}` : nothing}</span></dd></div></dl>
    <table class="table is-stacked"><thead><tr><th scope="col">Where</th><th scope="col">When</th><th scope="col">Removed</th></tr></thead>
      <tbody>${removed.map(one => html`<tr><td data-label="Where"><div>${serviceName(one.service)}</div></td><td data-label="When"><div>${dateTime(one.completed_at)}</div></td><td data-label="Removed"><div>${counted(one.rows)}</div></td></tr>`)}</tbody></table>`
}

const serviceName = service => ({ "ai-service": "AI", "memory-service": "Memory", "channel-service": "Channels", "conversation-service": "Conversations", "admin-service": "Administration" })[service] ?? words(service)

function counted(rows) {
  const some = Object.entries(rows).filter(([, count]) => count > 0)
  return some.length === 0 ? "It had nothing" : some.map(([what, count]) => `${words(what).toLowerCase()}: ${count}`).join(", ")
}
