// Being told while the console is closed, in this browser: asked for by hand, said again after each login, and over with
// it.
import { get, put, remove } from "./api.js"
import { go } from "./router.js"
import { recall, remember } from "./storage.js"

const WORKER = "/app/sw.js"
const SCOPE = "/app/"

export const KINDS = [["assigned", "A conversation that somebody gives to you"], ["mentioned", "A note that names you"], ["unassigned", "A conversation that waits for anybody"]]

export const possible = () => "serviceWorker" in navigator && "PushManager" in window && isSecureContext

/// What this browser tells; null where it tells nothing.
export const told = () => (possible() && Notification.permission === "granted" ? recall("push") : null)

/// Under Trusted Types a page names the one script that may become a worker.
const script = window.trustedTypes?.createPolicy("switchboard-worker", { createScriptURL: () => WORKER }).createScriptURL("") ?? WORKER

/// @param tells `{assigned, mentioned, unassigned}`
export async function begin(tells) {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("This browser does not allow notifications of this page. Its settings for the page can change that.")
  await navigator.serviceWorker.register(script, { scope: SCOPE })
  const { pushManager } = await navigator.serviceWorker.ready
  const { data } = await get("/api/me/push")
  const key = bytes(data.public_key)
  let subscription = await pushManager.getSubscription()
  if (subscription && !same(subscription.options.applicationServerKey, key)) {
    await subscription.unsubscribe()
    subscription = null
  }
  subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  const device = (await put("/api/me/push/devices", { endpoint, keys, ...tells })).data
  remember("push", { id: device.id, ...tells })
}

export async function end() {
  const { id } = recall("push") ?? {}
  await leave()
  if (id) await remove(`/api/me/push/devices/${id}`)
}

/// With the login, which takes the device with it at the server.
export async function leave() {
  remember("push", null)
  const registration = await navigator.serviceWorker?.getRegistration(SCOPE)
  await (await registration?.pushManager?.getSubscription())?.unsubscribe()
}

/// After a login: a device belongs to the login that it was asked in.
export function resume() {
  const tells = told()
  if (!tells) return
  const { id, ...kinds } = tells
  begin(kinds).catch(() => {})
}

navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (typeof data?.path === "string" && data.path.startsWith("/")) go(data.path)
})

const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), char => char.charCodeAt(0))

const same = (buffer, key) => buffer !== null && new Uint8Array(buffer).every((byte, at) => byte === key[at])
