// The shop's page beside the console. On a narrow screen there is only the shop, with a link.

const wide = matchMedia("(min-width: 1080px)");
const desk = document.querySelector(".desk");
const theme = document.getElementById("theme");

function show() {
  if (!wide.matches || desk.firstChild) return;
  const frame = document.createElement("iframe");
  frame.src = "/app";
  frame.title = "The agent's console";
  desk.append(frame);
}

wide.addEventListener("change", show);
show();

for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => {
    const chat = document.querySelector("switchboard-chat");
    chat?.ask(button.dataset.ask || "");
  });
}

function dark(now) {
  document.documentElement.dataset.theme = now ? "dark" : "light";
  theme.setAttribute("aria-pressed", String(now));
  document.querySelector("switchboard-chat")?.setAttribute("theme", document.documentElement.dataset.theme);
}

const system = matchMedia("(prefers-color-scheme: dark)");
let isDark = system.matches;
theme.setAttribute("aria-pressed", String(isDark));
theme.addEventListener("click", () => dark((isDark = !isDark)));

// The emulated providers listen beside the gateway, for this machine alone.
const channels = document.getElementById("channels");
const offset = Number(location.port) - 8080;
if (["localhost", "127.0.0.1"].includes(location.hostname) && offset >= 0) {
  channels.href = `http://${location.hostname}:${8190 + offset}`;
  channels.hidden = false;
}
