// What connects inboxes with providers, and how they are.
import { html, nothing, changed } from "../core/view.js"
import { get, put, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { directory, reloadInboxes } from "../core/directory.js"
import { words } from "../core/format.js"
import { attempt, badge, section, small, table } from "./parts.js"

/// Names as in docs/channels; secrets are typed in and never shown.
const SETTINGS = {
  whatsapp: ["phoneNumberId", "appSecret", "verifyToken", "accessToken"],
  messenger: ["pageId", "appSecret", "verifyToken", "accessToken"],
  x: ["userId", "consumerSecret", "accessToken"],
  twilio: ["accountSid", "authToken", "number"],
  telegram: ["botToken", "secretToken"],
  slack: ["team", "channel", "botUser", "botToken", "signingSecret"],
  mattermost: ["serverUrl", "token", "botToken"],
}
const providerOf = inbox => ({ sms: "twilio" })[inbox.channel] ?? inbox.channel

const state = { accounts: [], health: {}, connections: [] }

export async function open() {
  const [accounts, health] = await Promise.all([get("/api/provider_accounts"), get("/api/channels/health"), reloadInboxes()])
  Object.assign(state, { accounts: accounts.data, health: health.channels ?? {}, connections: health.connections ?? [] })
  changed()
}

export const view = () => section("Channels", "Each inbox is connected to one account of a provider.", table(["Inbox", "Provider", "State", ""], directory.inboxes.filter(inbox => !inbox.archived_at && inbox.channel !== "web").map(row), "No inbox needs a provider."))

function row(inbox) {
  const account = state.accounts.find(one => one.inbox_id === inbox.id)
  const provider = providerOf(inbox)
  return [inbox.name, words(account?.provider ?? provider), stateOf(account, account?.provider ?? provider), html`
    ${provider === "slack" ? small("Connect with Slack", attempt("Slack could not be asked.", () => slack(inbox))) : nothing}
    ${inbox.channel === "email" ? small("Connect with Google", attempt("Google could not be asked.", () => google(inbox))) : nothing}
    ${SETTINGS[provider] ? small(account ? "Change" : "Connect", () => connect(inbox, provider)) : nothing}${account ? small("Disconnect", () => disconnect(inbox), true) : nothing}`]
}

function stateOf(account, provider) {
  if (!account) return badge("Not connected", "is-warn")
  const mailbox = state.connections.find(one => one.inboxId === account.inbox_id)
  if (mailbox?.error) return badge(mailbox.error, "is-bad")
  const health = state.health[provider] ?? "unknown"
  return badge(health === "healthy" ? "Connected" : words(health), health === "healthy" ? "is-good" : "is-bad")
}

function connect(inbox, provider) {
  dialog({
    title: `Connect ${inbox.name}`,
    label: "Connect",
    view: () => html`<p>From the provider's own console. What is secret rests encrypted and is never shown again.</p>${SETTINGS[provider].map(name => field(label(name), name, { type: /token|secret/i.test(name) ? "password" : "text", autocomplete: "off" }))}`,
    submit: async settings => {
      await put(`/api/provider_accounts/${inbox.id}`, { provider, settings })
      await open()
    },
  })
}

const label = name => words(name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`))

async function slack(inbox) {
  const answer = await get("/api/slack/oauth", { inbox_id: inbox.id })
  location.assign(answer.data.url)
}

async function google(inbox) {
  const answer = await get("/api/google/auth", { inbox_id: inbox.id })
  location.assign(answer.data.url)
}

function disconnect(inbox) {
  confirm("Disconnect", html`<b dir="auto">${inbox.name}</b> gets and sends no messages any more.`, "Disconnect", async () => {
    await remove(`/api/provider_accounts/${inbox.id}`)
    await open()
  })
}
