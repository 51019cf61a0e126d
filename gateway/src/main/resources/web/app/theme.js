// Before anything is painted: what the agent has chosen on this device.
(() => {
  const choice = name => { try { return localStorage.getItem(`switchboard.${name}`) } catch { return null } }
  const root = document.documentElement
  const theme = choice("theme")
  if (theme === "light" || theme === "dark") root.dataset.theme = theme
  const direction = choice("direction")
  if (direction === "rtl" || direction === "ltr") root.dir = direction
})()
