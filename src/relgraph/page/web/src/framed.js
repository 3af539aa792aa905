/** @import { Data, State, View } from "./types.js" */
import { colours, tint } from "./colours.js";
import { isDark } from "./theme.js";
import { kindsSaid } from "./words.js";

export const FACE = '"Noto Sans", "Noto Sans CJK SC", "Segoe UI", system-ui, Arial, sans-serif';
const [SIDE, TITLE, LINE, ENTRY] = [16, 30, 16, 20];

/** @typedef {{said: string, colour: string, shape: string}} Entry */
/** @typedef {{title: string, lines: string[], entries: (Entry & {x: number, y: number})[], above: number, below: number}} Frame */

/**
 * What a picture that leaves the page takes with it: the title, what is seen, and what its colours and shapes mean.
 * @param {Data} data @param {State} now @param {View} view @param {string} said @param {number} width pixels
 * @returns {Frame} with places of the entries below the picture, and the heights above and below it
 */
export function framed(data, now, view, said, width) {
  const measure = (/** @type {string} */ text) => textWidth(text, `12px ${FACE}`);
  const lines = broken(said, width - 2 * SIDE, measure);
  const dark = isDark(now);
  const { key, node } = colours(data, now.colour);
  const shown = new Set([...view.nodes].map((number) => data.facts.nodes[number].kind ?? ""));
  const entries = [
    ...key.map(([name, colour]) => ({ said: name, colour: tint(colour, dark), shape: "" })),
    ...data.kinds.filter(([name]) => shown.has(name)).map(([name, , shape]) => ({ said: kindsSaid(data, name), colour: tint(node(name), dark), shape })),
  ];
  let [x, y] = [SIDE, ENTRY];
  const placed = entries.map((entry) => {
    const wide = measure(entry.said) + 40;
    if (x > SIDE && x + wide > width - SIDE) [x, y] = [SIDE, y + ENTRY];
    const found = { ...entry, x, y };
    x += wide;
    return found;
  });
  return { title: data.title, lines, entries: placed, above: TITLE + LINE * lines.length + 8, below: y + ENTRY };
}

/** Where the lines of a frame stand, from the top of the picture upwards. @param {Frame} frame */
export const heads = ({ title, lines, above }) =>
  [{ text: title, y: 22 - above, font: `600 16px ${FACE}`, size: 16 }, ...lines.map((text, at) => ({ text, y: TITLE + LINE * (at + 0.6) - above, font: `12px ${FACE}`, size: 12 }))];

/** Break a text between words into lines that have room. @param {string} text @param {number} room @param {(text: string) => number} measure */
export function broken(text, room, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && measure(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** @param {string} text @param {string} font */
function textWidth(text, font) {
  const ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  ctx.font = font;
  return ctx.measureText(text).width;
}
