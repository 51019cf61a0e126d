// What this browser remembers. A browser that refuses to remember is no error.
const PREFIX = "switchboard."

export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name))
  } catch {
    return null
  }
}

export function remember(name, value) {
  try {
    if (value === null || value === undefined) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // full or forbidden: what matters is on the server
  }
}

/// A choice that `theme.js` reads before anything else runs; plain text.
export function choice(name) {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

export function choose(name, value) {
  try {
    if (value) localStorage.setItem(PREFIX + name, value)
    else localStorage.removeItem(PREFIX + name)
  } catch {
    // likewise
  }
}

export function forget(prefix) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX + prefix)) localStorage.removeItem(key)
    }
  } catch {
    // nothing was remembered
  }
}

/// Unguessable, also on pages without HTTPS, where `crypto.randomUUID` is missing.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
}
