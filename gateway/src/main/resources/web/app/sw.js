// Says what a push message says, and brings whoever clicks it to the conversation. It keeps and intercepts nothing.
addEventListener("push", event => {
  const { body, tag, path } = event.data.json()
  event.waitUntil(tell(body, tag, path))
})

/// Whoever has the console before their eyes has seen it there.
async function tell(body, tag, path) {
  const pages = await clients.matchAll({ type: "window" })
  if (pages.some(page => page.focused)) return
  await registration.showNotification("Switchboard", { body, tag, data: { path } })
}

addEventListener("notificationclick", event => {
  event.notification.close()
  event.waitUntil(show(event.notification.data.path))
})

async function show(path) {
  const address = new URL(path, location.origin)
  if (address.origin !== location.origin || !address.pathname.startsWith("/app/")) return
  const [page] = await clients.matchAll({ type: "window" })
  if (!page) return clients.openWindow(address)
  await page.focus()
  page.postMessage({ path: address.pathname.slice("/app".length) })
}
