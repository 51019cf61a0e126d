// What stands above the first message: the visitor's conversations from before, and a greeting.
import { el, icon } from "./dom.js";
import { moment, t } from "./i18n.js";

/** @param options what the page's address asks for, which counts before the settings */
export function greeting(team, settings, options) {
  const closed = settings.business_hours?.open_now === false;
  const away = closed ? (options.awayMessage ?? settings.away_message) : "";
  const hello = options.greeting ?? (settings.greeting || t("greeting"));
  const bubbles = [hello, away].filter(Boolean).map((text) => el("div.bubble", { dir: "auto" }, text));
  const avatar = el("span.sb-avatar", { "aria-hidden": "true" }, icon("spark", 18));
  return el("div.row.is-first.is-last.greeting", {}, avatar, el("div.column", {}, el("p.sender", {}, team), ...bubbles));
}

/** Closed until somebody wants to see them, the oldest first. */
export function earlier(conversations = []) {
  const shown = conversations.map((each) => {
    const messages = each.messages.filter((message) => message.body && message.metadata?.type !== "csat");
    const lines = messages.map((message) =>
      el(message.sender_type === "customer" ? "p.is-own" : "p", { dir: "auto" }, message.body),
    );
    const when = moment(new Date(each.last_activity_at));
    return el("details.earlier", {}, el("summary", {}, t("earlier", { when })), ...lines);
  });
  return shown.reverse();
}
