/** @import { Box } from "./types.js" */

/** @param {Box} a @param {Box} b */
export const meet = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const TILE = 64;
/** Pixels from a node to a name that a line must lead to. */
const RINGS = [12, 24, 38, 54, 72, 92, 116, 144, 176, 212];

/** Boxes by the tiles of the plane that they touch. */
class Tiles {
  constructor() {
    /** @type {Map<string, Box[]>} */
    this.tiles = new Map();
  }

  /** @param {Box} box */
  *keys(box) {
    for (let x = Math.floor(box.left / TILE); x <= Math.floor(box.right / TILE); x += 1) {
      for (let y = Math.floor(box.top / TILE); y <= Math.floor(box.bottom / TILE); y += 1) yield `${x},${y}`;
    }
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.keys(box)) {
      const there = this.tiles.get(key);
      if (there) there.push(box);
      else this.tiles.set(key, [box]);
    }
  }

  /** @param {Box} box */
  free(box) {
    for (const key of this.keys(box)) {
      if (this.tiles.get(key)?.some((other) => meet(box, other))) return false;
    }
    return true;
  }
}

/** @typedef {{width: number, height: number}} Size */
/** @typedef {{x: number, y: number, radius: number, sizes: Size[], must?: boolean}} Wanted */

/**
 * Place labels so that none meets another; the first in the list get the best places.
 *
 * A label meets no node either, but one that must be seen may cover some when nothing else is left.
 * @param {Wanted[]} wanted each with the sizes it may have, the best first
 * @param {Box[]} taken what no label may cover
 * @param {Box[]} symbols what only such labels may cover
 * @param {Box} window outside which no label may reach
 * @returns {({box: Box, size: number, led: boolean} | null)[]} for each a box, which size it has, and whether a line must lead to it; null where there is no room
 */
export function placeLabels(wanted, taken, symbols, window) {
  const labels = new Tiles();
  const nodes = new Tiles();
  for (const box of taken) labels.add(box);
  for (const box of symbols) nodes.add(box);
  for (const { x, y, radius } of wanted) nodes.add(around(x, y, radius, radius));
  const ways = [{ at: candidates, covering: false }, { at: further, covering: false }, { at: candidates, covering: true }, { at: further, covering: true }];
  return wanted.map((label) => {
    for (const { at, covering } of label.must ? ways : ways.slice(0, 1)) {
      for (const [size, { width, height }] of label.sizes.entries()) {
        const box = at(label, width, height).find(
          (each) => inside(each, window) && labels.free(each) && (covering || nodes.free(each)),
        );
        if (!box) continue;
        labels.add(box);
        return { box, size, led: at === further };
      }
    }
    return null;
  });
}

/** @param {Box} box @param {Box} window */
const inside = (box, window) =>
  box.left >= window.left && box.right <= window.right && box.top >= window.top && box.bottom <= window.bottom;

/** @param {number} x @param {number} y @param {number} dx @param {number} dy @returns {Box} */
const around = (x, y, dx, dy) => ({ left: x - dx, top: y - dy, right: x + dx, bottom: y + dy });

/** Below, above, right, left of the node, then askew. @param {Wanted} label @param {number} width @param {number} height */
function candidates({ x, y, radius }, width, height) {
  const [dx, dy, gap] = [width / 2, height / 2, radius + 2];
  return [
    around(x, y + gap + dy, dx, dy),
    around(x, y - gap - dy, dx, dy),
    around(x + gap + dx, y, dx, dy),
    around(x - gap - dx, y, dx, dy),
    ...[1, -1].flatMap((down) => [1, -1].map((right) => around(x + right * (gap / 2 + dx), y + down * (gap / 2 + dy), dx, dy))),
    ...[0.5, -0.5].flatMap((right) => [1, -1].map((down) => around(x + right * dx, y + down * (gap + dy), dx, dy))),
  ];
}

/** Rings round the node, the nearest first: from there a line leads to it. @param {Wanted} label @param {number} width @param {number} height */
function further({ x, y, radius }, width, height) {
  return RINGS.flatMap((away) => Array.from({ length: 16 }, (_, at) => {
    const [cos, sin] = [Math.cos((at * Math.PI) / 8), Math.sin((at * Math.PI) / 8)];
    return around(x + cos * (radius + away + width / 2), y + sin * (radius + away + height / 2), width / 2, height / 2);
  }));
}

/**
 * Break a name into lines, between words where it can; of one too long the end is left out.
 * @param {string} name @param {number} [lines] @param {number} [most] characters of a line
 */
export function wrap(name, lines = 3, most = 22) {
  let words = name.replace(/\s+/g, " ").trim();
  const room = lines * most - 4 * (lines - 1);
  if (words.length > room) words = `${head(words, room - 1)}…`;
  const found = [];
  while (words.length > most && found.length < lines - 1) {
    const line = head(words, most);
    found.push(line);
    words = words.slice(line.length).trim();
  }
  return [...found, words.length > most + 4 ? `${head(words, most)}…` : words];
}

/** The beginning of a text, up to the last space that leaves enough. @param {string} text @param {number} most */
function head(text, most) {
  const space = text.lastIndexOf(" ", most);
  return text.slice(0, space > most / 3 ? space : most).trim();
}
