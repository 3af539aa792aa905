/** @import { Data, View } from "./types.js" */
import { draw } from "./dom.js";
import { heads } from "./framed.js";
import { bend } from "./geometry.js";
import { outline } from "./legend.js";
import { dashes } from "./strokes.js";
import { inks } from "./theme.js";

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 does not have them, and one breaks the file
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * The map as it is seen, as an SVG: the same places, curves, labels.
 * @param {Data} data @param {View} view
 * @param {{width: number, height: number, scale: number, scene: import("./scene.js").Scene, colours: {line: (edge: import("./types.js").DrawnEdge) => string, node: (node: import("./types.js").DrawnNode) => string}, toDOM: (spot: {x: number, y: number}) => {x: number, y: number}, labels: import("./painter.js").Label[], titles: {text: string, box: import("./types.js").Box}[], said: string, frame: import("./framed.js").Frame, dark: boolean}} seen
 */
export function svg(data, view, seen) {
  const { width, height, scale, scene, toDOM, dark } = seen;
  const { ground, band, ink, soft, halo } = inks(dark);
  const { line } = seen.colours;
  const { frame } = seen;
  const whole = height + frame.above + frame.below;
  const root = draw("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 ${-frame.above} ${width} ${whole}`, width, height: whole,
    "font-family": "Noto Sans, Noto Sans CJK SC, Arial, sans-serif", "font-size": 12 });
  root.append(draw("title", {}, data.title), draw("desc", {}, seen.said));
  root.append(draw("rect", { y: -frame.above, width, height: whole, fill: ground }));
  for (const { text, y, size } of heads(frame)) root.append(draw("text", { x: 16, y, fill: ink, "font-size": size, "font-weight": size > 12 ? 600 : 400 }, text));
  for (const { said, colour, shape, x, y } of frame.entries) {
    root.append(draw("path", { d: outline(shape), transform: `translate(${round(x + 7)} ${height + y - 4})`, fill: colour }), draw("text", { x: round(x + 20), y: height + y, fill: ink }, said));
  }
  const at = (/** @type {number} */ x, /** @type {number} */ y) => {
    const spot = toDOM({ x, y });
    return { x: round(spot.x), y: round(spot.y) };
  };
  const place = (/** @type {number} */ number) => toDOM(/** @type {import("./types.js").DrawnNode} */ (scene.nodes.get(number)));
  data.bands.forEach(([, left, top, wide, high], k) => {
    const corner = at(left, top);
    if (k % 2 === 0) root.append(draw("rect", { ...corner, width: round(wide * scale), height: round(high * scale), fill: band }));
  });
  for (const { x, y, reach } of scene.discs) root.append(draw("circle", { cx: at(x, y).x, cy: at(x, y).y, r: round(reach * scale), fill: band }));
  root.append(arrow(ink));
  for (const edge of scene.edges) {
    const count = scene.counts.get(edge.id);
    const [a, b] = [place(edge.from), place(edge.to)];
    const number = Number(edge.id.slice(1));
    const facts = edge.members ? null : data.facts.edges[number];
    const path = draw("path", { d: course(edge, a, b, scale), fill: "none", stroke: line(edge), "stroke-opacity": 0.6, "stroke-width": facts ? 1 : 3 });
    if (facts && !facts.symmetric) path.setAttribute("marker-mid", "url(#arrow)");
    const pattern = facts && dashes(facts, view.edges.get(number));
    if (pattern) path.setAttribute("stroke-dasharray", pattern.join(" "));
    root.append(path);
    if (!facts) root.append(draw("text", { x: round((a.x + b.x) / 2), y: round((a.y + b.y) / 2 - 4), fill: ink, "text-anchor": "middle", "font-weight": 600 }, `${count}`));
  }
  for (const node of scene.nodes.values()) {
    const { x, y } = toDOM(node);
    root.append(draw("path", { d: outline(node.shape, Math.max(node.size * scale, 2)), transform: `translate(${round(x)} ${round(y)})`, fill: seen.colours.node(node) }));
  }
  const halos = { stroke: halo.slice(0, 7), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" };
  for (const { text, box } of seen.titles) {
    root.append(draw("text", { x: round(box.left), y: round(box.bottom - 4), fill: soft, "font-weight": 600 }, text));
  }
  for (const { lines, font, box } of seen.labels) {
    const [weight, size] = font.split(" ");
    lines.forEach((line, k) => {
      root.append(draw("text", { x: round((box.left + box.right) / 2), y: round(box.top + 1 + ((box.bottom - box.top - 2) / lines.length) * (k + 0.5) + 4), fill: ink, "text-anchor": "middle", "font-weight": weight, "font-size": Number.parseInt(size, 10), ...halos }, line));
    });
  }
  return new XMLSerializer().serializeToString(root).replace(NOT_XML, "");
}

/**
 * The course of an edge, with a vertex in the middle for its arrow.
 * @param {import("./types.js").DrawnEdge} edge @param {{x: number, y: number}} a @param {{x: number, y: number}} b @param {number} scale
 */
function course(edge, a, b, scale) {
  const mid = (/** @type {{x: number, y: number}} */ p, /** @type {{x: number, y: number}} */ q) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
  const at = (/** @type {{x: number, y: number}} */ p) => `${round(p.x)} ${round(p.y)}`;
  if (edge.from === edge.to) {
    const loop = (edge.selfReference?.size ?? 18) * scale;
    return `M${at(a)}c${round(loop)} ${round(-2.2 * loop)} ${round(2.2 * loop)} ${round(-loop)} 0 0`;
  }
  const via = bend(edge, a, b);
  if (!via) return `M${at(a)}L${at(mid(a, b))}L${at(b)}`;
  const [first, last] = [mid(a, via), mid(via, b)];
  return `M${at(a)}Q${at(first)} ${at(mid(first, last))}Q${at(last)} ${at(b)}`;
}

const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/** @param {string} ink */
const arrow = (ink) =>
  draw("defs", {}, draw("marker", { id: "arrow", viewBox: "0 0 6 6", refX: 3, refY: 3, markerWidth: 5, markerHeight: 5, orient: "auto" },
    draw("path", { d: "M0 0L6 3L0 6Z", fill: ink })));
