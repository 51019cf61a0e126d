// Where the visitor writes: a field that grows, files that are sent up while one writes, and a draft that stays.
import { upload } from "./api.js";
import { el, icon } from "./dom.js";
import { size, t } from "./i18n.js";

const TALLEST = 140;
const LONGEST = 30_000;
const MOST_FILES = 10;
const LARGEST = 25 * 1000 * 1000;

export class Composer {
  /** @param enter lets the visitor in, so that its files may be sent up @param token gives the visitor's */
  constructor({ placeholder, store, enter, token, onsay, ontype }) {
    Object.assign(this, { store, enter, token, onsay, ontype });
    this.files = [];
    this.text = el("textarea", {
      rows: 1,
      maxlength: LONGEST,
      placeholder,
      "aria-label": placeholder,
      dir: "auto",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.#take(event, event.clipboardData?.files),
      onblur: () => ontype(false),
    });
    this.pick = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#picked() });
    this.chips = el("ul.chips", { hidden: true, "aria-label": t("attachments") });
    this.send = el("button.send", { type: "submit", "aria-label": t("send"), disabled: true }, icon("send"));
    const attach = el("button.sb-icon-button", { type: "button", "aria-label": t("attach"), onclick: () => this.pick.click() }, icon("attach"));
    this.node = el(
      "form.composer",
      { onsubmit: (event) => (event.preventDefault(), this.#say()) },
      this.chips,
      el("div.line", {}, attach, this.pick, this.text, this.send),
    );
    this.text.value = store.get("draft") ?? "";
    requestAnimationFrame(() => this.#fit());
  }

  /** Files dropped anywhere on the page. */
  accept(page) {
    page.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    page.addEventListener("drop", (event) => this.#take(event, event.dataTransfer?.files));
  }

  focus() {
    this.text.focus();
  }

  /** Puts a text in place of an empty draft. */
  write(text) {
    if (!text || this.text.value) return;
    this.text.value = text;
    this.#fit();
    this.focus();
  }

  #typed() {
    this.store.set("draft", this.text.value);
    this.#fit();
    if (this.text.value.trim()) this.ontype(true);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.ontype(false), 4000);
  }

  #fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
    this.#ready();
  }

  #ready() {
    const sending = this.files.some((file) => !file.done && !file.failed);
    const any = this.text.value.trim() || this.files.some((file) => file.done);
    this.send.disabled = sending || !any;
    if (this.wanted && !sending) this.#say();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#say();
  }

  /** What is still sent up is waited for. */
  #say() {
    this.wanted = this.files.some((file) => !file.done && !file.failed);
    if (this.wanted) return;
    this.#ready();
    if (this.send.disabled) return;
    const said = this.text.value.trim();
    const files = this.files.filter((file) => file.done).map((file) => file.done);
    this.text.value = "";
    this.store.remove("draft");
    this.files = [];
    this.#chips();
    this.#fit();
    this.onsay(said, files);
  }

  #picked() {
    this.#add(this.pick.files);
    this.pick.value = "";
  }

  #take(event, files) {
    if (!files?.length) return;
    event.preventDefault();
    this.#add(files);
  }

  #add(files) {
    for (const file of [...files].slice(0, MOST_FILES - this.files.length)) {
      const each = { file, part: 0, done: null, failed: file.size > LARGEST ? t("tooLarge") : null };
      this.files.push(each);
      if (!each.failed) this.#upload(each);
    }
    this.#chips();
    this.focus();
  }

  async #upload(each) {
    const show = () => this.files.includes(each) && this.#chips();
    try {
      await this.enter();
      each.done = await upload(each.file, this.token(), (part) => ((each.part = part), show()));
    } catch (refused) {
      each.failed = refused.status === 0 ? t("offlineFile") : t("refusedFile");
    }
    show();
  }

  #chips() {
    this.chips.hidden = !this.files.length;
    this.chips.replaceChildren(...this.files.map((each) => this.#chip(each)));
    this.#ready();
  }

  #chip(each) {
    const drop = () => {
      this.files = this.files.filter((other) => other !== each);
      this.#chips();
      this.focus();
    };
    const remove = el("button.drop", { type: "button", "aria-label": t("removeFile", { name: each.file.name }), onclick: drop }, icon("close", 14));
    const bar = !each.done && !each.failed && el("progress", { max: 1, value: each.part, "aria-label": t("sending") });
    return el(
      `li.chip${each.failed ? ".is-failed" : ""}`,
      {},
      icon("file", 18),
      el("span.about", {}, el("span.name", { dir: "auto" }, each.file.name), el("span.size", {}, each.failed ?? size(each.file.size)), bar),
      remove,
    );
  }
}
