// Who the visitor is: the one that the site's own server vouches for, the one that this device knows from before, or
// somebody new, who becomes a customer with the first message.
import { call, Refusal } from "./api.js";

const KEPT = "visitor";
/** A token of a month is renewed long before its end. */
const FRESH = 24 * 3600_000;

export class Session {
  constructor(options, store) {
    this.options = options;
    this.store = store;
    this.signed = Boolean(options.user.hash || options.user.token);
    this.key = this.signed ? `${KEPT}:${options.user.id ?? ""}` : KEPT;
    this.visitor = store.get(this.key) ?? {};
    this.page = {};
    this.answers = {};
  }

  get token() {
    return this.signed ? this.proof?.token : this.visitor.token;
  }

  get customer() {
    return this.visitor.customer;
  }

  get conversation() {
    return this.visitor.conversation;
  }

  /** What the server or the visitor has said of who it is. */
  get known() {
    return { ...this.options.user, ...this.proof, ...this.visitor.profile };
  }

  /** Lets a visitor in who was here before. @return whether there is one */
  async resume() {
    if (this.signed) return (await this.#prove(), await this.#introduce(), true);
    if (!this.visitor.token) return false;
    try {
      if (Date.now() - (this.visitor.renewed ?? 0) > FRESH) await this.#introduce();
      return true;
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.passing) return true;
      this.forget();
      return false;
    }
  }

  /** The same, now: also somebody new. */
  async enter() {
    if (this.signed && !this.#proven()) await this.#prove();
    if (!this.customer || !this.token) await this.#introduce();
  }

  async renew() {
    if (this.signed) await this.#prove();
    else this.forget();
  }

  forget() {
    this.#keep({ token: null, customer: null, conversation: null, profile: this.visitor.profile });
  }

  /** What a form asked: name, e-mail and telephone are the customer's own, the rest is noted with it. */
  async tell(answers) {
    const { name, email, phone, ...others } = answers;
    const profile = { name, email, phone };
    for (const field of Object.keys(profile)) if (!profile[field]) delete profile[field];
    this.answers = { ...this.answers, ...others };
    this.#keep({ profile: { ...this.visitor.profile, ...profile } });
    if (this.customer) await this.#introduce();
  }

  /** Begins a conversation where the visitor has none; two tabs begin one together. */
  async begin() {
    await this.enter();
    const begin = async () => {
      this.visitor = { ...this.visitor, ...this.store.get(this.key) };
      if (this.conversation) return;
      const conversation = { account_id: this.options.account, customer_id: this.customer };
      if (this.options.inbox) conversation.inbox_id = this.options.inbox;
      const begun = await call("POST", "/api/conversations", { token: this.token, body: { conversation } });
      this.#keep({ conversation: begun.id });
    };
    await alone(this.store.prefix + "begin", begin);
    return this.conversation;
  }

  /** The next message begins another conversation. */
  leave() {
    this.#keep({ conversation: null });
  }

  join(conversation) {
    this.#keep({ conversation });
  }

  async history() {
    const query = new URLSearchParams({ customer_id: this.customer, account_id: this.options.account });
    return call("GET", `/api/conversations/customer?${query}`, { token: this.token });
  }

  #proven() {
    return this.proof && this.proof.until > Date.now();
  }

  async #prove() {
    const { id, hash, token } = this.options.user;
    const body = { account_id: this.options.account, user_id: id, user_hash: hash, user_token: token };
    if (this.options.inbox) body.inbox_id = this.options.inbox;
    const proven = await call("POST", "/api/widget_sessions", { body: { widget_session: body } });
    this.proof = { token: proven.session_token, until: Date.now() + (proven.expires_in - 60) * 1000 };
    if (proven.name) this.proof.name = proven.name;
    if (proven.email) this.proof.email = proven.email;
  }

  async #introduce() {
    const { name, email, phone } = this.known;
    const customer = {
      account_id: this.options.account,
      name,
      email,
      phone,
      host: this.page.host,
      pathname: this.page.path,
      current_url: this.page.url,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      metadata: Object.keys(this.answers).length ? this.answers : undefined,
    };
    if (this.options.inbox) customer.inbox_id = this.options.inbox;
    if (!this.signed && this.options.user.id) customer.external_id = this.options.user.id;
    const met = await call("POST", "/api/customers", { token: this.token, body: { customer } });
    const token = this.signed ? null : met.session_token;
    this.#keep({ customer: met.id, token, renewed: Date.now() });
  }

  #keep(changes) {
    this.visitor = { ...this.visitor, ...changes };
    this.store.set(this.key, this.visitor);
  }
}

/** One tab at a time, where the browser lets a page in a frame have locks; over plain http and in some frames it does not. */
async function alone(name, work) {
  let begun = false;
  const once = () => ((begun = true), work());
  try {
    await navigator.locks.request(name, once);
  } catch (failure) {
    if (begun) throw failure;
    await work();
  }
}
