/** @import { Data, State } from "./types.js" */
import { initial } from "./state.js";

const PART = "\u0000";
const FLAGS = /** @type {const} */ (["undated", "possible", "claims", "rivals", "near", "down"]);
const CHOICES = /** @type {const} */ ({
  mode: ["active", "started"], speed: ["slow", "even", "fast"], view: ["map", "time", "table"], theme: ["auto", "light", "dark"],
  lanes: ["area", "kind", "type"], colour: ["area", "kind", "type", "rank"], sort: ["from", "type", "to", "dates", "area", "figures"],
  standing: ["planned", "disputed", "claims", "rivals", "undated"],
});

/**
 * Write what differs from the state in which a page opens, as the fragment of an address.
 * @param {Data} data @param {State} state
 */
export function toHash(data, state) {
  const plain = initial(data);
  const said = new URLSearchParams();
  if (state.from !== plain.from || state.until !== plain.until) {
    said.set("years", `${state.from}-${state.until}`);
  }
  for (const key of FLAGS) if (state[key] !== plain[key]) said.set(key, state[key] ? "1" : "0");
  for (const [key] of choices()) if (state[key] !== plain[key]) said.set(key, state[key]);
  for (const area of [...state.areas].sort()) said.append("no-area", area);
  for (const kind of [...state.kinds].sort()) said.append("no-kind", kind);
  for (const id of [...state.unfolded].sort()) said.append("unfolded", id);
  for (const name of [...state.open].sort()) said.append("open", name);
  const { selected } = state;
  if (selected?.what === "pair") for (const number of [selected.number, selected.other]) said.append("pair", idOf(data, number));
  else if (selected?.what === "group") said.set("group", data.groups[selected.number][0]);
  else if (selected) said.set(selected.what, data.facts[selected.what === "node" ? "nodes" : "edges"][selected.number].id);
  return said.toString();
}

/** What names a drawn node: an id, or the name of a part, which begins as no id does. @param {Data} data @param {number} drawn */
const idOf = (data, drawn) => data.facts.nodes[drawn]?.id ?? `${PART}${data.groups[drawn - data.facts.nodes.length][0]}`;

/** The number of a drawn node by what names it, -1 for none. @param {Data} data @param {string} id */
function drawnBy(data, id) {
  if (!id.startsWith(PART)) return data.facts.nodes.findIndex((node) => node.id === id);
  const group = data.groups.findIndex(([name]) => PART + name === id);
  return group < 0 ? -1 : data.facts.nodes.length + group;
}

const choices = () => /** @type {[keyof typeof CHOICES, readonly string[]][]} */ (Object.entries(CHOICES));

/**
 * Read a fragment; what it does not say, or says wrongly, is as when a page opens.
 * @param {Data} data @param {string} text @returns {State}
 */
export function fromHash(data, text) {
  const said = new URLSearchParams(text.replace(/^#/, ""));
  const state = initial(data);
  const years = /^(\d{1,4})-(\d{1,4})$/.exec(said.get("years") ?? "");
  const [asked, end] = years ? [Number(years[1]), Number(years[2])] : [1, 0];
  if (asked <= end && asked <= state.until && end >= state.from) {
    const clamp = (/** @type {number} */ year) => Math.min(Math.max(year, state.from), state.until);
    Object.assign(state, { from: clamp(asked), until: clamp(end) });
  }
  for (const key of FLAGS) if (said.has(key)) state[key] = said.get(key) === "1";
  for (const [key, known] of choices()) {
    const value = said.get(key);
    if (value !== null && known.includes(value)) Object.assign(state, { [key]: value });
  }
  state.areas = among(said.getAll("no-area"), data.areas.map(([area]) => area));
  state.kinds = among(said.getAll("no-kind"), data.kinds.map(([kind]) => kind));
  state.unfolded = among(said.getAll("unfolded"), data.edges.filter((e) => e.members).map((e) => e.id));
  for (const what of /** @type {const} */ (["node", "edge"])) {
    const rows = data.facts[what === "node" ? "nodes" : "edges"];
    const number = said.has(what) ? rows.findIndex((row) => row.id === said.get(what)) : -1;
    if (number >= 0) state.selected = { what, number };
  }
  state.open = among(said.getAll("open"), data.groups.map(([name]) => name));
  const group = data.groups.findIndex(([name]) => name === said.get("group"));
  if (group >= 0) state.selected = { what: "group", number: group };
  const [number, other] = said.getAll("pair").map((id) => drawnBy(data, id));
  if (number >= 0 && other >= 0 && number !== other) state.selected = { what: "pair", number, other };
  state.near &&= state.selected !== null;
  return state;
}

/** @param {string[]} values @param {string[]} known */
const among = (values, known) => new Set(values.filter((value) => known.includes(value)));
