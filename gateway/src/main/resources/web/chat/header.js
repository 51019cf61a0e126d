// Who one talks to, whether somebody is there, and what one can do with the window.
import { el, icon } from "./dom.js";
import { t } from "./i18n.js";

export class Header {
  constructor({ title, subtitle, closable, muted, onmute, onclose }) {
    this.state = el("p.state", { role: "status" });
    this.sound = el("button.sb-icon-button", { type: "button", onclick: () => this.mute(onmute()) });
    this.mute(muted);
    const close = el("button.sb-icon-button", { type: "button", "aria-label": t("close"), onclick: onclose }, icon("close"));
    this.node = el(
      "header.header",
      {},
      el("div.names", {}, el("h1", {}, title), el("p.subtitle", {}, subtitle), this.state),
      el("div.tools", {}, this.sound, closable && close),
    );
  }

  mute(muted) {
    this.sound.replaceChildren(icon(muted ? "muted" : "sound"));
    this.sound.setAttribute("aria-label", t(muted ? "soundOn" : "soundOff"));
    this.sound.setAttribute("aria-pressed", String(!muted));
  }

  /** @param there true, false, or null where it is not to be told */
  available(there, text) {
    this.state.hidden = there === null;
    if (this.state.dataset.text === text) return;
    this.state.dataset.text = text;
    this.state.replaceChildren(el(there ? "span.dot.is-online" : "span.dot"), text ?? "");
  }
}
