// The words of the chat, one file a language.

const LANGUAGES = ["ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "pt", "tr", "zh"];
const RIGHT_TO_LEFT = ["ar", "he"];

let words = {};
export let language = "en";

/** The first of the wanted languages that there is; `pt-BR` is content with `pt`. */
export function choose(wanted, allowed) {
  const base = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const offered = allowed?.length ? allowed.map(base).filter((tag) => LANGUAGES.includes(tag)) : LANGUAGES;
  const first = wanted.filter(Boolean).map(base).find((tag) => offered.includes(tag));
  return first ?? offered.find((tag) => allowed?.length) ?? "en";
}

export async function speak(tag) {
  const load = async (name) => (await fetch(new URL(`./lang/${name}.json`, import.meta.url))).json();
  words = { ...(await load("en")), ...(tag === "en" ? {} : await load(tag)) };
  language = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(tag) ? "rtl" : "ltr";
}

/** The text of a name, with `{values}` put in. */
export function t(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

const day = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export function clock(date) {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(date);
}

/** "Today 14:05", "Yesterday 9:12", "Mon 3 Nov 14:05". */
export function moment(date) {
  const days = Math.round((day(date) - day(new Date())) / 86_400_000);
  if (days === 0 || days === -1) {
    const name = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    return `${name.charAt(0).toLocaleUpperCase(language)}${name.slice(1)} ${clock(date)}`;
  }
  const parts = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" };
  return new Intl.DateTimeFormat(language, parts).format(date);
}

export function size(bytes) {
  const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const value = bytes / (unit === "kilobyte" ? 1000 : 1_000_000);
  const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, format).format(Math.max(value, 0.1));
}
