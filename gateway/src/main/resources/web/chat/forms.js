// What the visitor is asked: before the first message, where to reach it, and how it was.
import { call } from "./api.js";
import { el, face } from "./dom.js";
import { t } from "./i18n.js";

const SERVER_QUESTION = "How was it? Rate this conversation from 1 (bad) to 5 (great).";
const SCORES = [1, 2, 3, 4, 5];

/**
 * @param fields as the inbox's settings name them: `name`, `label`, `type`, `required`, `options`
 * @param known what is known already; a field of that name is not asked
 */
export function asked(fields, known) {
  return fields.filter((field) => !known[field.name]);
}

export class PreChat {
  constructor(fields, onanswers) {
    this.inputs = fields.map((field, index) => this.#input(field, index));
    this.node = el(
      "form.prechat.sb-card",
      { novalidate: true, onsubmit: (event) => this.#submit(event, onanswers) },
      el("h2", {}, t("preChat")),
      ...this.inputs.map(({ label }) => label),
      el("button.sb-button.is-primary", { type: "submit" }, t("start")),
    );
  }

  #input(field, index) {
    const id = `ask-${index}`;
    const shared = { id, name: field.name, required: field.required, "aria-describedby": `${id}-error` };
    const type = { email: "email", phone: "tel" }[field.type] ?? "text";
    const complete = { email: "email", phone: "tel" }[field.type] ?? (field.name === "name" ? "name" : "off");
    const input =
      field.type === "choice"
        ? el("select.sb-input", shared, el("option", { value: "" }, t("choose")), ...(field.options ?? []).map((option) => el("option", { value: option }, option)))
        : el("input.sb-input", { ...shared, type, autocomplete: complete, maxlength: 255, dir: "auto" });
    const error = el("span.sb-error", { id: `${id}-error`, "aria-live": "polite" });
    const label = el("label.sb-field", { for: id }, el("span", {}, field.label, field.required && el("span.must", { "aria-hidden": "true" }, " *")), input, error);
    return { field, input, error, label };
  }

  #submit(event, onanswers) {
    event.preventDefault();
    const wrong = this.inputs.filter((each) => !this.#check(each));
    if (wrong.length) return wrong[0].input.focus();
    const given = this.inputs.map(({ field, input }) => [field.name, input.value.trim()]).filter(([, value]) => value);
    onanswers(Object.fromEntries(given));
  }

  #check({ input, error }) {
    const value = input.value.trim();
    const missing = input.required && !value;
    const odd = value && !input.checkValidity();
    error.textContent = missing ? t("needed") : odd ? t(input.type === "email" ? "noEmail" : "odd") : "";
    input.setAttribute("aria-invalid", String(missing || Boolean(odd)));
    return !missing && !odd;
  }
}

/** Where an answer goes when the visitor has left. */
export function emailCard(text, placeholder, onemail) {
  const input = el("input.sb-input", { type: "email", required: true, autocomplete: "email", maxlength: 255, placeholder, "aria-label": placeholder });
  const error = el("span.sb-error", { role: "alert" });
  const submit = async (event) => {
    event.preventDefault();
    if (!input.value.trim() || !input.checkValidity()) {
      error.textContent = t("noEmail");
      return input.focus();
    }
    card.setAttribute("aria-busy", "true");
    try {
      await onemail(input.value.trim());
    } catch {
      error.textContent = t("tryAgain");
    } finally {
      card.removeAttribute("aria-busy");
    }
  };
  const card = el(
    "form.email.sb-card",
    { novalidate: true, onsubmit: submit },
    el("p", {}, text),
    el("div.line", {}, input, el("button.sb-button.is-primary", { type: "submit" }, t("save"))),
    error,
  );
  return card;
}

/** Asks once; what was answered before is shown. */
export function survey(message) {
  const address = `/api/csat/${encodeURIComponent(message.metadata.csat_token)}`;
  const question = message.body === SERVER_QUESTION ? t("rate") : message.body;
  const body = el("div.body");
  const card = el("section.csat.sb-card", { "aria-label": question }, el("h2", {}, question), body);
  const thanks = (score) => body.replaceChildren(el("p.thanks", { role: "status" }, face(score, 26), t("thanks")));
  const ask = () => {
    let score = 0;
    const comment = el("textarea.sb-input", { rows: 2, maxlength: 1000, placeholder: t("comment"), "aria-label": t("comment") });
    const error = el("span.sb-error", { role: "alert" });
    const more = el("div.more", { hidden: true }, comment, el("button.sb-button.is-primary", { type: "button", onclick: () => send() }, t("send")), error);
    const buttons = SCORES.map((each) =>
      el("button.face", { type: "button", "aria-pressed": "false", "aria-label": t(`score${each}`), title: t(`score${each}`), onclick: () => choose(each) }, face(each, 30)),
    );
    const choose = (chosen) => {
      score = chosen;
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index + 1 === score)));
      more.hidden = false;
    };
    const send = async () => {
      try {
        await call("POST", address, { body: { score, comment: comment.value.trim() || undefined } });
        thanks(score);
      } catch (refused) {
        if (refused.status === 409) return thanks(score);
        error.textContent = t("tryAgain");
      }
    };
    body.replaceChildren(el("div.faces", { role: "group", "aria-label": question }, ...buttons), more);
  };
  call("GET", address).then((known) => (known.answered ? thanks(known.score) : ask()), ask);
  return card;
}
