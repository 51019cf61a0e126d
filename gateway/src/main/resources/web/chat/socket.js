// One conversation's topic over Phoenix Channels. It comes back by itself, with a pause that grows and differs from
// page to page, and names the last message it was given: the server sends what was missed before anything new.

const PATIENCE = 10_000;
const HEARTBEAT = 25_000;
const SHORTEST = 300;
const LONGEST = 20_000;

const base64url = (text) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export class Socket {
  /**
   * @param session gives `{token, customer, conversation}`
   * @param since gives the last `seq` that was received
   * @param heard `(event, payload)`; also `online`, `offline` and `refused`, which are ours
   */
  constructor(session, since, heard) {
    this.session = session;
    this.since = since;
    this.heard = heard;
    this.waiting = new Map();
    this.refs = 0;
    this.attempts = 0;
    this.joined = false;
    this.wake = () => this.#now();
    addEventListener("online", this.wake);
    addEventListener("offline", () => this.socket?.close());
    document.addEventListener("visibilitychange", () => document.hidden || this.#now());
  }

  open() {
    this.wanted = true;
    this.#now();
  }

  close() {
    this.wanted = false;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  /** Settles with the server's answer; fails with `{code, message}`, `UNREACHABLE` where none came. */
  push(event, payload) {
    return this.joined ? this.#send(event, payload) : Promise.reject({ code: "UNREACHABLE" });
  }

  #now() {
    if (!this.wanted || (this.socket && this.socket.readyState < WebSocket.CLOSING)) return;
    clearTimeout(this.timer);
    this.#connect();
  }

  #connect() {
    const { token, conversation } = this.session();
    const address = `${location.protocol.replace("http", "ws")}//${location.host}/socket/websocket?vsn=2.0.0`;
    const socket = new WebSocket(address, ["phoenix", `base64url.bearer.phx.${base64url(token)}`]);
    this.socket = socket;
    this.topic = `conversation:${conversation}`;
    const late = setTimeout(() => socket.close(), PATIENCE);
    socket.onopen = () => {
      clearTimeout(late);
      this.#join();
    };
    socket.onmessage = ({ data }) => socket === this.socket && this.#receive(JSON.parse(data));
    socket.onclose = () => {
      clearTimeout(late);
      if (socket === this.socket) this.#lost();
    };
  }

  async #join() {
    this.joinRef = String(++this.refs);
    const { customer } = this.session();
    const last = this.since();
    try {
      const answer = await this.#send("phx_join", { customer_id: customer, last_seq: last }, this.joinRef);
      this.joined = true;
      this.attempts = 0;
      this.beat = setInterval(() => this.#heartbeat(), HEARTBEAT);
      this.heard("online", answer);
    } catch (refused) {
      if (refused.reason === "unauthorized") this.heard("refused", refused);
      this.socket?.close();
    }
  }

  #heartbeat() {
    this.#send("heartbeat", {}, String(++this.refs), "phoenix").catch(() => this.socket?.close());
  }

  #send(event, payload, ref = String(++this.refs), topic = this.topic) {
    return new Promise((resolve, reject) => {
      if (this.socket?.readyState !== WebSocket.OPEN) return reject({ code: "UNREACHABLE" });
      const timer = setTimeout(() => this.#settle(ref, "error", { code: "UNREACHABLE" }), PATIENCE + 2000);
      this.waiting.set(ref, { resolve, reject, timer });
      this.socket.send(JSON.stringify([topic === "phoenix" ? null : this.joinRef, ref, topic, event, payload]));
    });
  }

  #settle(ref, status, response) {
    const waits = this.waiting.get(ref);
    if (!waits) return;
    this.waiting.delete(ref);
    clearTimeout(waits.timer);
    if (status === "ok") waits.resolve(response);
    else waits.reject(response);
  }

  #receive([joinRef, ref, topic, event, payload]) {
    if (event === "phx_reply") return this.#settle(ref, payload.status, payload.response);
    if (topic !== this.topic || (joinRef && joinRef !== this.joinRef)) return;
    if (event === "phx_close" || event === "phx_error") return this.socket.close();
    this.heard(event, payload);
  }

  #lost() {
    const was = this.joined;
    this.joined = false;
    clearInterval(this.beat);
    for (const ref of [...this.waiting.keys()]) this.#settle(ref, "error", { code: "UNREACHABLE" });
    if (!this.wanted) return;
    if (was || this.attempts === 0) this.heard("offline");
    const most = Math.min(LONGEST, SHORTEST * 2 ** ++this.attempts);
    this.timer = setTimeout(() => this.#now(), SHORTEST + Math.random() * most);
  }
}
