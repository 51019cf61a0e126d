// The messages on the screen. What stands there already is left as it is; only what changed is drawn again.
import { local } from "./api.js";
import { el, icon } from "./dom.js";
import { clock, moment, size, t } from "./i18n.js";
import { markdown, plain, safeUrl } from "./markdown.js";
import { notice } from "./texts.js";

/** Messages of one sender within this time stand together. */
const TOGETHER = 4 * 60_000;
/** A longer silence is marked with the time. */
const SILENCE = 45 * 60_000;
const NEAR = 80;

export class Log {
  /** @param show what to draw in place of a message's text, where something else belongs there */
  constructor({ team, show, onagain, ondiscard }) {
    this.team = team;
    this.show = show;
    this.onagain = onagain;
    this.ondiscard = ondiscard;
    this.rows = new Map();
    this.before = el("div.before");
    this.list = el("div.list");
    this.typing = el("div.typing", { hidden: true });
    this.after = el("div.after");
    this.node = el("div.log", { role: "log", "aria-label": t("messages"), tabindex: 0 }, this.before, this.list, this.typing, this.after);
    this.heard = el("div.sb-heard", { "aria-live": "polite" });
    const grown = new ResizeObserver(() => this.pinned && this.#down());
    for (const part of [this.node, this.list, this.after]) grown.observe(part);
    this.node.addEventListener("scroll", () => (this.pinned = this.#atEnd()), { passive: true });
    this.pinned = true;
  }

  /** @param items messages and what waits to be sent, in their order */
  draw(items, seenByDesk) {
    const drawn = [];
    const lastOwn = items.findLast((item) => own(item));
    items.forEach((item, index) => {
      const previous = items[index - 1];
      const at = Date.parse(item.created_at);
      const apart = !previous || at - Date.parse(previous.created_at) > SILENCE || !sameDay(at, Date.parse(previous.created_at));
      const first = apart || !together(previous, item);
      const last = !items[index + 1] || !together(item, items[index + 1]);
      if (apart) drawn.push(this.#row(`time:${item.key}`, item.created_at, () => time(at)));
      const state = item === lastOwn || item.failed ? status(item, seenByDesk) : "";
      const looks = [first, last, state, item.version ?? 0, item.deleted ?? false, item.failed ?? ""].join();
      drawn.push(this.#row(item.key, looks, () => this.#message(item, first, last, state)));
    });
    this.#place(drawn);
  }

  /** @param soFar what is written already, where it is told */
  writing(by, soFar) {
    this.typing.hidden = !by;
    if (!by) return this.typing.replaceChildren();
    const label = t(by === "bot" ? "aiWrites" : "agentWrites");
    const dots = el("span.dots", { role: "img", "aria-label": label }, el("i"), el("i"), el("i"));
    const text = soFar && el("div.text", { dir: "auto" }, ...markdown(soFar));
    this.typing.replaceChildren(this.#avatar(by), el("div.bubble", {}, text, dots));
    if (this.pinned) this.#down();
  }

  /** Said once to those who hear the page. */
  announce(text) {
    this.heard.textContent = text;
  }

  bottom() {
    this.pinned = true;
    this.#down();
  }

  #row(key, looks, draw) {
    const known = this.rows.get(key);
    if (known?.looks === looks) return [key, known];
    return [key, { looks, node: draw() }];
  }

  #place(drawn) {
    const follow = this.pinned || this.#atEnd();
    this.rows = new Map(drawn);
    const nodes = drawn.map(([, row]) => row.node);
    let next = this.list.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else this.list.insertBefore(node, next);
    }
    while (next) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
    if (follow) this.#down();
  }

  #message(item, first, last, state) {
    const sender = item.sender_type;
    if (sender === "system" && item.metadata?.type !== "csat") {
      return el("p.notice", { dir: "auto" }, ...plain(notice(item.body)));
    }
    const name = first && !own(item) && el("p.sender", {}, this.#name(item), sender === "bot" && el("span.sb-badge", {}, t("ai")));
    const parts = this.show(item) ?? this.#parts(item);
    const row = el(
      `div.row${own(item) ? ".is-own" : ""}${first ? ".is-first" : ""}${last ? ".is-last" : ""}${item.failed ? ".is-failed" : ""}`,
      {},
      !own(item) && (last ? this.#avatar(sender, item.user?.display_name) : el("span.sb-avatar.is-empty")),
      el("div.column", {}, name, ...parts, state && el("p.status", {}, ...this.#status(item, state))),
    );
    row.title = clock(new Date(item.created_at));
    return row;
  }

  #parts(item) {
    if (item.deleted) return [el("div.bubble.is-gone", {}, t("removed"))];
    const parts = item.attachments?.length ? [el("div.files", {}, ...item.attachments.map(file))] : [];
    const body = item.transcript ?? item.body;
    if (body.trim()) {
      const text = own(item) ? plain(body) : markdown(body);
      parts.push(el("div.bubble", {}, el("div.text", { dir: "auto" }, ...text), item.sources?.length > 0 && sources(item.sources)));
    }
    return parts;
  }

  #name(item) {
    if (item.sender_type === "agent") return item.user?.display_name ?? this.team;
    return own(item) ? t("you") : this.team;
  }

  #avatar(sender, name) {
    const initials = (name ?? this.team).split(/\s+/).slice(0, 2).map((word) => word[0]?.toUpperCase()).join("");
    return el("span.sb-avatar", { "aria-hidden": "true" }, sender === "bot" ? icon("spark", 18) : initials);
  }

  #status(item, state) {
    if (!item.failed) return [icon({ sending: "clock", sent: "sent", seen: "seen" }[state], 14), t(state)];
    const button = (name, act) => el("button.link", { type: "button", onclick: act }, t(name));
    return [
      icon("warn", 14),
      `${t("failed")} `,
      button("again", () => this.onagain(item.id)),
      button("discard", () => this.ondiscard(item.id)),
    ];
  }

  #atEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.node;
    return scrollHeight - clientHeight - scrollTop < NEAR;
  }

  #down() {
    this.node.scrollTop = this.node.scrollHeight;
  }
}

const own = (item) => item.sender_type === "customer";

function together(a, b) {
  return a.sender_type === b.sender_type
    && a.user_id === b.user_id
    && Date.parse(b.created_at) - Date.parse(a.created_at) < TOGETHER;
}

const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();

const time = (at) => el("p.moment", {}, el("time", { datetime: new Date(at).toISOString() }, moment(new Date(at))));

function status(item, seenByDesk) {
  if (item.failed) return "failed";
  if (!item.seq) return "sending";
  return item.seq <= seenByDesk ? "seen" : "sent";
}

function sources(all) {
  const shown = all.slice(0, 4).map((source) => {
    const url = source.url && safeUrl(source.url);
    const name = [icon("book", 14), el("span", {}, source.title)];
    return el("li", {}, url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, ...name) : el("span.source", {}, ...name));
  });
  return el("div.sources", {}, el("p", {}, t("sources")), el("ul", {}, ...shown));
}

const PICTURES = /^image\/(png|jpeg|gif|webp|avif)$/;

export function file(each) {
  const address = each.file_url && local(each.file_url);
  const label = each.filename ?? each.name ?? "";
  if (address && PICTURES.test(each.content_type)) {
    const picture = el("img", { src: address, alt: label, loading: "lazy" });
    return el("a.picture", { href: address, target: "_blank", rel: "noopener" }, picture);
  }
  const kind = el("span.about", {}, el("span.name", { dir: "auto" }, label), each.bytes && el("span.size", {}, size(each.bytes)));
  return address
    ? el("a.file", { href: address, target: "_blank", rel: "noopener", download: label }, icon("file"), kind)
    : el("span.file", {}, icon("file"), kind);
}
