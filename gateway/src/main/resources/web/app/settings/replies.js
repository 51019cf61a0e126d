// Answers that are kept ready, and tags.
import { html, changed } from "../core/view.js"
import { get, post, put, remove } from "../core/api.js"
import { mayWrite } from "../core/session.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { directory, reloadTags } from "../core/directory.js"
import { addButton, section, small, table } from "./parts.js"

const state = { replies: [] }

export async function open() {
  const [replies] = await Promise.all([get("/api/canned_responses"), reloadTags()])
  state.replies = replies.data
  changed()
}

const acts = (...buttons) => (mayWrite() ? buttons : "")

export const view = () => html`
  ${section("Canned replies", "Type / in a reply to find one. {{customer.name|there}} and the like are filled in.", table(["Shortcut", "Text", ""], state.replies.map(one => [html`<code>/${one.shortcut}</code>`, one.content.slice(0, 140), acts(small("Change", () => edit(one)), small("Delete", () => drop("reply", `/api/canned_responses/${one.id}`), true))]), "None yet."), acts(addButton("New reply", () => edit(null))))}
  ${section("Tags", "What conversations are about.", table(["Name", ""], directory.tags.map(one => [one.name, acts(small("Rename", () => rename(one)), small("Delete", () => drop("tag", `/api/tags/${one.id}`), true))]), "None yet."), acts(addButton("New tag", () => rename(null))))}`

function edit(reply) {
  dialog({
    title: reply ? "Canned reply" : "New canned reply",
    view: () => html`${field("Shortcut", "shortcut", { value: reply?.shortcut ?? "" })}${field("Text", "content", { value: reply?.content ?? "", rows: 5, hint: "Places: customer.name, customer.email, agent.name, conversation.number, in double braces" })}`,
    submit: async values => {
      await (reply ? put(`/api/canned_responses/${reply.id}`, { canned_response: values }) : post("/api/canned_responses", { canned_response: values }))
      await open()
    },
  })
}

function rename(tag) {
  dialog({
    title: tag ? "Rename the tag" : "New tag",
    view: () => field("Name", "name", { value: tag?.name ?? "" }),
    submit: async values => {
      await (tag ? put(`/api/tags/${tag.id}`, { tag: values }) : post("/api/tags", { tag: values }))
      await open()
    },
  })
}

function drop(what, path) {
  confirm(`Delete this ${what}`, "It is gone at once.", "Delete", async () => {
    await remove(path)
    await open()
  })
}
