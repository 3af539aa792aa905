/** @import { Box, Data, DrawnEdge, DrawnNode } from "./types.js" */

/** How far a spot is from the straight line between two others.
 * @param {{x: number, y: number}} spot @param {{x: number, y: number}} a @param {{x: number, y: number}} b */
export function awayFrom(spot, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const share = Math.min(Math.max(((spot.x - a.x) * dx + (spot.y - a.y) * dy) / Math.max(dx * dx + dy * dy, 1e-9), 0), 1);
  return Math.hypot(spot.x - a.x - share * dx, spot.y - a.y - share * dy);
}

/**
 * The control point of an edge's curve, as vis-network bends it (BezierEdgeStatic), or null for a straight one.
 * @param {DrawnEdge} edge @param {{x: number, y: number}} from @param {{x: number, y: number}} to
 */
export function bend(edge, from, to) {
  if (!edge.smooth?.enabled || !edge.smooth.roundness) return null;
  const share = edge.smooth.roundness * 0.5 + 0.5;
  const [dx, dy] = [to.x - from.x, from.y - to.y];
  const turn = edge.smooth.type === "curvedCW" ? share : 0.5 - edge.smooth.roundness * 0.5;
  const angle = Math.atan2(dy, dx) + turn * Math.PI;
  const reach = share * Math.hypot(dx, dy);
  return { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
}

/**
 * The middle of an edge's curve, which may lie outside the box of the nodes; of a loop its far end.
 * @param {DrawnEdge} edge @param {{x: number, y: number}} from @param {{x: number, y: number}} to
 */
export function crest(edge, from, to) {
  if (edge.from === edge.to) return { x: from.x, y: from.y - 2 * (edge.selfReference?.size ?? 0) };
  const via = bend(edge, from, to);
  return via ? { x: (from.x + 2 * via.x + to.x) / 4, y: (from.y + 2 * via.y + to.y) / 4 } : from;
}

/** The smallest box round some spots, or null. @param {{x: number, y: number}[]} spots @returns {Box | null} */
export function around(spots) {
  if (!spots.length) return null;
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of spots) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

const TALLEST = 2.5;
/** Width of a map for which sizes were made, in pixels. */
const USUAL = 1060;

/**
 * Stretch a figure downwards for a window that is taller than it: places were made for a wide one.
 * @param {Data} data @param {number} width @param {number} height @returns {Data}
 */
export function stretched(data, width, height) {
  const alone = data.nodes.filter((_, number) => !(data.group[number] >= 0));
  const frame = around([...alone, ...data.groups.map(([, , x, y]) => ({ x, y }))]);
  if (!frame || !width || !height) return data;
  const [wide, high] = [Math.max(frame.right - frame.left, 1), Math.max(frame.bottom - frame.top, 1)];
  const by = Math.min(Math.max((height / width) * (wide / high), 1), TALLEST);
  return {
    ...data,
    unit: data.unit * Math.min(Math.max(USUAL / width, 1), 2),
    nodes: data.nodes.map((node, number) => (data.group[number] >= 0 ? node : { ...node, y: node.y * by })),
    groups: data.groups.map(([name, colour, x, y, reach]) => [name, colour, x, y * by, reach]),
    bands: data.bands.map(([name, left, top, across, down]) => [name, left, top * by, across, down * by]),
  };
}

/**
 * Find the next node in a direction: the nearest within 45 degrees of it.
 * @param {DrawnNode[]} nodes @param {{x: number, y: number}} start @param {number} dx @param {number} dy
 */
export function towards(nodes, start, dx, dy) {
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const along = (node.x - start.x) * dx + (node.y - start.y) * dy;
    const aside = Math.abs((node.x - start.x) * dy) + Math.abs((node.y - start.y) * dx);
    if (along <= 0.5 || aside > along) continue;
    if (along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
  }
  return best;
}
