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
