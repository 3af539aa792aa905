/** @import { Data, View } from "./types.js" */
/** @import { Store } from "./state.js" */
import { make } from "./dom.js";
import { groups, parted, years } from "./groups.js";
import { settled } from "./scene.js";
import { capital, counted, kindsSaid } from "./words.js";

const BUSIEST = 20;

/** Open a part, or close it again and let go of what is selected in it. @param {Data} data @param {Store} state @param {string} name */
export function turn(data, state, name) {
  const open = new Set(state.get().open);
  if (!open.delete(name)) open.add(name);
  const held = settled(data, { ...state.get(), open }).open.has(name) && !open.has(name);
  state.set(held ? { open, selected: null, near: false } : { open });
}

/**
 * A part of a folded figure: how much is in it, of which kinds, its busiest nodes, its relations.
 * @param {Data} data @param {number} group @param {View} view @param {Store} state
 */
export function ofGroup(data, group, view, state) {
  const [name] = data.groups[group];
  const members = [...view.nodes].filter((number) => data.group[number] === group).sort((a, b) => data.nodes[b].size - data.nodes[a].size || a - b);
  const edges = [...view.edges.keys()].map((at) => data.facts.edges[at]).filter(({ from, to }) => data.group[from] === group || data.group[to] === group);
  const open = state.get().open.has(name);
  const button = make("button", { type: "button", "aria-expanded": String(open) }, open ? "Fold it" : "Open it on the map");
  button.addEventListener("click", () => turn(data, state, name));
  const kinds = [...parted(members, (number) => data.facts.nodes[number].kind ?? "")].sort(([, a], [, b]) => b.length - a.length);
  const link = (/** @type {number} */ number) => {
    const made = make("button", { type: "button", class: "link" }, make("bdi", {}, data.facts.nodes[number].name));
    made.addEventListener("click", () => state.set({ selected: { what: "node", number } }));
    return make("li", {}, made);
  };
  return [
    make("h2", { id: "panel-title", dir: "auto" }, capital(name)),
    make("p", {}, button),
    make("p", { class: "heading" }, `${counted(members.length, "node")} and ${counted(edges.length, "relation")} in view, begun ${years(edges)}`),
    make("table", { class: "areas" }, ...kinds.map(([kind, some]) =>
      make("tr", {}, make("th", { scope: "row" }, kindsSaid(data, kind)), make("td", {}, `${some.length}`)))),
    make("p", { class: "heading" }, members.length > BUSIEST ? "The busiest" : "Its nodes"),
    make("ul", {}, ...members.slice(0, BUSIEST).map(link)),
    make("p", { class: "heading" }, "Its relations"),
    ...groups(data, edges, { at: null, select: (selected) => state.set({ selected }) }),
  ];
}
