/** @import { Data, State, View } from "./types.js" */
import { draw } from "./dom.js";
import { bend } from "./geometry.js";
import { outline } from "./legend.js";
import { folded } from "./state.js";
import { inks, tint } from "./theme.js";

/**
 * The map as it is seen, as an SVG: the same places, curves, labels.
 * @param {Data} data @param {State} now @param {View} view
 * @param {{width: number, height: number, scale: number, place: (number: number) => {x: number, y: number}, labels: import("./painter.js").Label[], titles: {text: string, box: import("./types.js").Box}[], said: string, dark: boolean}} seen
 */
export function svg(data, now, view, seen) {
  const { width, height, scale, place, dark } = seen;
  const { ground, band, ink, soft, halo } = inks(dark);
  const root = draw("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height,
    "font-family": "Noto Sans, Noto Sans CJK SC, Arial, sans-serif", "font-size": 12 });
  root.append(draw("title", {}, data.title), draw("desc", {}, seen.said));
  root.append(draw("rect", { width, height, fill: ground }));
  const origin = data.nodes.length ? place(0) : { x: 0, y: 0 };
  const at = (/** @type {number} */ x, /** @type {number} */ y) => ({
    x: round(origin.x + (x - data.nodes[0].x) * scale), y: round(origin.y + (y - data.nodes[0].y) * scale),
  });
  data.bands.forEach(([, left, top, wide, high], k) => {
    const corner = at(left, top);
    if (k % 2 === 0) root.append(draw("rect", { ...corner, width: round(wide * scale), height: round(high * scale), fill: band }));
  });
  root.append(arrow(ink));
  for (const [id, count] of folded(data.edges, view, now.unfolded)) {
    const edge = data.edges.find((each) => each.id === id);
    if (!edge) continue;
    const [a, b] = [place(edge.from), place(edge.to)];
    const curve = bend(edge, a, b);
    const facts = edge.members ? null : data.facts.edges[Number(id.slice(1))];
    const loop = edge.from === edge.to ? (edge.selfReference?.size ?? 18) * scale : 0;
    const d = loop
      ? `M${round(a.x)} ${round(a.y)}c${round(loop)} ${round(-2.2 * loop)} ${round(2.2 * loop)} ${round(-loop)} 0 0`
      : `M${round(a.x)} ${round(a.y)}${curve ? `Q${round(curve.x)} ${round(curve.y)} ` : "L"}${round(b.x)} ${round(b.y)}`;
    const path = draw("path", { d, fill: "none", stroke: tint(edge.color, dark), "stroke-opacity": 0.6, "stroke-width": edge.members ? 3 : 1 });
    if (facts && !facts.symmetric) path.setAttribute("marker-mid", "url(#arrow)");
    if (facts?.claim || facts?.status !== "actual") path.setAttribute("stroke-dasharray", edge.members ? "none" : "6 3");
    if (facts && view.edges.get(Number(id.slice(1))) !== "certain") path.setAttribute("stroke-dasharray", "1.5 3");
    root.append(path);
    if (edge.members) root.append(draw("text", { x: round((a.x + b.x) / 2), y: round((a.y + b.y) / 2 - 4), fill: ink, "text-anchor": "middle", "font-weight": 600 }, `${count}`));
  }
  for (const number of view.nodes) {
    const node = data.nodes[number];
    const { x, y } = place(number);
    root.append(draw("path", { d: outline(node.shape, Math.max(node.size * scale, 2)), transform: `translate(${round(x)} ${round(y)})`, fill: tint(node.color, dark) }));
  }
  const halos = { stroke: halo.slice(0, 7), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" };
  for (const { text, box } of seen.titles) {
    root.append(draw("text", { x: round(box.left), y: round(box.bottom - 4), fill: soft, "font-weight": 600 }, text));
  }
  for (const { lines, font, box } of seen.labels) {
    const [weight, size] = font.split(" ");
    lines.forEach((line, k) => {
      root.append(draw("text", { x: round((box.left + box.right) / 2), y: round(box.top + 12 + 14 * k), fill: ink, "text-anchor": "middle", "font-weight": weight, "font-size": Number.parseInt(size, 10), ...halos }, line));
    });
  }
  return new XMLSerializer().serializeToString(root);
}

const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/** @param {string} ink */
const arrow = (ink) =>
  draw("defs", {}, draw("marker", { id: "arrow", viewBox: "0 0 6 6", refX: 3, refY: 3, markerWidth: 5, markerHeight: 5, orient: "auto" },
    draw("path", { d: "M0 0L6 3L0 6Z", fill: ink })));
