// Times, sizes and names as people write them.
const DAY_MS = 86_400_000

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" })
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" })
const year = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" })
const long = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" })
const dated = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })

const numbers = new Intl.NumberFormat()

const midnight = date => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

/// For a row of a list: as short as it is clear.
export function shortTime(text, now = new Date()) {
  if (!text) return ""
  const date = new Date(text)
  const ago = now - date
  if (ago < 60_000 && ago > -60_000) return "now"
  if (ago > 0 && ago < 3_600_000) return `${Math.floor(ago / 60_000)}m`
  if (midnight(date) === midnight(now)) return clock.format(date)
  if (Math.abs(ago) < 6 * DAY_MS) return weekday.format(date)
  return (date.getFullYear() === now.getFullYear() ? day : year).format(date)
}

export const clockTime = text => clock.format(new Date(text))
export const fullTime = text => (text ? whole.format(new Date(text)) : "")
export const dateTime = text => (text ? dated.format(new Date(text)) : "")
export const date = text => (text ? year.format(new Date(text)) : "")

export function dayName(text, now = new Date()) {
  const days = Math.round((midnight(now) - midnight(new Date(text))) / DAY_MS)
  return days === 0 ? "Today" : days === 1 ? "Yesterday" : long.format(new Date(text))
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–"
  if (seconds < 1) return "< 1 s"
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return seconds < 2 * 86_400 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} d`
}

export const count = number => numbers.format(number ?? 0)
export const capped = number => (number > 999 ? "999+" : `${number}`)

export function initials(name) {
  const words = (name ?? "").trim().split(/[\s@._-]+/).filter(Boolean)
  return (words.length > 1 ? [...words[0]][0] + [...words[1]][0] : [...(words[0] ?? "?")].slice(0, 2).join("")).toUpperCase()
}

const CHANNELS = { chat: "Chat", whatsapp: "WhatsApp", messenger: "Messenger", x: "X", twitter: "X", sms: "SMS", telegram: "Telegram", slack: "Slack", mattermost: "Mattermost", intercom: "Intercom", email: "E-mail", api: "API", bot: "Bot" }

export const channelName = source => CHANNELS[source] ?? words(source ?? "")
const BROWSERS = [[/Edg\//, "Edge"], [/OPR\//, "Opera"], [/Firefox\//, "Firefox"], [/Chrome\//, "Chrome"], [/Safari\//, "Safari"]]
const SYSTEMS = [[/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"]]

/// A user agent in short, where it is a browser's.
export function deviceName(agent) {
  const of = names => names.find(([pattern]) => pattern.test(agent ?? ""))?.[1]
  return of(BROWSERS) ? [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(" on ") : agent || "Unknown"
}

export const capital = text => text.charAt(0).toUpperCase() + text.slice(1)

export const words = text => capital(text).replaceAll("_", " ")
