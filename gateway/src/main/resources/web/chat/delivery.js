// Sends what the visitor said, one message after the other, until each is acknowledged.
import { call, Refusal } from "./api.js";

const LONGEST_WAIT = 30_000;
const PASSING = ["UNREACHABLE", "OUTCOME_UNKNOWN", "RATE_LIMIT_EXCEEDED", "SERVICE_UNAVAILABLE", "UNAVAILABLE"];

export class Delivery {
  /** @param tell `recorded(message)` for what the server has now, `changed()` where something else is to be shown */
  constructor(session, outbox, socket, tell) {
    Object.assign(this, { session, outbox, socket, tell });
    this.failures = 0;
  }

  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    clearTimeout(this.retry);
    try {
      for (let item = this.outbox.next(); item; item = this.outbox.next()) {
        if (!(await this.#deliver(item))) break;
      }
    } finally {
      this.flushing = false;
    }
  }

  async #deliver(item) {
    try {
      await this.session.begin();
      this.socket.open();
      const sent = await this.#send(item);
      this.outbox.remove(item.id);
      this.failures = 0;
      this.tell.recorded(this.#own(item, sent));
      this.tell.changed();
      return true;
    } catch (refused) {
      return this.#refused(item, refused);
    }
  }

  #send(item) {
    const sentAt = new Date(item.at).toISOString();
    if (this.socket.joined && !item.files.length) {
      return this.socket.push("shout", { body: item.body, client_message_id: item.id, sent_at: sentAt });
    }
    const { token, customer, conversation, options } = this.session;
    const message = {
      account_id: options.account,
      conversation_id: conversation,
      customer_id: customer,
      body: item.body,
      sent_at: sentAt,
      file_ids: item.files.map((file) => file.id),
    };
    return call("POST", "/api/messages", { token, body: { message }, headers: { "Idempotency-Key": item.id } });
  }

  #own(item, sent) {
    return {
      id: sent.id,
      seq: sent.seq,
      body: item.body,
      attachments: sent.attachments ?? item.files,
      created_at: sent.created_at,
      sender_type: "customer",
      client_message_id: item.id,
      metadata: {},
      sources: [],
    };
  }

  /** What may go well later is tried later; whoever is not known any more enters anew; the rest the visitor is told. */
  async #refused(item, refused) {
    const code = refused.code ?? "";
    const http = refused instanceof Refusal;
    if (http && (refused.status === 401 || refused.status === 404) && !item.renewed) {
      item.renewed = true;
      await this.session.renew().catch(() => {});
      return true;
    }
    const passing = http ? refused.passing : PASSING.includes(code);
    if (!passing) {
      this.outbox.fail(item, refused.message ?? code);
      this.tell.changed();
      return true;
    }
    this.failures++;
    const pause = Math.min(LONGEST_WAIT, 500 * 2 ** this.failures);
    this.retry = setTimeout(() => this.flush(), pause / 2 + (Math.random() * pause) / 2);
    return false;
  }
}
