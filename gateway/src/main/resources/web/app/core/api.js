// The one way to ask the gateway: with the login's token, renewed when it has ended, and with one kind of error for
// all of its dialects.
import { accessToken, renew, ended } from "./session.js"
import { capital } from "./format.js"
import { changed } from "./view.js"

const PATIENCE_MS = 30_000
const LONGEST_REST_S = 120

/// How many seconds the server wants to be left alone; 0 while it does not. Whoever reads waits meanwhile.
export const rest = { seconds: 0 }

/// `status` 0: no answer came, and whether the request had an effect is not known.
export class ApiError extends Error {
  constructor(status, { message, code = null, advice = null, fields = {}, retryAfter = null, body = null }) {
    super(message)
    this.status = status
    this.code = code
    this.advice = advice
    this.fields = fields
    this.retryAfter = retryAfter
    this.body = body
  }

  /// In one sentence, for the person before the screen.
  get told() {
    const fields = Object.entries(this.fields).map(([name, wrongs]) => `${name.replace(/^settings\./, "").replaceAll(/[_.]/g, " ")} ${[wrongs].flat().join(", ")}`)
    if (fields.length > 0) return sentence(capital(fields.join("; ")))
    if (this.status === 429) return `Too many requests. Try again in ${this.retryAfter ?? "a few"} seconds.`
    return this.message
  }
}

export const get = (path, query, options) => ask("GET", path, { query, ...options })
export const post = (path, body, options) => ask("POST", path, { body, ...options })
export const put = (path, body, options) => ask("PUT", path, { body, ...options })
export const remove = (path, options) => ask("DELETE", path, options)

/// Sends a text as it is; the answer holds a JSON object on each line.
export const lines = (path, query, text) => ask("POST", path, { query, form: text, repeatable: true, parse: answer => answer.split("\n").filter(Boolean).map(line => JSON.parse(line)) })

/// @returns what the body holds; null where there is none
export async function ask(method, path, options = {}) {
  const { repeatable = method === "GET" } = options
  if (repeatable) await rested
  let { answer, body } = await once(method, path, options)
  if (!options.anonymous && loginRefused(answer, body) && (await renew())) {
    ({ answer, body } = await once(method, path, options))
    if (loginRefused(answer, body)) ended()
  }
  if (answer.ok) return body
  const error = problem(answer, body)
  const { retryAfter } = error
  if (!repeatable || answer.status !== 429 || retryAfter === null || retryAfter > LONGEST_REST_S) throw error
  restFor(retryAfter)
  return ask(method, path, options)
}

async function once(method, path, options) {
  const answer = await send(method, path, options, options.anonymous ? null : await accessToken())
  return { answer, body: await bodyOf(answer, answer.ok ? options.parse : undefined) }
}

let rested = null

/// All who read go on together. Whoever changes something is told at once that it was not done.
function restFor(seconds) {
  rested ??= new Promise(resolve => {
    rest.seconds = seconds
    changed()
    const tick = setInterval(() => {
      rest.seconds--
      changed()
      if (rest.seconds > 0) return
      clearInterval(tick)
      rested = null
      resolve()
    }, 1_000)
  })
}

/// A wrong code or password inside a request is no end of the login that it came with.
const loginRefused = (answer, body) => answer.status === 401 && body?.error?.code !== "INVALID_CREDENTIALS"

/// Hands a file to the browser to keep.
export async function download(path, query, name) {
  const answer = await send("GET", path, { query, headers: { Accept: "*/*" }, patience: null }, await accessToken())
  if (!answer.ok) throw problem(answer, await bodyOf(answer))
  const address = URL.createObjectURL(await answer.blob())
  Object.assign(document.createElement("a"), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), PATIENCE_MS)
}

/// @param options.patience in milliseconds; null: as long as it takes
async function send(method, path, { query, body, form, headers = {}, signal, patience = PATIENCE_MS }, token) {
  const address = query ? `${path}?${search(query)}` : path
  const all = { Accept: "application/json", ...headers }
  if (token) all.Authorization = `Bearer ${token}`
  if (body !== undefined) all["Content-Type"] = "application/json"
  const limits = [signal, patience === null ? null : AbortSignal.timeout(patience)].filter(Boolean)
  try {
    return await fetch(address, {
      method,
      headers: all,
      body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
      signal: AbortSignal.any(limits),
      credentials: "omit",
    })
  } catch (lost) {
    if (signal?.aborted) throw lost
    throw new ApiError(0, { message: navigator.onLine ? "The server did not answer." : "You are offline.", code: "NO_ANSWER" })
  }
}

function search(query) {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "")
  return new URLSearchParams(pairs).toString()
}

async function bodyOf(answer, parse = JSON.parse) {
  const text = await answer.text()
  if (text === "") return null
  try {
    return parse(text)
  } catch {
    return null
  }
}

/// Netia's `{error: {…}}` and `{errors: {…}}`, Omnichannel's `{detail}`, the platform's `{error: {…}}`.
function problem(answer, body) {
  const error = body?.error
  const fields = body?.errors ?? error?.errors ?? error?.fields ?? {}
  const message = typeof error === "string" ? error : error?.message ?? body?.detail ?? `The server answered ${answer.status}.`
  return new ApiError(answer.status, {
    message: sentence(message),
    code: error?.code ?? body?.code ?? null,
    advice: error?.advice ?? null,
    fields: typeof fields === "object" && !Array.isArray(fields) ? fields : {},
    retryAfter: Number(answer.headers.get("Retry-After")) || null,
    body,
  })
}

function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
