// What connects inboxes with providers, and how they are.
import { html, nothing, changed } from "../core/view.js"
import { get, put, remove } from "../core/api.js"
import { confirm, dialog, field } from "../core/dialog.js"
import { directory, reloadInboxes } from "../core/directory.js"
import { channelName, words } from "../core/format.js"
import { attempt, badge, section, small, table } from "./parts.js"

/// Names as in docs/channels; a dot goes inside. Secrets are typed in and never shown.
const SETTINGS = {
  whatsapp: ["phoneNumberId", "appSecret", "verifyToken", "accessToken"],
  messenger: ["pageId", "appSecret", "verifyToken", "accessToken"],
  x: ["userId", "consumerSecret", "accessToken"],
  twilio: ["accountSid", "authToken", "number"],
  telegram: ["botToken", "secretToken"],
  slack: ["team", "channel", "botUser", "botToken", "signingSecret"],
  mattermost: ["serverUrl", "token", "botToken"],
  intercom: ["workspaceId", "adminId", "accessToken", "clientSecret"],
  email: ["address", "displayName", "password", "imap.host", "imap.port", "smtp.host", "smtp.port", "replyTo"],
  ses: ["address", "displayName", "topicArn", "smtp.host", "smtp.port", "username", "password", "replyTo"],
}
const OPTIONAL = ["displayName", "replyTo"]
const NAMES = { email: "Mailbox (IMAP and SMTP)", gmail: "Gmail", ses: "Amazon SES", twilio: "Twilio" }

const nameOf = provider => NAMES[provider] ?? channelName(provider)

/// Who can serve an inbox.
const providersOf = inbox => ({ sms: ["twilio"], email: ["email", "ses"] })[inbox.channel] ?? (SETTINGS[inbox.channel] ? [inbox.channel] : [])

const state = { accounts: [], health: {}, connections: [] }

export async function open() {
  const [accounts, health] = await Promise.all([get("/api/provider_accounts"), get("/api/channels/health"), reloadInboxes()])
  Object.assign(state, { accounts: accounts.data, health: health.channels ?? {}, connections: health.connections ?? [] })
  changed()
}

export const view = () => section("Channels", "Each inbox is connected to one account of a provider.", table(["Inbox", "Provider", "State", ""], directory.inboxes.filter(inbox => !inbox.archived_at && inbox.channel !== "web").map(row), "No inbox needs a provider."))

function row(inbox) {
  const account = state.accounts.find(one => one.inbox_id === inbox.id)
  const provider = account?.provider
  return [inbox.name, provider ? html`${nameOf(provider)}${account.external_id ? html`<br><small><bdi>${account.external_id}</bdi></small>` : nothing}` : channelName(inbox.channel), stateOf(account, provider), html`
    ${inbox.channel === "slack" ? small(account ? "Connect again with Slack" : "Connect with Slack", attempt("Slack could not be asked.", () => agree("/api/slack/oauth", inbox))) : nothing}
    ${inbox.channel === "email" && (!account || provider === "gmail") ? small(account ? "Connect again with Google" : "Connect with Google", attempt("Google could not be asked.", () => agree("/api/google/auth", inbox))) : nothing}
    ${account ? (SETTINGS[provider] ? small("Change", () => connect(inbox, provider)) : nothing) : providersOf(inbox).map(one => small(providersOf(inbox).length > 1 ? `Connect: ${nameOf(one)}` : "Connect", () => connect(inbox, one)))}
    ${account ? small("Disconnect", () => disconnect(inbox), true) : nothing}`]
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
    view: () => html`<p>${nameOf(provider)}: from the provider's own console. What is secret rests encrypted and is never shown again.</p>${SETTINGS[provider].map(name => field(label(name), name, { type: /token|secret|password/i.test(name) ? "password" : name.endsWith("port") ? "number" : "text", autocomplete: "off" }))}`,
    submit: async values => {
      await put(`/api/provider_accounts/${inbox.id}`, { provider, settings: nested(values) })
      await open()
    },
  })
}

/// `imap.port` of a form becomes `{imap: {port: 993}}`; what is blank is absent.
function nested(values) {
  const settings = {}
  for (const [name, text] of Object.entries(values)) {
    const value = name.endsWith(".port") ? Number(text) : text.trim()
    if (!value) continue
    const [first, second] = name.split(".")
    if (second) settings[first] = { ...settings[first], [second]: value }
    else settings[first] = value
  }
  return settings
}

const label = name => words(name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replace(".", " ")).replace(/^(Imap|Smtp)/, word => word.toUpperCase()) + (OPTIONAL.includes(name) ? ", where wanted" : "")

/// The provider asks in a window of its own, whose end says what came of it; the console looks when one comes back.
async function agree(path, inbox) {
  const asking = window.open("about:blank")
  try {
    const { data } = await get(path, { inbox_id: inbox.id })
    if (!asking) return location.assign(data.url)
    asking.opener = null
    asking.location = data.url
    addEventListener("focus", attempt("The channels could not be loaded.", open), { once: true })
  } catch (error) {
    asking?.close()
    throw error
  }
}

function disconnect(inbox) {
  confirm("Disconnect", html`<b dir="auto">${inbox.name}</b> gets and sends no messages any more.`, "Disconnect", async () => {
    await remove(`/api/provider_accounts/${inbox.id}`)
    await open()
  })
}
