// Builds elements. Text is always a text node: nothing here makes markup of a string.

const SVG = "http://www.w3.org/2000/svg";

/** `el("a.link", {href}, "text", child)`; a property that is false, null or undefined is left out. */
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties)) {
    if (value === false || value == null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const PATHS = {
  send: "M3.4 20.4 21 12 3.4 3.6 3.4 10l11 2-11 2z",
  attach: "M8 12.5 14.2 6.3a3 3 0 0 1 4.3 4.3l-8.1 8a5 5 0 0 1-7-7L10.6 4.4",
  close: "M6 6l12 12M18 6 6 18",
  sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  muted: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  sent: "M5 12.5l4.5 4.5L19 7.5",
  seen: "M2 12.5 6.5 17 15 8M11 16l1 1 9.5-9.5",
  clock: "M12 7v5l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17",
  warn: "M12 8v5M12 16.5v.1M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20c.8-3.4 3.8-5.5 7.5-5.5s6.7 2.1 7.5 5.5",
  file: "M7 3.5h6.5L18 8v12.5H7zM13 3.5V8.5h5",
  spark: "M12 4l1.8 5.2L19 11l-5.2 1.8L12 18l-1.8-5.2L5 11l5.2-1.8z",
  book: "M5 5.5c2.5-1 5-1 7 .5 2-1.5 4.5-1.5 7-.5v13c-2.5-1-5-1-7 .5-2-1.5-4.5-1.5-7-.5zM12 6v13",
  down: "M6 9.5l6 6 6-6",
};

/** A line drawing that says nothing to those who hear the page: its button has the label. */
export function icon(name, size = 20) {
  const drawn = drawing(size, PATHS[name]);
  if (name === "send") drawn.firstChild.setAttribute("fill", "currentColor");
  return drawn;
}

const MOUTHS = ["M8 16.5c1.5-3 6.5-3 8 0", "M8.5 16c1.5-1.5 5.5-1.5 7 0", "M8.5 15.5h7", "M8.5 15c1.5 1.5 5.5 1.5 7 0", "M8 14c1.5 4 6.5 4 8 0z"];

/** @param score 1, sad, to 5, happy */
export function face(score, size) {
  return drawing(size, "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M9 9.5v.8M15 9.5v.8", MOUTHS[score - 1]);
}

function drawing(size, ...paths) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  svg.setAttribute("stroke-width", "1.8");
  svg.setAttribute("stroke-linecap", "round");
  svg.setAttribute("stroke-linejoin", "round");
  svg.setAttribute("aria-hidden", "true");
  for (const line of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
