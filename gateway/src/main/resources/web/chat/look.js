// The inbox's colour, as backgrounds and texts that can be read in light and dark.

function channels(color) {
  const hex = color.length === 4 ? color.replace(/[0-9a-f]/gi, "$&$&") : color;
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const mix = (rgb, to, part) => rgb.map((value, at) => Math.round(value + (to[at] - value) * part));
const css = (rgb) => `rgb(${rgb.join(" ")})`;

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const READABLE = 4.6;

/** The nearest shade towards `to` that can be read on `ground`. */
function readable(rgb, ground, to) {
  let shade = rgb;
  for (let part = 0; part <= 1 && contrast(shade, ground) < READABLE; part += 0.04) shade = mix(rgb, to, part);
  return shade;
}

/** Bright colours (yellow) keep their own tone and get dark text on them; all others get white. */
export function paint(color) {
  const rgb = channels(color);
  const bright = contrast(rgb, WHITE) < 2;
  const fill = bright ? rgb : readable(rgb, WHITE, BLACK);
  const set = (name, value) => document.documentElement.style.setProperty(name, value);
  set("--sb-accent", css(fill));
  set("--sb-accent-hover", css(mix(fill, BLACK, 0.12)));
  set("--sb-on-accent", bright ? "#171a21" : "#ffffff");
  const soft = [mix(rgb, WHITE, 0.9), mix(rgb, [24, 27, 33], 0.78)];
  set("--sb-accent-text", `light-dark(${css(readable(rgb, soft[0], BLACK))}, ${css(readable(rgb, soft[1], WHITE))})`);
  set("--sb-accent-soft", `light-dark(${css(soft[0])}, ${css(soft[1])})`);
}

/** Light, dark, or as the system has it. */
export function dress(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
