// The keys, for people who do not want to reach for the mouse. docs/console.md has the same table.
import { html } from "./core/view.js"
import { dialog } from "./core/dialog.js"

const KEYS = [
  ["Everywhere", [["?", "These keys"], ["Ctrl K", "Go to a screen"], ["g i", "Inbox"], ["g c", "Contacts"], ["g k", "Knowledge"], ["g a", "AI answers"], ["g r", "Reports"], ["g s", "Settings"], ["Esc", "Close, or one step back"]]],
  ["In the inbox", [["j ↓", "Next conversation"], ["k ↑", "Previous conversation"], ["Enter", "Open it"], ["/", "Search"], ["f", "Filter"], ["1 … 6", "Choose a view"]]],
  ["In a conversation", [["r", "Reply"], ["n", "Write a note"], ["a", "Assign"], ["i", "Assign to me"], ["e", "Close or reopen"], ["h", "Snooze"], ["p", "Priority"], ["t", "Tags"], ["m", "Run a macro"], ["c", "Copilot"], ["u", "Mark as unread"], ["b", "Give it back to the bot"], ["d", "Customer"]]],
  ["While writing", [["Enter", "Send"], ["Shift Enter", "New line"], ["/", "Canned reply, on an empty line"], ["@", "Name a colleague in a note"], ["Ctrl J", "Copilot"], ["Ctrl .", "Between reply and note"], ["Esc", "Leave the field; the draft stays"]]],
]

export function showKeys() {
  dialog({
    title: "Keyboard",
    wide: true,
    view: () => html`<div class="keys">${KEYS.map(([title, keys]) => html`
      <section><h3>${title}</h3><dl>${keys.map(([key, does]) => html`<div><dt>${key.split(" ").map(part => html`<kbd>${part}</kbd>`)}</dt><dd>${does}</dd></div>`)}</dl></section>`)}</div>`,
  })
}
