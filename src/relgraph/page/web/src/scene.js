/** @import { Data, DrawnEdge, DrawnNode, State, View } from "./types.js" */
import { PLAIN } from "./colours.js";
import { folded } from "./state.js";
import { called } from "./words.js";

/** A neighbourhood of at most so many nodes stands in rings round its centre, out of its folds. */
const RINGS = 400;
/** The least radius of a node that stands alone among parts, in pixels. */
const HUB = 12;
/** Pixels that a node takes in a ring, and from ring to ring. */
const [ROOM, RING] = [120, 110];

/** @typedef {{group: number, x: number, y: number, reach: number}} Disc a part that is open */
/** @typedef {{nodes: Map<number, DrawnNode>, edges: DrawnEdge[], counts: Map<string, number>, discs: Disc[], members: Map<number, {count: number, years: string}>, stands: (number: number) => number}} Scene */

/**
 * What is drawn of a view: nodes where they stand, lines with the number of relations behind each.
 * A folded figure has a node for each part that is closed, numbered after those of the facts.
 * @param {Data} data @param {State} now @param {View} view @returns {Scene}
 */
export function scene(data, now, view) {
  if (!data.groups.length) return plain(data, now, view, new Map([...view.nodes].map((number) => [number, data.nodes[number]])));
  if (now.near && now.selected?.what === "node" && view.nodes.size <= RINGS) return plain(data, now, view, rings(data, view, now.selected.number));
  return parts(data, now, view);
}

/** @param {Data} data @param {State} now @param {View} view @param {Map<number, DrawnNode>} nodes @returns {Scene} */
function plain(data, now, view, nodes) {
  const counts = folded(data.edges, view, now.unfolded, data.folded);
  return { nodes, edges: data.edges.filter(({ id }) => counts.has(id)), counts, discs: [], members: new Map(), stands: (number) => number };
}

/** Nodes in rings round one of them, each ring by area of kind, so that like stands by like.
 * @param {Data} data @param {View} view @param {number} centre @returns {Map<number, DrawnNode>} */
function rings(data, view, centre) {
  const found = new Map([[centre, { ...data.nodes[centre], x: 0, y: 0 }]]);
  const rest = [...view.nodes].filter((number) => number !== centre).sort((a, b) => data.group[a] - data.group[b] || data.nodes[b].size - data.nodes[a].size || a - b);
  const fits = (/** @type {number} */ ring) => Math.max(6, Math.floor((2 * Math.PI * ring * RING) / ROOM));
  let [ring, done] = [1, 0];
  while (done < rest.length) {
    const inside = rest.slice(done, done + fits(ring));
    inside.forEach((number, at) => {
      const angle = ((at + (ring % 2) / 2) / inside.length) * 2 * Math.PI;
      found.set(number, { ...data.nodes[number], x: 1.5 * ring * RING * Math.cos(angle), y: ring * RING * Math.sin(angle) });
    });
    done += inside.length;
    ring += 1;
  }
  return found;
}

/** Number of the node that stands for another: of its part while that is closed.
 * @param {Data} data @param {Set<string>} open @param {number} number */
const standsFor = (data, open, number) => {
  const group = data.group[number];
  return group < 0 || open.has(data.groups[group][0]) ? number : data.facts.nodes.length + group;
};

/** @param {Data} data @param {State} now @param {View} view @returns {Scene} */
function parts(data, now, view) {
  const first = data.facts.nodes.length;
  const place = placing(data, now.open);
  /** @type {Map<number, DrawnNode>} */
  const nodes = new Map();
  /** @type {Map<number, number>} */
  const held = new Map();
  for (const number of view.nodes) {
    const at = standsFor(data, now.open, number);
    const node = data.nodes[number];
    if (at >= first) held.set(at, (held.get(at) ?? 0) + 1);
    // what stands alone ties many parts; what is in an open part is seen from further away
    else nodes.set(at, { ...node, ...place(number), size: data.group[number] < 0 ? Math.max(node.size, HUB * data.unit) : 2 * node.size });
  }
  const most = Math.max(...held.values(), 1);
  for (const [at, count] of held) {
    const [, color] = data.groups[at - first];
    nodes.set(at, { id: at, ...place(at), size: (14 + 16 * Math.sqrt(count / most)) * data.unit, color, shape: "dot" });
  }
  const own = data.edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  const counts = folded(own, view, now.unfolded, data.folded);
  const edges = own.filter(({ id }) => counts.has(id));
  for (const tie of ties(data, now, view)) {
    edges.push(tie.edge);
    counts.set(tie.edge.id, tie.count);
  }
  const discs = data.groups.flatMap(([name, , , , reach], group) => (now.open.has(name) ? [{ group, ...place(first + group), reach }] : []));
  return { nodes, edges, counts, discs, members: told(data, now, view, held), stands: (number) => standsFor(data, now.open, number) };
}

/** How many nodes of each closed part are in view, and when their relations begin.
 * @param {Data} data @param {State} now @param {View} view @param {Map<number, number>} held */
function told(data, now, view, held) {
  const spans = new Map();
  for (const number of view.edges.keys()) {
    const { from, to, bounds } = data.facts.edges[number];
    if (bounds[0] === null) continue;
    const year = Number(bounds[0].slice(0, 4));
    for (const end of [from, to]) {
      const at = standsFor(data, now.open, end);
      const [least, most] = spans.get(at) ?? [year, year];
      if (held.has(at)) spans.set(at, [Math.min(year, least), Math.max(year, most)]);
    }
  }
  return new Map([...held].map(([at, count]) => [at, { count, years: [...new Set(spans.get(at) ?? [])].join("–") }]));
}

/** Lines with a closed part at one end or both. @param {Data} data @param {State} now @param {View} view */
function ties(data, now, view) {
  const first = data.facts.nodes.length;
  const wide = first + data.groups.length;
  const found = new Map();
  for (const number of view.edges.keys()) {
    const { from, to, area } = data.facts.edges[number];
    const [one, other] = [standsFor(data, now.open, from), standsFor(data, now.open, to)].sort((a, b) => a - b);
    if (other < first || one === other) continue;
    const key = one * wide + other;
    const tie = found.get(key) ?? { one, other, count: 0, areas: new Map() };
    tie.count += 1;
    tie.areas.set(area ?? "", (tie.areas.get(area ?? "") ?? 0) + 1);
    found.set(key, tie);
  }
  const colours = new Map(data.areas.map(([name, colour]) => [name, colour]));
  return [...found.values()].map(({ one, other, count, areas }) => {
    const [[area]] = [...areas].sort(([, a], [, b]) => b - a);
    const width = (1 + Math.log2(count) / 2) * data.unit;
    return { count, edge: /** @type {DrawnEdge} */ ({ id: `t${one}-${other}`, from: one, to: other, color: colours.get(area) ?? PLAIN, arrows: "", width, smooth: { enabled: false }, members: [] }) };
  });
}

/**
 * Where things stand: an open part needs its reach, so all else moves that far away from its middle.
 * Two things keep their distance at least, since each step only spreads.
 * @param {Data} data @param {Set<string>} open
 */
function placing(data, open) {
  const first = data.facts.nodes.length;
  const opened = data.groups.flatMap(([name, , x, y, reach], group) => (open.has(name) ? [{ group, x, y, reach }] : []));
  const moved = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ own) => {
    let [atX, atY] = [x, y];
    for (const each of opened) {
      if (each.group === own) continue;
      const [dx, dy] = [x - each.x, y - each.y];
      const away = Math.hypot(dx, dy);
      atX += each.reach * (away ? dx / away : 1);
      atY += each.reach * (away ? dy / away : 0);
    }
    return { x: atX, y: atY };
  };
  const centres = data.groups.map(([, , x, y], group) => moved(x, y, group));
  return (/** @type {number} */ number) => {
    if (number >= first) return centres[number - first];
    const { x, y } = data.nodes[number];
    const group = data.group[number];
    return group < 0 ? moved(x, y, -1) : { x: centres[group].x + x, y: centres[group].y + y };
  };
}

/** Whether a node of the facts is what a node of the drawing stands for. @param {Data} data @param {number} drawn @param {number} number */
export const holds = (data, drawn, number) =>
  drawn < data.facts.nodes.length ? drawn === number : data.group[number] === drawn - data.facts.nodes.length;

/** What a drawn node is called: short on the map, in full elsewhere. @param {Data} data @param {number} drawn @param {boolean} [short] */
export function nameOf(data, drawn, short) {
  const node = data.facts.nodes[drawn];
  if (node) return short ? called(node) : node.name;
  return data.groups[drawn - data.facts.nodes.length][0];
}

/** Open the parts that hold what is selected: it is to be seen. @param {Data} data @param {State} state @returns {State} */
export function settled(data, state) {
  const { selected, open } = state;
  if (!data.groups.length || !selected || selected.what === "group" || selected.what === "pair") return state;
  const { from, to } = selected.what === "edge" ? data.facts.edges[selected.number] : { from: selected.number, to: selected.number };
  const names = [from, to].filter((number) => data.group[number] >= 0).map((number) => data.groups[data.group[number]][0]);
  return names.every((name) => open.has(name)) ? state : { ...state, open: new Set([...open, ...names]) };
}
