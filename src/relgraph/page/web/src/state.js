/** @import { Data, EdgeFacts, Holding, State, View } from "./types.js" */
import { active, firstDay, lastDay, span, started } from "./time.js";

/** @param {Data} data @returns {State} */
export function initial(data) {
  const [from, until] = span(data.facts.edges, data.year) ?? [1, 1];
  return {
    from, until, mode: "active", undated: true, possible: true, claims: false, rivals: false,
    areas: new Set(), kinds: new Set(), selected: null, near: false, unfolded: new Set(), open: new Set(),
    speed: "even", colour: usual(data), lanes: "area", view: opensInTime(data) ? "time" : "map", standing: "", sort: "dates", down: false, theme: "auto",
  };
}

/** What a map is coloured by when it opens: types of relations where all are of one colour else. @param {Data} data @returns {State["colour"]} */
const usual = (data) => (new Set(data.areas.map(([, colour]) => colour)).size > 1 ? "area" : "type");

/** What joins two is read along the years, unless another view was asked for; without a date there is nothing to read there. @param {Data} data */
const opensInTime = (data) => (data.view ? data.view === "time" : data.poles.length > 0) && span(data.facts.edges, data.year) !== null;

/**
 * Hold a state; `set` merges a change and tells everyone who listens.
 * @param {State} start @param {(state: State) => State} [settled] what must follow from a change
 */
export function store(start, settled = (state) => state) {
  let state = settled(start);
  /** @type {((state: State, before: State) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    /** @param {Partial<State>} change */
    set(change) {
      const before = state;
      state = settled({ ...state, ...change });
      for (const listener of listeners) listener(state, before);
    },
    /** @param {(state: State, before: State) => void} listener */
    listen(listener) {
      listeners.push(listener);
    },
  };
}
/** @typedef {ReturnType<typeof store>} Store */

/** Whether two states show the same nodes and edges. @param {State} a @param {State} b */
export const sameView = (a, b) =>
  a.from === b.from && a.until === b.until && a.mode === b.mode && a.undated === b.undated &&
  a.possible === b.possible && a.claims === b.claims && a.rivals === b.rivals &&
  a.areas === b.areas && a.kinds === b.kinds && a.near === b.near &&
  (!a.near || a.selected === b.selected);

/**
 * How an edge stands to the window of time. What goes on since nobody knows when is undated but
 * when its source knew it: else it would be seen in years in which it was not there yet.
 * @param {EdgeFacts} edge @param {State} state @returns {Holding}
 */
export function holding(edge, state) {
  const test = state.mode === "active" ? active : started;
  const held = test(edge, firstDay(state.from), lastDay(state.until));
  const [since, , , until] = edge.bounds;
  return held === "possible" && since === null && until === null ? "undated" : held;
}

/** Whether time, claims and rival values let an edge be seen, whatever the legends say.
 * @param {EdgeFacts} edge @param {State} state @param {Holding} held */
export function timely(edge, state, held) {
  if (held === "no" || (edge.claim && !state.claims)) return false;
  if (edge.rival_of && !state.rivals) return false;
  if (held === "undated") return state.undated;
  return held === "certain" || state.possible;
}

/**
 * Compute what is in view. A node is seen when one of its edges is, or when it has none at all.
 * @param {Data} data @param {State} state @returns {View}
 */
export function visible(data, state) {
  const { nodes, edges } = data.facts;
  const shown = nodes.map((node) => !state.kinds.has(node.kind ?? ""));
  const tied = new Set();
  /** @type {View} */
  const view = { nodes: new Set(), edges: new Map() };
  const timeless = edges.every(({ bounds }) => bounds.every((day) => day === null));
  edges.forEach((edge, number) => {
    tied.add(edge.from);
    tied.add(edge.to);
    const held = timeless ? "certain" : holding(edge, state);
    if (!timely(edge, state, held) || state.areas.has(edge.area ?? "")) return;
    if (shown[edge.from] && shown[edge.to]) view.edges.set(number, held);
  });
  if (state.near && state.selected && nearable(data, state.selected)) keepNear(data, state, view);
  for (const number of view.edges.keys()) {
    if (edges[number].figure) continue;
    view.nodes.add(edges[number].from);
    view.nodes.add(edges[number].to);
  }
  // a figure is about a thing: it does not bring one into view that nothing ties in these years
  const drawn = new Set(edges.flatMap(({ from, to, figure }) => (figure ? [] : [from, to])));
  for (const number of [...view.edges.keys()]) {
    const { from, figure } = edges[number];
    if (!figure || view.nodes.has(from)) continue;
    if (drawn.has(from)) view.edges.delete(number);
    else view.nodes.add(from);
  }
  nodes.forEach((_, number) => {
    if (!tied.has(number) && shown[number] && !state.near) view.nodes.add(number);
  });
  if (state.near && state.selected?.what === "node") view.nodes.add(state.selected.number);
  return view;
}

/** Keep the edges at the selected node, or at the ends of the selected edge, and those among the neighbours.
 * @param {Data} data @param {State} state @param {View} view */
function keepNear(data, state, view) {
  const { edges } = data.facts;
  const selected = /** @type {NonNullable<State["selected"]>} */ (state.selected);
  const centre = new Set(selected.what === "node" ? [selected.number] : endsOf(data, selected));
  const near = new Set(centre);
  for (const at of view.edges.keys()) {
    const { from, to } = edges[at];
    if (centre.has(from)) near.add(to);
    if (centre.has(to)) near.add(from);
  }
  for (const at of [...view.edges.keys()]) {
    const { from, to, figure } = edges[at];
    // a figure about a neighbour is no relation of the neighbourhood
    if (!near.has(from) || !near.has(to) || (figure && !centre.has(from))) view.edges.delete(at);
  }
}

/**
 * Say which drawn edges are shown: a bundle instead of its members when too many are in view.
 * @param {Data["edges"]} edges @param {View} view @param {Set<string>} unfolded
 * @param {number} most relations of a pair that are drawn apart
 * @returns {Map<string, number>} ids of drawn edges with the number of relations behind each
 */
export function folded(edges, view, unfolded, most) {
  const shown = new Map();
  for (const edge of edges) {
    if (edge.members) {
      const members = edge.members.filter((id) => view.edges.has(Number(id.slice(1))));
      if (members.length > most && !unfolded.has(edge.id)) {
        for (const id of members) shown.delete(id);
        shown.set(edge.id, members.length);
      }
    } else if (view.edges.has(Number(edge.id.slice(1)))) {
      shown.set(edge.id, 1);
    }
  }
  return shown;
}

/** The numbers of the two nodes that a selected edge or pair joins; none for a part.
 * @param {Data} data @param {NonNullable<State["selected"]>} selected @returns {number[]} */
export function endsOf(data, selected) {
  if (selected.what === "pair") return [selected.number, selected.other];
  if (selected.what === "group") return [data.facts.nodes.length + selected.number];
  const { from, to } = data.facts.edges[selected.number];
  return [from, to];
}

/** Whether a selection has a neighbourhood of its own: a part has none. @param {Data} data @param {NonNullable<State["selected"]>} selected */
export const nearable = (data, selected) =>
  selected.what === "node" || endsOf(data, selected).every((end) => end < data.facts.nodes.length);

/** Numbers of the nodes at the other end of each edge in view, the node itself included.
 * @param {Data} data @param {View} view @param {State["selected"]} selected */
export function neighbours(data, view, selected) {
  const { edges } = data.facts;
  /** @type {Set<number>} */
  const found = new Set();
  if (selected?.what === "node") {
    found.add(selected.number);
    for (const number of view.edges.keys()) {
      const { from, to } = edges[number];
      if (from === selected.number) found.add(to);
      if (to === selected.number) found.add(from);
    }
  } else if (selected) {
    for (const end of endsOf(data, selected)) found.add(end);
  }
  return found;
}
