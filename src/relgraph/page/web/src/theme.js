/** @import { State } from "./types.js" */

const query = window.matchMedia("(prefers-color-scheme: dark)");

/** @param {State} state */
export const isDark = (state) => state.theme === "dark" || (state.theme === "auto" && query.matches);

/** Call back when the reader's system changes its theme. @param {() => void} changed */
export const onSystemTheme = (changed) => query.addEventListener("change", changed);

/** Whether the reader asked for less motion. */
export const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Colours of what is drawn beside nodes and edges. @param {boolean} dark */
export const inks = (dark) =>
  dark
    ? { ground: "#12171d", band: "#182029", ink: "#e8edf2", soft: "#a9b4c0", ring: "#ffffff", halo: "#12171dd0" }
    : { ground: "#fbfbfa", band: "#f1f3f4", ink: "#16202c", soft: "#55616e", ring: "#0b1f38", halo: "#fbfbfad0" };

/**
 * Lighten a colour on a dark ground, so that it keeps its contrast.
 * @param {string} colour as #rrggbb @param {boolean} dark
 */
export function tint(colour, dark) {
  if (!dark) return colour;
  const mixed = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(part + (255 - part) * 0.36).toString(16).padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
