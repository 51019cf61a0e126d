// What the inbox says, or what the chat says in its place.
import { t } from "./i18n.js";

/** The texts that an inbox has when nobody set any: they are said in the visitor's language. */
const DEFAULTS = {
  title: "Welcome!",
  subtitle: "Ask us anything in the chat window below",
  new_message_placeholder: "Start typing…",
  email_input_placeholder: "Enter your email",
  agent_available_text: "We're online right now!",
  agent_unavailable_text: "We're away at the moment.",
};

/** The inbox's text, or the chat's own in the visitor's language. */
export function said(settings, name) {
  const text = settings[name];
  return text && text !== DEFAULTS[name] ? text : t(name);
}

/** What the server tells of itself, in the visitor's language where nobody has changed it. */
export function notice(text) {
  return text === "Connecting you with a human agent..." ? t("called") : text;
}
