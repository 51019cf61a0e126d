// Lets a person play the customer: what is written goes to /_play, what the provider took comes from /_sent.

/**
 * `identity` makes a new customer's; a channel with threads answers in the thread of the first message, named in the
 * field `thread`; a mailbox is found `after` a while, and a mail answers the last one of its thread.
 */
const CHANNELS = [
  { id: "whatsapp", name: "WhatsApp", label: "Number", identity: () => "49151" + digits(8) },
  { id: "twilio", name: "SMS", label: "Number", identity: () => "+49151" + digits(8) },
  { id: "messenger", name: "Messenger", label: "Id", identity: () => "7" + digits(9) },
  { id: "x", name: "X", label: "Id", identity: () => "5" + digits(9) },
  { id: "telegram", name: "Telegram", label: "Id", identity: () => "4" + digits(8) },
  { id: "mattermost", name: "Mattermost", label: "Member", identity: () => "u" + digits(6), thread: "root" },
  { id: "slack", name: "Slack", label: "Member", identity: () => "U" + digits(6), thread: "thread" },
  { id: "intercom", name: "Intercom", label: "Contact", identity: () => "6419c" + digits(8), thread: "thread" },
  { id: "email", name: "E-mail", label: "Address", identity: address, mail: true, after: "The mailbox is looked at every few seconds." },
  { id: "gmail", name: "Gmail", label: "Address", identity: address, mail: true, after: "Gmail is looked at each minute." },
  { id: "ses", name: "Amazon SES", label: "Address", identity: address, mail: true },
];
const EVERY = 700;
const KEPT = 200;

const element = (id) => document.getElementById(id);
const talks = new Map(CHANNELS.map((channel) => [channel.id, begin(channel)]));
let current = CHANNELS[0];

function digits(count) {
  return Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => byte % 10).join("");
}

function address() {
  return "customer" + digits(5) + "@example.com";
}

function begin(channel) {
  return {
    subject: "My order", answers: null, identity: channel.identity(), name: "John Doe", since: new Date().toISOString(), thread: null, said: [], heard: new Set() };
}

function render() {
  const talk = talks.get(current.id);
  element("who").textContent = current.name;
  element("identity-label").textContent = current.label;
  element("identity").value = talk.identity;
  element("name").value = talk.name;
  element("subject").value = talk.subject;
  element("subject").disabled = talk.answers !== null;
  element("subject").closest("label").hidden = !current.mail;
  const list = element("talk");
  list.replaceChildren(...(talk.said.length ? talk.said.map(line) : [empty()]));
  list.scrollTop = list.scrollHeight;
  for (const button of element("channels").querySelectorAll("button")) {
    button.setAttribute("aria-current", String(button.value === current.id));
  }
}

function empty() {
  const item = document.createElement("li");
  item.className = "empty";
  item.textContent = "Nothing was said yet.";
  return item;
}

function line(message) {
  const item = document.createElement("li");
  item.className = message.mine ? "mine" : "";
  if (message.subject) {
    const subject = document.createElement("strong");
    subject.textContent = message.subject;
    item.append(subject);
  }
  item.append(message.text);
  if (message.buttons?.length) {
    const row = document.createElement("div");
    row.className = "buttons";
    row.append(...message.buttons.map((one) => pressable(message, one)));
    item.append(row);
  }
  const time = document.createElement("time");
  time.dateTime = message.at;
  time.textContent = new Date(message.at).toLocaleTimeString();
  item.append(time);
  return item;
}

function pressable(message, one) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = one.label;
  button.onclick = () =>
    post("/_play/slack/action", {
      from: element("identity").value.trim(), action: one.action, value: one.value, card: message.id, text: message.text,
    });
  return button;
}

function tell(text, bad = false) {
  element("state").textContent = text;
  element("state").classList.toggle("bad", bad);
}

async function post(path, body, after = "") {
  try {
    const answer = await fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    tell(answer.ok ? after || "Taken: the webhook was answered with " + answer.status + "." : "The webhook was answered with " + answer.status + ": " + (await answer.text()), !answer.ok);
    return answer.ok ? answer.headers.get("X-Message-Id") : null;
  } catch {
    tell("The emulators do not answer.", true);
    return null;
  }
}

async function say(text) {
  const channel = current;
  const talk = talks.get(channel.id);
  const body = { from: talk.identity, name: talk.name, text };
  if (talk.thread) {
    body[channel.thread] = talk.thread;
    body.parent = channel.id === "slack" ? talk.identity : undefined;
  }
  if (channel.mail) {
    Object.assign(body, { subject: (talk.answers ? "Re: " : "") + talk.subject, inReplyTo: talk.answers });
  }
  const id = await post("/_play/" + channel.id, body, channel.after);
  if (id !== null) {
    talk.thread ??= channel.thread ? id : null;
    talk.answers = channel.mail ? id : null;
    add(talk, { mine: true, text, subject: body.subject, at: new Date().toISOString() });
    return true;
  }
  return false;
}

function add(talk, message) {
  talk.said.push(message);
  talk.said.splice(0, talk.said.length - KEPT);
  render();
}

/** Slack's channel shows whatever is in it; elsewhere a customer sees its own, and a mailbox all of its mails. */
function concerns(channel, talk, sent) {
  if (sent.at < talk.since || sent.text === "read") {
    return false;
  }
  return channel.thread
    ? sent.thread === talk.thread || Boolean(sent.buttons?.length)
    : sent.to.toLowerCase() === talk.identity.toLowerCase();
}

async function listen() {
  const channel = current;
  const talk = talks.get(channel.id);
  try {
    const sent = document.hidden ? [] : await (await fetch("/_sent?provider=" + channel.id)).json();
    for (const message of sent) {
      const name = message.id + message.text;
      if (concerns(channel, talk, message) && !talk.heard.has(name)) {
        talk.heard.add(name);
        talk.answers = channel.mail ? message.id : null;
        add(talk, message);
      }
    }
  } catch {
    tell("The emulators do not answer.", true);
  }
  setTimeout(listen, EVERY);
}

element("channels").append(
  ...CHANNELS.map((channel) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.value = channel.id;
    button.textContent = channel.name;
    button.onclick = () => {
      current = channel;
      tell("");
      render();
    };
    item.append(button);
    return item;
  }),
);
element("fresh").onclick = () => {
  talks.set(current.id, begin(current));
  render();
};
element("identity").onchange = (event) => {
  talks.set(current.id, { ...begin(current), identity: event.target.value.trim(), name: talks.get(current.id).name });
  render();
};
element("subject").onchange = (event) => (talks.get(current.id).subject = event.target.value.trim() || "Hello");
element("name").onchange = (event) => (talks.get(current.id).name = event.target.value.trim());
element("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    element("say").requestSubmit();
  }
};
element("say").onsubmit = async (event) => {
  event.preventDefault();
  const field = element("text");
  const text = field.value.trim();
  if (text && (await say(text))) {
    field.value = "";
  }
  field.focus();
};
render();
listen();
