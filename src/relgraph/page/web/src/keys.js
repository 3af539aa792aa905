/** @import { Data, DrawnNode } from "./types.js" */
/** @import { Store } from "./state.js" */
import { need, needInput } from "./dom.js";
import { towards } from "./geometry.js";

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The keyboard: arrows walk over the map, Enter reads, + - 0 zoom, / searches, Escape lets go; a part is gone to like a node, and its panel opens it.
 * @param {Data} data @param {Store} state
 * @param {{fit: () => void, zoom: (by: number) => void, centre: () => {x: number, y: number}, drawn: () => Map<number, DrawnNode>}} map
 */
export function keys(data, state, map) {
  const visible = () => [...map.drawn().values()];
  need("map").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way) walk(...way);
    else if (event.key === "Enter" && state.get().selected) need("reading").focus();
    else if (event.key === "+" || event.key === "=") map.zoom(1.25);
    else if (event.key === "-") map.zoom(0.8);
    else if (event.key === "0") map.fit();
    else if (event.key === "n" && state.get().selected) state.set({ near: !state.get().near });
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.key === "/" && !typing) {
      event.preventDefault();
      needInput("search").focus();
    } else if (event.key === "Escape" && state.get().selected) {
      state.set({ selected: null, near: false });
      need(state.get().view === "map" ? "map" : "scroller").focus();
    }
  });

  /** @param {number} dx @param {number} dy */
  function walk(dx, dy) {
    const { selected } = state.get();
    const first = data.facts.nodes.length;
    const at = selected?.what === "node" ? selected.number : selected?.what === "group" ? first + selected.number : -1;
    const start = map.drawn().get(at);
    const next = start ? towards(visible().filter((node) => node !== start), start, dx, dy) : nearest(visible(), map.centre());
    if (next) state.set({ selected: next.id < first ? { what: "node", number: next.id } : { what: "group", number: next.id - first } });
  }
}

/** @param {DrawnNode[]} nodes @param {{x: number, y: number}} spot */
const nearest = (nodes, spot) =>
  nodes.reduce((/** @type {DrawnNode | null} */ best, node) => (best && away(best, spot) <= away(node, spot) ? best : node), null);

/** @param {{x: number, y: number}} a @param {{x: number, y: number}} b */
const away = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
