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
