// The gateway's public routes, with the visitor's token where there is one.

/** What the server refused, or that it could not be asked. */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Whether the same request may go well later. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

function refusal(status, body) {
  const field = body?.errors && Object.entries(body.errors)[0];
  const message = field ? `${field[0]} ${field[1]}` : body?.error?.message;
  return new Refusal(status, body?.error?.code ?? null, message ?? `HTTP ${status}`);
}

/** @param options `token`, `body` (sent as JSON), `headers` */
export async function call(method, path, { token, body, headers = {} } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...headers,
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(25_000),
    });
  } catch {
    throw new Refusal(0, "OFFLINE", "The server cannot be reached");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, answer);
  return answer?.data;
}

/** @param progress is told the part that was sent, 0 to 1 */
export function upload(file, token, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name || "file");
    request.open("POST", "/api/upload");
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () =>
      request.status < 300 ? resolve(request.response.data) : reject(refusal(request.status, request.response));
    request.onerror = () => reject(new Refusal(0, "OFFLINE", "The server cannot be reached"));
    request.send(form);
  });
}

/** A file's address on this gateway, by whatever name the server knows itself. */
export function local(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:"].includes(url.protocol) ? url.pathname + url.search : null;
  } catch {
    return null;
  }
}
