// The chat on the screen: what of the visitor and the conversation is shown, and what a click does.
import { el, icon } from "./dom.js";
import { earlier, greeting } from "./before.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { asked, emailCard, PreChat, survey } from "./forms.js";
import { Header } from "./header.js";
import { t } from "./i18n.js";
import { Log } from "./log.js";
import { dress, paint } from "./look.js";
import { options } from "./options.js";
import { Outbox } from "./outbox.js";
import { Session } from "./session.js";
import { settingsOf } from "./settings.js";
import { chime } from "./sound.js";
import { Store } from "./store.js";
import { said } from "./texts.js";

const LOOK_AGAIN = 60_000;

export class Chat {
  /** @param page what the page around says of itself */
  constructor(settings, page, bridge) {
    this.settings = settings;
    this.bridge = bridge;
    const store = new Store(`${options.account}:${options.inbox ?? settings.inbox_id}`);
    this.store = store;
    this.session = new Session(options, store);
    this.session.page = page.url ? page : { url: document.referrer || undefined };
    this.conversation = new Conversation(this.session, new Outbox(store));
    paint(options.color ?? settings.color);
    this.muted = store.get("muted") ?? false;
    this.title = options.title ?? said(this.settings, "title");
    this.team = settings.account.company_name || this.title;
    this.#build();
    this.#listen();
    setInterval(() => this.#refresh(), LOOK_AGAIN);
  }

  #build() {
    document.title = this.title;
    this.header = new Header({
      title: this.title,
      subtitle: options.subtitle ?? said(this.settings, "subtitle"),
      closable: options.embedded,
      muted: this.muted,
      onmute: () => this.#mute(),
      onclose: () => this.bridge.tell("close"),
    });
    this.log = new Log({
      team: this.team,
      show: (item) => this.#instead(item),
      onagain: (id) => this.conversation.again(id),
      ondiscard: (id) => this.conversation.discard(id),
    });
    this.composer = new Composer({
      placeholder: options.placeholder ?? said(this.settings, "new_message_placeholder"),
      store: this.store,
      enter: () => this.session.enter(),
      token: () => this.session.token,
      onsay: (body, files) => this.#say(body, files),
      ontype: (now) => this.conversation.typing(now),
    });
    this.composer.accept(document);
    this.strip = el("p.strip", { role: "status", hidden: true });
    this.person = el("button.sb-button.person", { type: "button", hidden: true, onclick: () => this.#askForPerson() }, icon("person", 18), t("talkToPerson"));
    this.restart = el("button.sb-button.restart", { type: "button", hidden: true, onclick: () => this.#restart() }, t("newConversation"));
    this.foot = el("div.foot", {}, el("div.offers", {}, this.person, this.restart), this.composer.node);
    const branding = !(options.brandingHidden ?? this.settings.is_branding_hidden) && el("p.branding", {}, t("branding"));
    this.main = el("main.main", {}, this.log.node, this.log.heard, this.foot, branding);
    document.body.replaceChildren(this.header.node, this.strip, this.main);
  }

  #listen() {
    const { conversation } = this;
    conversation.addEventListener("changed", () => this.#draw());
    conversation.addEventListener("typing", () => this.log.writing(conversation.writing, conversation.soFar));
    conversation.addEventListener("arrived", ({ detail }) => this.#arrived(detail));
    document.addEventListener("visibilitychange", () => this.#read());
    addEventListener("focus", () => this.#read());
    addEventListener("online", () => (conversation.flush(), this.#draw()));
    addEventListener("offline", () => this.#draw());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.bridge.tell("close"));
    this.bridge.on("open", ({ open }) => this.#opened(open));
    this.bridge.on("theme", ({ theme }) => dress(theme));
    this.bridge.on("draft", ({ text }) => this.composer.write(String(text ?? "")));
  }

  async start() {
    this.#available();
    let known = false;
    try {
      known = await this.session.resume();
    } catch (refused) {
      if (!refused.passing) return this.#refused(refused);
      return setTimeout(() => this.start(), 5000);
    }
    if (!known && this.settings.widget_token_required) return this.#refused();
    this.log.before.replaceChildren(greeting(this.team, this.settings, options));
    this.earlier = known ? await this.conversation.resume() : [];
    if (!known && this.conversation.outbox.items.length) this.conversation.flush();
    this.log.before.prepend(...earlier(this.earlier));
    this.#askBefore(known);
    this.#draw();
    this.bridge.tell("begun", { known: known || this.conversation.outbox.items.length > 0, color: options.color ?? this.settings.color, openByDefault: this.settings.is_open_by_default });
    if (this.bridge.open && !options.embedded) this.composer.focus();
  }

  #refused() {
    this.foot.hidden = true;
    this.log.before.replaceChildren(el("p.notice", { role: "alert" }, t("notProven")));
  }

  /** The first message waits for the answers to what the inbox asks. */
  #askBefore(known) {
    const fields = [...(this.settings.pre_chat_fields ?? [])];
    const email = options.requireEmail ?? this.settings.require_email_upfront;
    if (email && !fields.some((field) => field.name === "email")) {
      fields.push({ name: "email", label: t("email"), type: "email", required: true });
    }
    const open = asked(fields, { ...this.session.known, ...(this.store.get("answers") ?? {}) });
    if (known && this.session.conversation) return;
    if (!open.some((field) => field.required) && (!open.length || this.store.get("answered"))) return;
    this.foot.hidden = true;
    this.form = new PreChat(open, async (answers) => {
      this.store.set("answered", true);
      this.store.set("answers", { ...this.store.get("answers"), ...answers });
      await this.session.tell(answers).catch(() => {});
      this.form.node.remove();
      this.form = null;
      this.foot.hidden = false;
      this.composer.focus();
      this.#draw();
    });
    this.log.after.replaceChildren(this.form.node);
  }

  #say(body, files) {
    const before = this.store.get("answers");
    if (before) this.session.answers = Object.fromEntries(Object.entries(before).filter(([name]) => !["name", "email", "phone"].includes(name)));
    this.bridge.tell("begun", { known: true });
    this.log.bottom();
    this.conversation.say(body, files);
  }

  async #askForPerson() {
    this.person.disabled = true;
    this.bridge.tell("begun", { known: true });
    try {
      await this.conversation.askForPerson();
    } catch {
      this.log.announce(t("tryAgain"));
    } finally {
      this.person.disabled = false;
      this.composer.focus();
    }
  }

  #restart() {
    this.conversation.restart();
    this.emailAsked = false;
    this.log.after.replaceChildren();
    this.composer.focus();
  }

  #instead(item) {
    if (item.metadata?.type !== "csat" || !item.metadata.csat_token) return null;
    this.surveys ??= new Map();
    if (!this.surveys.has(item.id)) this.surveys.set(item.id, survey(item));
    return [this.surveys.get(item.id)];
  }

  #draw() {
    const { conversation } = this;
    const messages = conversation.messages.map((message) => ({ ...message, key: message.client_message_id ?? message.id }));
    const shown = new Set(messages.map((message) => message.key));
    const waiting = conversation.outbox.items
      .filter((item) => !shown.has(item.id))
      .map((item) => ({
        ...item,
        key: item.id,
        sender_type: "customer",
        created_at: new Date(item.at).toISOString(),
        attachments: item.files,
      }));
    this.log.draw([...messages, ...waiting], conversation.seenByDesk);
    const active = messages.length + waiting.length > 0;
    this.person.hidden = !conversation.canAskForPerson || this.form != null;
    this.restart.hidden = conversation.status !== "closed";
    this.#strip(active, waiting.length);
    this.#offline(messages);
    this.#read();
  }

  /** One line about what goes on: no connection, the queue, or a closed conversation. */
  #strip(active, waiting) {
    const { conversation } = this;
    let text = "";
    if (active && (!navigator.onLine || (!conversation.online && conversation.delivery.failures > 1))) {
      text = t(waiting ? "offlineWaiting" : "offline");
    } else if (conversation.status === "closed") text = t("closed");
    else if (conversation.queue?.position) text = t("place", { place: conversation.queue.position });
    else if (conversation.asked || conversation.owner === "queue") text = t("called");
    if (this.strip.textContent !== text) this.strip.textContent = text;
    this.strip.hidden = !text;
  }

  /** Nobody is there and a person is wanted: the answer can come by e-mail. */
  #offline(messages) {
    const { conversation } = this;
    const waits = conversation.asked || conversation.owner === "queue" || this.settings.business_hours?.open_now === false;
    const written = messages.some((message) => message.sender_type === "customer");
    if (conversation.owner === "agent" && this.card) {
      this.card.remove();
      this.card = null;
    }
    const away = this.settings.business_hours?.open_now === false || !this.settings.agents_online;
    if (this.emailAsked || !waits || !written || !away || this.session.known.email || conversation.status === "closed") return;
    this.emailAsked = true;
    this.card = emailCard(t("leaveEmail"), said(this.settings, "email_input_placeholder"), async (email) => {
      await this.session.tell({ email });
      this.card?.replaceWith(el("p.notice", { role: "status" }, t("emailKept", { email })));
    });
    this.log.after.replaceChildren(this.card);
    this.log.bottom();
  }

  #arrived(message) {
    const name = message.sender_type === "agent" ? (message.user?.display_name ?? this.team) : this.team;
    this.log.announce(`${name}: ${message.body}`.slice(0, 300));
    this.bridge.tell("arrived", { name, text: message.body.slice(0, 140) });
    if (!this.muted && !(this.bridge.open && document.hasFocus())) chime();
    // who writes is there, whatever was so a minute ago
    if (message.sender_type === "agent" && !this.settings.agents_online) this.#refresh();
  }

  #opened(open) {
    this.bridge.open = open;
    if (!open) return;
    this.log.bottom();
    this.#read();
    if (!this.form) this.composer.focus();
  }

  #read() {
    if (this.bridge.open && !document.hidden) this.conversation.seen();
    const unread = this.bridge.open && !document.hidden ? 0 : this.conversation.unread;
    if (unread === this.unread) return;
    this.unread = unread;
    this.bridge.tell("unread", { unread });
    if (!options.embedded) document.title = unread ? `(${unread}) ${this.title}` : this.title;
  }

  #mute() {
    this.muted = !this.muted;
    this.store.set("muted", this.muted);
    if (!this.muted) chime();
    return this.muted;
  }

  async #refresh() {
    if (document.hidden || !this.bridge.open) return;
    this.settings = await settingsOf(options).catch(() => this.settings);
    this.#available();
  }

  #available() {
    const shown = options.showAvailability ?? this.settings.show_agent_availability;
    const there = this.settings.agents_online && this.settings.business_hours?.open_now !== false;
    this.header.available(shown ? there : null, said(this.settings, there ? "agent_available_text" : "agent_unavailable_text"));
  }
}
