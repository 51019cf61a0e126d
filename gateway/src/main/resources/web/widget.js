// The launcher of the chat, as <switchboard-chat>. Its styles and its frame are its own; of the page it reads its
// language, its address and its title, and nothing of what stands in it.
(() => {
  const SOURCE = "switchboard";
  const script = document.currentScript;
  const home = new URL(script?.src ?? location.href).origin;

  const STYLE = `
    :host { all: initial; position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000;
      display: block; font: 15px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color-scheme: light dark; }
    :host([dir="rtl"]) { direction: rtl; }
    :host([position="left"]) { inset-inline: 20px auto; }
    :host([theme="light"]) { color-scheme: light; }
    :host([theme="dark"]) { color-scheme: dark; }
    :host([hidden]), [hidden] { display: none !important; }
    button { font: inherit; cursor: pointer; }
    .launcher { position: relative; display: grid; place-items: center; width: 58px; height: 58px; padding: 0; border: 0;
      border-radius: 50%; background: var(--fill, #1769e0); color: var(--on, #fff);
      box-shadow: 0 6px 22px rgb(15 20 35 / 28%); transition: transform .16s; }
    .launcher:hover { transform: scale(1.06); }
    .launcher:focus-visible, .teaser:focus-visible, .x:focus-visible { outline: 3px solid Highlight; outline-offset: 3px; }
    .launcher svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round;
      stroke-linejoin: round; }
    .launcher img { width: 32px; height: 32px; object-fit: contain; }
    .badge { position: absolute; inset-block-start: -3px; inset-inline-end: -3px; min-width: 21px; height: 21px; padding: 0 6px;
      box-sizing: border-box; border-radius: 11px; background: #d92d20; color: #fff; font: 700 12px/21px system-ui; }
    .frame { position: absolute; inset-block-end: 74px; inset-inline-end: 0; width: 392px; height: min(660px, calc(100vh - 120px));
      border: 0; border-radius: 18px; overflow: hidden; background: light-dark(#fff, #181b21);
      box-shadow: 0 16px 56px rgb(15 20 35 / 30%); transform-origin: bottom right; animation: open .2s ease-out; }
    :host([position="left"]) .frame { inset-inline: 0 auto; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
    .note { position: absolute; inset-block-end: 74px; inset-inline-end: 0; animation: open .2s ease-out; }
    :host([position="left"]) .note { inset-inline: 0 auto; }
    .teaser { width: max-content; max-width: min(290px, 80vw); padding: 12px 16px; padding-inline-end: 38px; border: 0;
      border-radius: 16px; background: light-dark(#fff, #23272f); color: light-dark(#171a21, #eceef2); text-align: start;
      box-shadow: 0 8px 30px rgb(15 20 35 / 22%); }
    .teaser b, .teaser span { display: block; }
    .teaser b { font-size: 13px; }
    .x { position: absolute; inset-block-start: 8px; inset-inline-end: 8px; width: 26px; height: 26px; padding: 0; border: 0;
      border-radius: 50%; background: none; color: light-dark(#5a6272, #a3abb9); font-size: 18px; line-height: 1; }
    @keyframes open { from { opacity: 0; transform: translateY(10px) scale(.97); } }
    @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
    @media (max-width: 480px) {
      .frame { position: fixed; inset: 0; width: 100%; height: 100%; border-radius: 0; }
      :host([open]) .launcher { display: none; }
    }`;

  const WORDS = {
    ar: ["افتح المحادثة", "أغلق المحادثة", "رسائل جديدة: {n}", "إخفاء"],
    de: ["Chat öffnen", "Chat schließen", "Neue Nachrichten: {n}", "Ausblenden"],
    en: ["Open the chat", "Close the chat", "New messages: {n}", "Hide"],
    es: ["Abrir el chat", "Cerrar el chat", "Mensajes nuevos: {n}", "Ocultar"],
    fr: ["Ouvrir le chat", "Fermer le chat", "Nouveaux messages : {n}", "Masquer"],
    he: ["פתיחת הצ'אט", "סגירת הצ'אט", "הודעות חדשות: {n}", "הסתרה"],
    it: ["Apri la chat", "Chiudi la chat", "Nuovi messaggi: {n}", "Nascondi"],
    ja: ["チャットを開く", "チャットを閉じる", "新着メッセージ: {n}", "隠す"],
    nl: ["Chat openen", "Chat sluiten", "Nieuwe berichten: {n}", "Verbergen"],
    pl: ["Otwórz czat", "Zamknij czat", "Nowe wiadomości: {n}", "Ukryj"],
    pt: ["Abrir o chat", "Fechar o chat", "Novas mensagens: {n}", "Ocultar"],
    tr: ["Sohbeti aç", "Sohbeti kapat", "Yeni mesajlar: {n}", "Gizle"],
    zh: ["打开聊天", "关闭聊天", "新消息：{n}", "隐藏"],
  };

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  function drawing(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  const BUBBLE = "M4.5 19.5 5.600 15.600A7.800 7.800 0 1 1 8.600 18.5zM9 10.5h6M9 13.5h4";
  const CROSS = "M6 9.5l6 6 6-6";

  /** White where it can be read on the colour, after the colour was made a little darker where that helps. */
  function paint(color, style) {
    const hex = color.length === 4 ? color.replace(/[0-9a-f]/gi, "$&$&") : color;
    const rgb = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const light = (c) => c.reduce((sum, v, i) => sum + [0.2126, 0.7152, 0.0722][i] * ((v / 255) ** 2.2), 0);
    const bright = 1.05 / (light(rgb) + 0.05) < 2;
    let fill = rgb;
    while (!bright && 1.05 / (light(fill) + 0.05) < 4.6) fill = fill.map((v) => Math.floor(v * 0.96));
    style.setProperty("--fill", `rgb(${fill.join(" ")})`);
    style.setProperty("--on", bright ? "#171a21" : "#fff");
  }

  class SwitchboardChat extends HTMLElement {
    static observedAttributes = ["theme"];

    attributeChangedCallback(name, before, theme) {
      if (this.frame) this.#tell("theme", { theme });
    }

    connectedCallback() {
      if (this.shadowRoot || !this.getAttribute("account")) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.language = this.getAttribute("lang") || document.documentElement.lang || navigator.language;
      this.words = WORDS[this.language.toLowerCase().split(/[-_]/)[0]] ?? WORDS.en;
      this.dir = getComputedStyle(document.documentElement).direction;
      this.badge = make("span", { class: "badge", hidden: "" });
      this.launcher = make("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false" });
      this.launcher.addEventListener("click", () => this.toggle());
      this.launcher.addEventListener("pointerenter", () => this.#load(), { once: true });
      if (/^#([0-9a-f]{3}){1,2}$/i.test(this.getAttribute("color") ?? "")) paint(this.getAttribute("color"), this.style);
      root.append(this.launcher);
      this.#label();
      this.listener = (event) => this.#told(event);
      addEventListener("message", this.listener);
      if (this.#kept("known")) this.#load();
      else if (this.hasAttribute("open")) this.open();
    }

    disconnectedCallback() {
      removeEventListener("message", this.listener);
    }

    open() {
      this.#load();
      this.frame.hidden = false;
      this.setAttribute("open", "");
      this.#hush();
      this.#tell("open", { open: true });
      this.#label();
      this.iframe.focus();
      this.#emit("open");
    }

    close() {
      if (!this.frame || this.frame.hidden) return;
      this.frame.hidden = true;
      this.removeAttribute("open");
      this.#tell("open", { open: false });
      this.#label();
      this.launcher.focus();
      this.#emit("close");
    }

    toggle() {
      if (this.frame && !this.frame.hidden) this.close();
      else this.open();
    }

    /** Opens the chat with a text to send. */
    ask(text) {
      this.draft = text;
      this.open();
      this.#tell("draft", { text });
    }

    /** Who the visitor is, as the page's own server has signed it; a chat that is there already begins anew. */
    identify({ userId, userHash, userToken, name, email } = {}) {
      this.user = { id: userId, hash: userHash, token: userToken, name, email };
      if (this.frame) {
        const open = !this.frame.hidden;
        this.frame.remove();
        this.frame = null;
        this.#load();
        if (open) this.open();
      }
    }

    #load() {
      if (this.frame) return;
      const query = new URLSearchParams({ token: this.getAttribute("account"), embed: "1" });
      const named = { inbox: "inbox", title: "title", subtitle: "subtitle", color: "primaryColor", greeting: "greeting",
        "show-agent-availability": "showAgentAvailability", "branding-hidden": "isBrandingHidden" };
      for (const [attribute, parameter] of Object.entries(named)) {
        if (this.hasAttribute(attribute)) query.set(parameter, this.getAttribute(attribute) || "1");
      }
      this.iframe = make("iframe", { src: `${home}/chat?${query}`, title: this.getAttribute("title") || "Chat", allow: "autoplay" });
      this.frame = make("div", { class: "frame", role: "dialog", "aria-label": this.getAttribute("title") || "Chat", hidden: "" }, this.iframe);
      this.ready = false;
      this.shadowRoot.prepend(this.frame);
    }

    #told(event) {
      if (event.origin !== home || event.source !== this.iframe?.contentWindow || event.data?.source !== SOURCE) return;
      const told = event.data;
      if (told.type === "ready") this.#begin();
      if (told.type === "close") this.close();
      if (told.type === "unread") this.#unread(told.unread);
      if (told.type === "arrived") this.#arrived(told);
      if (told.type === "begun") this.#begun(told);
    }

    #begin() {
      this.ready = true;
      const attribute = (name) => this.getAttribute(name) ?? undefined;
      const attributes = { id: attribute("user-id"), hash: attribute("user-hash"), token: attribute("user-token"),
        name: attribute("user-name"), email: attribute("user-email") };
      const page = { url: location.href.slice(0, 1000), host: location.host, path: location.pathname.slice(0, 255), title: document.title.slice(0, 255) };
      const user = Object.fromEntries(Object.entries({ ...attributes, ...this.user }).filter(([, value]) => value != null));
      this.#tell("begin", { page, user, language: this.language, theme: attribute("theme") });
      if (!this.frame.hidden) this.#tell("open", { open: true });
      if (this.draft) this.#tell("draft", { text: this.draft });
    }

    #begun({ known, color, openByDefault }) {
      if (color && !this.hasAttribute("color")) paint(color, this.style);
      if (known) this.#kept("known", "1");
      if (openByDefault && !this.#kept("offered") && innerWidth > 480) {
        this.#kept("offered", "1");
        this.open();
      }
    }

    #unread(count) {
      this.count = count;
      this.badge.hidden = !count;
      this.badge.textContent = count > 9 ? "9+" : String(count);
      if (!count) this.#hush();
      this.#label();
      this.#emit("unread", { count });
    }

    #arrived({ name, text }) {
      this.#emit("message", { name, text });
      if (this.frame && !this.frame.hidden) return;
      this.#hush();
      const teaser = make("button", { type: "button", class: "teaser" }, make("b", { dir: "auto" }, name), make("span", { dir: "auto" }, text));
      const hider = make("button", { type: "button", class: "x", "aria-label": this.words[3] }, "×");
      teaser.addEventListener("click", () => this.open());
      hider.addEventListener("click", () => this.#hush());
      this.note = make("div", { class: "note" }, teaser, hider);
      this.shadowRoot.append(this.note);
    }

    #hush() {
      this.note?.remove();
    }

    #label() {
      const open = this.hasAttribute("open");
      const custom = this.getAttribute("icon");
      const picture = custom?.startsWith("https://") ? make("img", { src: custom, alt: "" }) : drawing(BUBBLE);
      this.launcher.replaceChildren(open ? drawing(CROSS) : picture, this.badge);
      this.launcher.setAttribute("aria-expanded", String(open));
      const news = this.count && !open ? `. ${this.words[2].replace("{n}", this.count)}` : "";
      this.launcher.setAttribute("aria-label", this.words[open ? 1 : 0] + news);
    }

    #tell(type, values) {
      // before the chat is there, its window is still this page's
      if (this.ready) this.iframe.contentWindow?.postMessage({ source: SOURCE, type, ...values }, home);
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(`switchboard:${name}`, { detail, bubbles: true, composed: true }));
    }

    #kept(name, value) {
      const key = `switchboard:${this.getAttribute("account")}:${this.getAttribute("inbox") ?? ""}:${name}`;
      try {
        if (value) localStorage.setItem(key, value);
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    }
  }

  if (!customElements.get("switchboard-chat")) customElements.define("switchboard-chat", SwitchboardChat);

  // one line is enough: <script async src="…/widget.js" data-account="…"></script>
  if (script?.dataset.account && !document.querySelector("switchboard-chat")) {
    const chat = make("switchboard-chat");
    for (const [name, value] of Object.entries(script.dataset)) {
      chat.setAttribute(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value);
    }
    const add = () => document.body.append(chat);
    if (document.body) add();
    else addEventListener("DOMContentLoaded", add, { once: true });
  }
})();
