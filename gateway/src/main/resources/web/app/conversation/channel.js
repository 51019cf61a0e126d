// What a channel allows. WhatsApp takes only templates once its customer has been silent for 24 hours.
import { html } from "../core/view.js"
import { post } from "../core/api.js"
import { icon } from "../core/icons.js"
import { dialog, field } from "../core/dialog.js"
import { toast } from "../core/parts.js"
import { dateTime } from "../core/format.js"
import { newId } from "../core/storage.js"

const WINDOW_MS = 24 * 3_600_000

export function closedWindow(conversation, messages) {
  if (conversation.source !== "whatsapp" || messages.length === 0) return false
  const last = messages.findLast(message => message.customer_id)
  return !last || Date.now() - Date.parse(last.created_at) > WINDOW_MS
}

export const windowView = conversation => html`
  <div class="window">
    ${icon("clock", 20)}
    <p><b>WhatsApp takes no free text any more.</b> The customer last wrote more than 24 hours ago${conversation.customer?.last_seen_at ? html` (${dateTime(conversation.customer.last_seen_at)})` : ""}. A template that Meta has approved reopens the conversation once the customer answers.</p>
    <button type="button" class="sb-button is-primary" @click=${() => template(conversation)}>Send a template</button>
  </div>`

function template(conversation) {
  const key = newId()
  dialog({
    title: "Send a template",
    label: "Send",
    view: () => html`
      ${field("Name of the template", "name", { hint: "As it is called in Meta's console, like order_update" })}
      ${field("Language", "language", { value: "en" })}
      ${field("Values for its places, one on each line", "values", { rows: 3 })}`,
    submit: async ({ name, language, values }) => {
      const to = (conversation.customer?.phone ?? "").replace(/\D/g, "")
      await post("/api/channels/whatsapp/messages", { to, messageId: key, type: "template", template: { name: name.trim(), language: language.trim(), values: values.split("\n").map(value => value.trim()).filter(Boolean) } })
      toast("The template is on its way.")
    },
  })
}
