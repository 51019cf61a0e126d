// What the page's address asks for. Whoever made the link could write anything into it, so that only plain texts,
// colours and switches are taken.

const query = new URLSearchParams(location.search);
const COLOR = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const text = (name, longest = 200) => query.get(name)?.slice(0, longest) || null;
const flag = (name) => (query.has(name) ? ["1", "true", ""].includes(query.get(name)) : null);
const like = (name, pattern) => (pattern.test(query.get(name) ?? "") ? query.get(name) : null);

export const options = {
  account: like("token", ID),
  inbox: like("inbox", ID),
  title: text("title"),
  subtitle: text("subtitle"),
  color: like("primaryColor", COLOR),
  greeting: text("greeting", 1000),
  awayMessage: text("awayMessage", 1000),
  placeholder: text("newMessagePlaceholder"),
  showAvailability: flag("showAgentAvailability"),
  requireEmail: flag("requireEmailUpfront"),
  brandingHidden: flag("isBrandingHidden"),
  language: text("lang", 35),
  theme: like("theme", /^(light|dark)$/),
  embedded: flag("embed") === true && window.parent !== window,
  user: {
    id: text("userId"),
    hash: text("userHash"),
    token: text("userToken", 8192),
    name: text("name"),
    email: text("email"),
  },
};
