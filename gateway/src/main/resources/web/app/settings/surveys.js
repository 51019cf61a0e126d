// Which inboxes ask their customers whether they are content, and with what words.
import { html, nothing, changed } from "../core/view.js"
import { get, put } from "../core/api.js"
import { dialog, field, tick } from "../core/dialog.js"
import { openInboxes, reloadInboxes } from "../core/directory.js"
import { to } from "../core/router.js"
import { badge, section, small, table } from "./parts.js"

const state = { asking: [] }

export async function open() {
  const [asking] = await Promise.all([get("/api/csat/settings"), reloadInboxes()])
  state.asking = asking.data
  changed()
}

export const view = () => section("Satisfaction", html`Once a conversation is resolved or closed, its customer may give one to five stars and say why. What they answered stands in the <a href=${to("/reports")}>reports</a>.`, table(["Inbox", "Asks", ""], openInboxes().map(inbox => {
  const setting = state.asking.find(one => one.inbox_id === inbox.id)
  return [inbox.name, setting ? html`${badge("Yes", "is-good")}${setting.question ? html`<br><small>${setting.question}</small>` : nothing}` : badge("No"), small("Change", () => edit(inbox, setting))]
}), "There is no inbox."))

function edit(inbox, setting) {
  dialog({
    title: `Satisfaction: ${inbox.name}`,
    view: () => html`${tick("Ask when a conversation is resolved or closed", "enabled", setting !== undefined)}${field("Question", "question", { rows: 2, value: setting?.question ?? "", hint: "Empty: the usual one." })}`,
    submit: async ({ enabled, question }) => {
      await put(`/api/csat/settings/${inbox.id}`, { csat_setting: { enabled: enabled === "on", question: question.trim() || null } })
      await open()
    },
  })
}
