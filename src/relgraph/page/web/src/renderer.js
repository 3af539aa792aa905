/** @import { Data, DrawnEdge, Selected, State, View } from "./types.js" */
import { DataSet, Network } from "../vendor/vis-network.js";
import { need } from "./dom.js";
import { around, awayFrom, crest } from "./geometry.js";
import { painter } from "./painter.js";
import { folded, neighbours } from "./state.js";
import { dashes } from "./strokes.js";
import { calm, inks, isDark, tint } from "./theme.js";

const MANY_EDGES = 4000;
/** Milliseconds between two clicks that are one double click. */
const TWICE = 350;
const MARGIN = { x: 76, y: 40 };
const CLOSEST = 1.6;
/** Pixels across which a line of several relations answers. */
const TARGET = 24;
const FADED = { node: 0.18, edge: 0.1 };

/**
 * The map, drawn by vis-network out of what pyvis made; labels and bands are painted over it.
 * @param {Data} data
 * @param {{select: (selected: Selected) => void, near: (number: number) => void, hover: (what: "node" | "edge" | "pair", number: number, at: {x: number, y: number}) => void, leave: () => void}} act
 */
export function renderer(data, act) {
  const box = need("map");
  const nodes = new DataSet(data.nodes);
  const edges = new DataSet(data.edges.map((edge) => ({ ...edge, hidden: Boolean(edge.members) })));
  const options = structuredClone(data.options);
  const many = data.edges.length > MANY_EDGES;
  Object.assign(options.interaction, { hover: !many, hideEdgesOnDrag: many, hideEdgesOnZoom: many });
  const network = new Network(box, { nodes, edges }, options);
  box.firstElementChild?.setAttribute("tabindex", "-1");
  const paint = painter(data, network, box);
  const memberOf = new Map(data.edges.flatMap((edge) => (edge.members ?? []).map((id) => [id, edge.id])));
  /** @type {View} */
  let seen = { nodes: new Set(), edges: new Map() };
  /** @type {Map<string, number>} */
  let drawn = new Map();

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
    const badge = paint.badgeAt(spot);
    const [node] = badge < 0 ? event.nodes : [];
    const tie = badge < 0 && node === undefined ? tieAt(spot) : badge;
    Object.assign(before, { at: performance.now(), node: node ?? -1 });
    const [edge] = event.edges;
    if (tie >= 0) act.select({ what: "pair", number: tie });
    else if (node !== undefined) act.select({ what: "node", number: node });
    else if (edge === undefined) act.select(null);
    else act.select({ what: "edge", number: Number(edge.slice(1)) });
  });
  network.on("hoverNode", ({ node, pointer }) => act.hover("node", node, pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => {
    const tie = tieAt(pointer.DOM);
    if (tie >= 0) act.hover("pair", tie, pointer.DOM);
    else if (edge.startsWith("e")) act.hover("edge", Number(edge.slice(1)), pointer.DOM);
  });
  box.addEventListener("mousemove", (event) => {
    const spot = { x: event.offsetX, y: event.offsetY };
    const badge = paint.badgeAt(spot);
    if (badge >= 0) act.hover("pair", badge, spot);
  });

  /** The folded line under a spot, whose target is wider than it is drawn; -1 if there is none.
   * @param {{x: number, y: number}} spot */
  function tieAt(spot) {
    return data.edges.findIndex((edge) => {
      if (!edge.members || !drawn.has(edge.id)) return false;
      const [a, b] = [data.nodes[edge.from], data.nodes[edge.to]].map((node) => network.canvasToDOM(node));
      return awayFrom(spot, a, b) <= TARGET / 2;
    });
  }

  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, act.leave);

  /** All that is drawn, curves too. */
  const everything = () => {
    const curves = data.edges.filter((edge) => drawn.has(edge.id)).map((edge) => crest(edge, data.nodes[edge.from], data.nodes[edge.to]));
    return [...places(seen.nodes.size ? seen.nodes : data.nodes.keys()), ...curves];
  };
  const places = (/** @type {Iterable<number>} */ numbers) => [...numbers].map((number) => data.nodes[number]);

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
    const inside = places(numbers).every((node) => {
      const { x, y } = network.canvasToDOM(node);
      return x > 30 && y > 24 && x < box.clientWidth - 30 && y < box.clientHeight - 30;
    });
    if (!inside) show(places(numbers), Math.max(network.getScale(), CLOSEST / data.unit));
  };

  return {
    fit: (still = false) => show(everything(), CLOSEST, still),
    zoom: (/** @type {number} */ by) => network.moveTo({ scale: network.getScale() * by }),
    centre: () => network.getViewPosition(),
    /** Follow the size of the map's box. */
    resize() {
      network.setSize("100%", "100%");
      network.redraw();
    },
    keepInView,
    boxes: paint.boxes,
    labels: paint.labels,
    titles: paint.titles,
    scale: () => network.getScale(),
    /** @param {number} number */
    place: (number) => network.canvasToDOM(data.nodes[number]),
    canvas: () => /** @type {HTMLCanvasElement} */ (box.querySelector("canvas")),
    onDrawn: (/** @type {() => void} */ done) => network.once("afterDrawing", done),

    /** Show a view. @param {State} now @param {View} view */
    apply(now, view) {
      seen = view;
      const dark = isDark(now);
      const near = neighbours(data, view, now.selected);
      const shown = folded(data, view, now.unfolded);
      drawn = shown;
      box.style.backgroundColor = inks(dark).ground;
      nodes.update(
        data.nodes.map(({ id, color }) => ({
          id, hidden: !view.nodes.has(id), opacity: near.size && !near.has(id) ? FADED.node : 1,
          color: { background: tint(color, dark), border: inks(dark).ring, highlight: { background: tint(color, dark), border: inks(dark).ring }, hover: tint(color, dark) },
        })),
      );
      edges.update(data.edges.map((edge) => styled(edge, now, view, shown, dark)));
      network.unselectAll();
      if (now.selected?.what === "node" && view.nodes.has(now.selected.number)) {
        network.setSelection({ nodes: [now.selected.number], edges: [] });
      }
      paint.set({ now, view, near, shown, dark });
      network.redraw();
    },
  };

  /** @param {DrawnEdge} edge @param {State} now @param {View} view @param {Map<string, number>} shown @param {boolean} dark */
  function styled(edge, now, view, shown, dark) {
    const { selected } = now;
    const number = Number(edge.id.slice(1));
    const chosen = selected?.what === "pair" ? data.edges[selected.number] === edge
      : selected?.what === "edge" && (edge.members ? memberOf.get(`e${selected.number}`) === edge.id : selected.number === number);
    const touches = selected === null || chosen || (selected.what === "node" && (edge.from === selected.number || edge.to === selected.number));
    const colour = tint(edge.color, dark);
    const pattern = edge.members ? null : dashes(data.facts.edges[number], view.edges.get(number));
    return {
      id: edge.id, hidden: !shown.has(edge.id), dashes: pattern ? pattern.map((length) => length * data.unit) : false,
      width: (edge.width ?? 1) * (chosen ? 2.5 : data.facts.edges[number]?.claim && !edge.members ? 2 : 1),
      color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: touches ? (selected ? 0.95 : 0.5) : FADED.edge },
    };
  }
}
