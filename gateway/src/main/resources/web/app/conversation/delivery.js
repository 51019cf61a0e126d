// How a message reached its provider, step by step, and another try where it did not.
import { html, nothing, changed } from "../core/view.js"
import { get, post } from "../core/api.js"
import { dialog, closeDialog } from "../core/dialog.js"
import { channelName, dateTime, words } from "../core/format.js"
import { loading, sorry, toast } from "../core/parts.js"
import { mayWrite } from "../core/session.js"

export function showDelivery(message) {
  const state = { deliveries: null, problem: null }
  dialog({ title: "Delivery", view: () => inside(state, message) })
  read(state, message)
}

async function read(state, message) {
  try {
    const { data } = await get("/api/deliveries", { message_id: message.id })
    state.deliveries = await Promise.all(data.map(async one => ({ ...one, steps: (await get(`/api/deliveries/${one.id}/steps`)).data })))
  } catch (problem) {
    state.problem = problem
  }
  changed()
}

function inside({ deliveries, problem }, message) {
  if (problem) return html`<p class="sb-error" role="alert">${problem.told}</p>${message.delivery_reason ? html`<p dir="auto">${message.delivery_reason}</p>` : nothing}`
  if (!deliveries) return loading("the steps")
  if (deliveries.length === 0) return html`<p>This message went to no outside provider.</p>`
  return deliveries.map(one => html`
    <section class="delivery">
      <p>${channelName(one.channel)} to <bdi>${one.recipient}</bdi>: <b>${words(one.state)}</b>${one.parts > 1 ? ` (part ${one.part} of ${one.parts})` : ""}</p>
      ${one.reason ? html`<p class="sb-error" dir="auto">${one.reason}</p>` : nothing}${one.advice ? html`<p dir="auto">${one.advice}</p>` : nothing}
      <ol class="steps">${one.steps.map(step => html`<li><b>${words(step.state)}</b> <time datetime=${step.at}>${dateTime(step.at)}</time>${step.reason ? html` <span dir="auto">${step.reason}</span>` : nothing}</li>`)}</ol>
      ${one.state === "failed" && mayWrite() ? html`<button type="button" class="sb-button is-primary" @click=${() => resend(one)}>Send again</button>` : nothing}
    </section>`)
}

async function resend(delivery) {
  try {
    await post(`/api/deliveries/${delivery.id}/resend`)
    toast("Queued again. It stays marked as failed until the provider says that it arrived.")
    closeDialog()
  } catch (error) {
    sorry(error, "It could not be sent again.")
  }
}
