/** @import { Data, DrawnEdge, DrawnNode, Selected, State, View } from "./types.js" */
import { colours, PLAIN, tint } from "./colours.js";
import { need } from "./dom.js";
import { around, awayFrom, crest } from "./geometry.js";
import { parted } from "./groups.js";
import { painter } from "./painter.js";
import { scene } from "./scene.js";
import { neighbours } from "./state.js";
import { dashes } from "./strokes.js";
import { calm, inks, isDark } from "./theme.js";

const { DataSet, Network } = vis;
const MANY_EDGES = 4000;
/** Milliseconds between two clicks that are one double click. */
const TWICE = 350;
const MARGIN = { x: 76, y: 40 };
const CLOSEST = 1.6;
/** Pixels across which a line of several relations answers. */
const TARGET = 24;
const FADED = { node: 0.18, edge: 0.1 };
/** With more lines than this what is not selected stays as it is: to fade it takes too long. */
const CROWD = 1500;

/**
 * The map, drawn by vis-network out of what pyvis made; labels and bands are painted over it.
 * @param {Data} data
 * @param {{select: (selected: Selected) => void, turn: (group: number) => void, near: (number: number) => void, hover: (what: "drawn" | "edge" | "pair", number: number, other: number, at: {x: number, y: number}) => void, leave: () => void}} act
 */
export function renderer(data, act) {
  const box = need("map");
  const first = data.facts.nodes.length;
  const nodes = new DataSet();
  const edges = new DataSet();
  const options = structuredClone(data.options);
  const many = data.edges.length > MANY_EDGES && !data.groups.length;
  Object.assign(options.interaction, { hover: !many, hideEdgesOnDrag: many, hideEdgesOnZoom: many });
  const network = new Network(box, { nodes, edges }, options);
  box.firstElementChild?.setAttribute("tabindex", "-1");
  const paint = painter(data, network, box);
  const memberOf = new Map(data.edges.flatMap((edge) => (edge.members ?? []).map((id) => [id, edge.id])));
  const [changedNodes, changedEdges] = [changes(nodes), changes(edges)];
  /** @type {import("./scene.js").Scene} */
  let drawn = { nodes: new Map(), edges: [], counts: new Map(), discs: [], members: new Map(), stands: (number) => number };
  /** @type {unknown[]} what the scene was made of */
  let made = [];
  let strongest = 1;
  let size = [0, 0];
  /** @type {ReturnType<typeof colours>} */
  let hues = colours(data, "area");

  const before = { at: -Infinity, node: -1 };

  network.on("doubleClick", () => before.node >= 0 && act.near(before.node));
  // the panel that the first click opens moves the map, or lies where the second click falls
  document.addEventListener("click", (event) => {
    const late = performance.now() - before.at >= TWICE || before.node < 0;
    if (late || box.contains(/** @type {Node} */ (event.target))) return;
    event.preventDefault();
    event.stopPropagation();
    act.near(before.node);
  }, true);
  network.on("click", (event) => {
    if (before.node >= 0 && performance.now() - before.at < TWICE) return;
    const spot = event.pointer.DOM;
    const open = paint.titleAt(spot);
    if (open !== undefined) {
      act.turn(open);
      return;
    }
    const badge = paint.badgeAt(spot);
    const [node] = badge ? [] : event.nodes;
    const tie = badge ?? (node === undefined ? tieAt(spot) : undefined);
    Object.assign(before, { at: performance.now(), node: node < first ? node : -1 });
    const [edge] = event.edges;
    if (tie) act.select({ what: "pair", number: tie.from, other: tie.to });
    else if (node >= first) act.turn(node - first);
    else if (node !== undefined) act.select({ what: "node", number: node });
    else if (edge === undefined) act.select(null);
    else act.select({ what: "edge", number: Number(edge.slice(1)) });
  });
  network.on("hoverNode", ({ node, pointer }) => act.hover("drawn", node, node, pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => {
    const tie = tieAt(pointer.DOM);
    if (tie) act.hover("pair", tie.from, tie.to, pointer.DOM);
    else if (edge.startsWith("e")) act.hover("edge", Number(edge.slice(1)), -1, pointer.DOM);
  });
  box.addEventListener("mousemove", (event) => {
    const spot = { x: event.offsetX, y: event.offsetY };
    const badge = paint.badgeAt(spot);
    if (badge) act.hover("pair", badge.from, badge.to, spot);
  });

  const node = (/** @type {number} */ number) => /** @type {DrawnNode} */ (drawn.nodes.get(number) ?? data.nodes[number]);

  /** The nearest line of several relations under a spot: its target is wider than it is drawn.
   * @param {{x: number, y: number}} spot */
  function tieAt(spot) {
    let [best, least] = [/** @type {DrawnEdge | undefined} */ (undefined), TARGET / 2];
    for (const edge of drawn.edges) {
      if (!edge.members) continue;
      const away = awayFrom(spot, network.canvasToDOM(node(edge.from)), network.canvasToDOM(node(edge.to)));
      if (away <= least) [best, least] = [edge, away];
    }
    return best;
  }

  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, act.leave);

  /** All that is drawn, curves too. */
  const everything = () => {
    const curves = drawn.edges.map((edge) => crest(edge, node(edge.from), node(edge.to)));
    return [...drawn.nodes.values(), ...discs(drawn.discs), ...curves];
  };
  const places = (/** @type {Iterable<number>} */ numbers) => [...numbers].flatMap((number) => drawn.nodes.get(number) ?? []);

  /** @param {{x: number, y: number}[]} some @param {number} closest @param {boolean} [still] */
  const show = (some, closest, still) => {
    const frame = around(some);
    if (!frame) return;
    const [width, height] = [box.clientWidth, box.clientHeight];
    const scale = Math.min(
      (width - 2 * Math.min(MARGIN.x, width / 5)) / Math.max(frame.right - frame.left, 1),
      (height - 2 * MARGIN.y) / Math.max(frame.bottom - frame.top, 1),
      closest,
    );
    const position = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 };
    network.moveTo({ position, scale: Math.max(scale, 0.01), animation: still || calm() ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  };

  /** Move only if something of it is out of view. @param {Set<number>} numbers */
  const keepInView = (numbers) => {
    const some = places(new Set([...numbers].map((number) => (number < first ? drawn.stands(number) : number))));
    const inside = some.every((each) => {
      const { x, y } = network.canvasToDOM(each);
      return x > 30 && y > 24 && x < box.clientWidth - 30 && y < box.clientHeight - 30;
    });
    if (!inside) show(some, Math.max(network.getScale(), CLOSEST / data.unit));
  };

  return {
    fit: (still = false) => show(everything(), CLOSEST, still),
    /** Show the whole of a part that was opened. @param {number} group */
    fitPart: (group) => show(discs(drawn.discs.filter((each) => each.group === group)), CLOSEST),
    zoom: (/** @type {number} */ by) => network.moveTo({ scale: network.getScale() * by }),
    centre: () => network.getViewPosition(),
    /** Follow the size of the map's box. */
    resize() {
      if (size[0] === box.clientWidth && size[1] === box.clientHeight) return;
      size = [box.clientWidth, box.clientHeight];
      network.setSize("100%", "100%");
      network.redraw();
    },
    keepInView,
    /** Draw at once what a state has changed. */
    redraw: () => network.redraw(),
    boxes: paint.boxes,
    labels: paint.labels,
    titles: paint.titles,
    drawn: () => drawn.nodes,
    /** The colour of a line, and of a node, as they are drawn. @param {State} now */
    colours: (now) => ({ line: (/** @type {DrawnEdge} */ edge) => tint(colourOf(edge, now), isDark(now)), node: (/** @type {DrawnNode} */ each) => tint(nodeColour(each, now), isDark(now)) }),
    scene: () => drawn,
    scale: () => network.getScale(),
    /** Where lines of several relations run, and their counts stand, in pixels of the map's box. */
    lines() {
      const counted = new Map(paint.counts().map(({ edge, ...at }) => [edge.id, at]));
      return drawn.edges.filter(({ members }) => members).map(({ id, from, to }) => ({ from, to, count: counted.get(id), ends: [node(from), node(to)].map((end) => network.canvasToDOM(end)) }));
    },
    toDOM: (/** @type {{x: number, y: number}} */ spot) => network.canvasToDOM(spot),
    place: (/** @type {number} */ number) => network.canvasToDOM(node(number < first ? drawn.stands(number) : number)),
    canvas: () => /** @type {HTMLCanvasElement} */ (box.querySelector("canvas")),
    onDrawn: (/** @type {() => void} */ done) => network.once("afterDrawing", done),

    /** Show a view. @param {State} now @param {View} view */
    apply(now, view) {
      const wanted = [view, now.open, now.unfolded, now.near && now.selected];
      if (!wanted.every((part, at) => part === made[at])) {
        [drawn, made] = [scene(data, now, view), wanted];
        strongest = drawn.edges.reduce((most, { id, members }) => Math.max(most, members?.length === 0 ? drawn.counts.get(id) ?? 1 : 1), 1);
      }
      const dark = isDark(now);
      hues = colours(data, now.colour);
      const near = new Set([...neighbours(data, view, now.selected)].map((number) => (number < first ? drawn.stands(number) : number)));
      box.style.backgroundColor = inks(dark).ground;
      changedNodes([...drawn.nodes.values()].map((each) => {
        const colour = tint(nodeColour(each, now), dark);
        return { ...each, opacity: near.size && !near.has(each.id) && drawn.edges.length <= CROWD ? FADED.node : 1,
          color: { background: colour, border: inks(dark).ring, highlight: { background: colour, border: inks(dark).ring }, hover: colour } };
      }));
      changedEdges(drawn.edges.map((edge) => styled(edge, now, view, dark)));
      network.unselectAll();
      if (now.selected?.what === "node" && drawn.nodes.has(now.selected.number)) {
        network.setSelection({ nodes: [now.selected.number], edges: [] });
      }
      paint.set({ now, near, scene: drawn, dark });
      // one drawing in the next frame, whatever asked for it
      network.body.emitter.emit("_requestRedraw");
    },
  };

  /** The colour of a node; a part has its own where areas have. @param {DrawnNode} each @param {State} now */
  function nodeColour(each, now) {
    if (each.id < first) return hues.node(data.facts.nodes[each.id].kind ?? "");
    return now.colour === "area" ? each.color : PLAIN;
  }

  /** The colour of a line; of several relations that of the most, as on opening. @param {DrawnEdge} edge @param {State} now */
  function colourOf(edge, now) {
    if (!edge.members) return hues.edge(data.facts.edges[Number(edge.id.slice(1))]);
    if (now.colour === "area") return edge.color;
    const [most] = [...parted(edge.members, (id) => hues.edge(data.facts.edges[Number(id.slice(1))]))].sort(([, a], [, b]) => b.length - a.length);
    return most?.[0] ?? PLAIN;
  }

  /** @param {DrawnEdge} edge @param {State} now @param {View} view @param {boolean} dark */
  function styled(edge, now, view, dark) {
    const { selected } = now;
    const number = Number(edge.id.slice(1));
    const chosen = selected?.what === "pair" ? Boolean(edge.members) && [edge.from, edge.to].includes(selected.number) && [edge.from, edge.to].includes(selected.other)
      : selected?.what === "edge" && (edge.members ? memberOf.get(`e${selected.number}`) === edge.id : selected.number === number);
    const at = selected?.what === "node" ? selected.number : selected?.what === "group" ? first + selected.number : -1;
    const touches = selected === null || chosen || edge.from === at || edge.to === at;
    const colour = tint(colourOf(edge, now), dark);
    const plain = edge.members?.length === 0 ? 0.2 + 0.4 * Math.sqrt((drawn.counts.get(edge.id) ?? 0) / strongest) : 0.5;
    const pattern = edge.members ? null : dashes(data.facts.edges[number], view.edges.get(number));
    return {
      ...edge, dashes: pattern ? pattern.map((length) => length * data.unit) : false,
      width: (edge.width ?? 1) * (chosen ? 2.5 : data.facts.edges[number]?.claim && !edge.members ? 2 : 1),
      color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: touches ? (selected ? 0.95 : plain) : drawn.edges.length > CROWD ? plain : FADED.edge },
    };
  }
}

/** The corners of the boxes round open parts. @param {import("./scene.js").Disc[]} open */
const discs = (open) => open.flatMap(({ x, y, reach }) => [{ x: x - reach, y: y - reach }, { x: x + reach, y: y + reach }]);

/**
 * Bring a data set to what it should hold, and touch nothing in it that is so already.
 * @param {InstanceType<typeof DataSet>} set
 */
function changes(set) {
  /** @type {Map<string | number, string>} */
  let known = new Map();
  return (/** @type {{id: string | number}[]} */ items) => {
    const now = new Map(items.map((item) => [item.id, JSON.stringify(item)]));
    set.remove([...known.keys()].filter((id) => !now.has(id)));
    set.update(items.filter(({ id }) => known.get(id) !== now.get(id)));
    known = now;
  };
}
