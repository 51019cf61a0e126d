// A conversation as its visitor sees it: every message once, in the order of `seq`, what is not acknowledged yet last.
import { call } from "./api.js";
import { Delivery } from "./delivery.js";
import { Socket } from "./socket.js";

const TYPING_LASTS = 8_000;
const TYPING_TOLD = 3_000;
const QUEUE_LOOK = 10_000;

export class Conversation extends EventTarget {
  constructor(session, outbox) {
    super();
    this.session = session;
    this.outbox = outbox;
    this.#clear();
    this.socket = new Socket(
      () => session,
      () => this.cursor,
      (event, payload) => this.#heard(event, payload),
    );
    this.delivery = new Delivery(session, outbox, this.socket, {
      recorded: (message) => this.#add(message),
      changed: () => this.#changed(),
    });
  }

  #clear() {
    this.messages = [];
    this.byId = new Map();
    this.cursor = 0;
    this.seenByDesk = 0;
    this.status = "open";
    this.owner = null;
    this.asked = false;
    this.queue = null;
    this.online = false;
  }

  /** What was said before, then what comes. @return the visitor's earlier conversations */
  async resume() {
    const history = await this.session.history().catch(() => []);
    const current = history.find((each) => each.id === this.session.conversation) ?? (this.session.conversation ? null : history[0]);
    if (current) {
      this.session.join(current.id);
      this.status = current.status;
      this.owner = current.owner;
      const seen = current.messages.filter((message) => message.sender_type === "customer" && message.seen_at);
      this.seenByDesk = Math.max(0, ...seen.map((message) => message.seq));
      this.reloaded = current.messages;
    }
    if (this.session.conversation) this.socket.open();
    this.flush();
    this.#changed();
    return history.filter((each) => each !== current && each.messages.length);
  }

  /** Leaves this one as it is; the next message begins another. */
  restart() {
    this.socket.close();
    this.session.leave();
    this.#clear();
    this.#changed();
  }

  say(body, files) {
    this.outbox.add(body, files);
    this.typing(false);
    this.#changed();
    this.flush();
  }

  again(id) {
    const item = this.outbox.get(id);
    if (item) this.outbox.fail(item, null);
    this.#changed();
    this.flush();
  }

  discard(id) {
    this.outbox.remove(id);
    this.#changed();
  }

  flush() {
    return this.delivery.flush();
  }

  /** A person is called, also before anything was said. */
  async askForPerson() {
    this.asked = true;
    this.#changed();
    try {
      await this.session.begin();
      this.socket.open();
      await this.#online();
      await this.socket.push("handover", {});
    } catch {
      this.asked = false;
      this.#changed();
      throw new Error("not asked");
    }
  }

  #online() {
    if (this.socket.joined) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(reject, 10_000);
      this.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
    });
  }

  typing(now) {
    if (!this.socket.joined || (!now && !this.toldTyping)) return;
    if (now && Date.now() - (this.toldTyping ?? 0) < TYPING_TOLD) return;
    this.toldTyping = now ? Date.now() : 0;
    this.socket.push("typing", { typing: now }).catch(() => {});
  }

  /** The visitor has read everything that is shown. */
  seen() {
    const last = this.messages.findLast((message) => message.sender_type !== "customer")?.seq ?? 0;
    if (last <= this.#read() || !this.socket.joined) return;
    this.session.store.set(`read:${this.session.conversation}`, last);
    this.socket.push("messages:seen", {}).catch(() => {});
    this.#changed();
  }

  #read() {
    return this.session.store.get(`read:${this.session.conversation}`) ?? 0;
  }

  get unread() {
    const read = this.#read();
    return this.messages.filter((message) => message.sender_type !== "customer" && message.seq > read).length;
  }

  get canAskForPerson() {
    return !this.asked && this.status === "open" && this.owner !== "queue" && this.owner !== "agent";
  }

  #heard(event, payload) {
    const heard = {
      online: () => this.#joined(payload),
      offline: () => this.#left(),
      refused: () => this.session.renew().catch(() => {}),
      shout: () => this.#shouted(payload),
      resumed: () => this.#joined(payload),
      typing: () => this.#typing(payload),
      "message:partial": () => this.#types(true, "bot", payload.body),
      "messages:seen": () => this.#seen(payload),
      "message:updated": () => this.#updated(payload),
      "conversation:updated": () => this.#state(payload.updates),
    }[event];
    heard?.();
  }

  #joined({ recovered, last_seq: last }) {
    this.online = true;
    if (recovered === false) {
      for (const message of this.reloaded ?? []) this.#add(message);
      this.cursor = Math.max(this.cursor, last ?? 0);
    }
    this.reloaded = null;
    this.#changed();
    this.dispatchEvent(new Event("online"));
    this.flush();
    this.#lookAtQueue();
  }

  #left() {
    this.online = false;
    this.#types(false);
    this.#changed();
  }

  #shouted(message) {
    this.cursor = Math.max(this.cursor, message.seq);
    if (message.client_message_id) this.outbox.remove(message.client_message_id);
    if (this.byId.has(message.id)) return this.#changed();
    if (message.private) return;
    const live = Date.now() - Date.parse(message.created_at) < 60_000;
    this.#add(message);
    if (message.sender_type === "agent") {
      this.owner = "agent";
      this.asked = false;
      this.queue = null;
    }
    if (message.sender_type !== "customer") {
      this.#types(false);
      if (live) this.dispatchEvent(new CustomEvent("arrived", { detail: message }));
    }
    if (message.sender_type === "system" && !message.metadata?.csat_token && this.owner !== "agent") {
      this.owner = "queue";
      this.#lookAtQueue();
    }
    this.#changed();
  }

  #add(message) {
    if (this.byId.has(message.id)) return;
    this.byId.set(message.id, message);
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].seq > message.seq) at--;
    this.messages.splice(at, 0, message);
  }

  #typing({ typing, sender_type: by }) {
    if (by !== "customer") this.#types(typing, by);
  }

  /** @param soFar the AI's answer as far as it is checked; the message takes its place */
  #types(typing, by = null, soFar = null) {
    clearTimeout(this.typist);
    this.writing = typing ? (by ?? "agent") : null;
    this.soFar = this.writing === "bot" ? (soFar ?? this.soFar) : null;
    if (typing) this.typist = setTimeout(() => this.#types(false), TYPING_LASTS);
    this.dispatchEvent(new Event("typing"));
  }

  #seen({ by, seq }) {
    if (by === "customer") return;
    this.seenByDesk = Math.max(this.seenByDesk, seq ?? this.cursor);
    this.#changed();
  }

  #updated({ id, updates }) {
    const message = this.byId.get(id);
    if (!message) return;
    if (updates.body != null) message.body = updates.body;
    if (updates.deleted) message.deleted = true;
    message.version = (message.version ?? 0) + 1;
    this.#changed();
  }

  #state(updates) {
    if (!updates?.status) return;
    this.status = updates.status;
    if (this.status === "closed") {
      this.owner = null;
      this.asked = false;
      this.queue = null;
    }
    this.#changed();
  }

  /** The place in the queue, asked for as long as the visitor waits and looks. */
  async #lookAtQueue() {
    clearTimeout(this.queueTimer);
    const { conversation, token } = this.session;
    if (!conversation || this.owner === "agent") return;
    const place = await call("GET", `/api/conversations/${conversation}/queue`, { token }).catch(() => null);
    if (conversation !== this.session.conversation) return;
    const before = this.queue?.position;
    this.queue = place?.waiting ? place : null;
    if (this.queue && this.owner !== "agent") this.owner = "queue";
    if (before !== this.queue?.position) this.#changed();
    if (this.queue && this.online) this.queueTimer = setTimeout(() => this.#lookAtQueue(), QUEUE_LOOK);
  }

  #changed() {
    this.dispatchEvent(new Event("changed"));
  }
}
