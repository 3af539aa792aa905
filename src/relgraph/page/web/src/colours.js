/** @import { Data, EdgeFacts, State } from "./types.js" */
import hues from "../hues.json" with { type: "json" };
import { capital, kindsSaid, typeName } from "./words.js";

/** What a map may be coloured by, and how a reader is told. */
export const BY = /** @type {const} */ ({ area: "issue areas", kind: "kinds", type: "relation types", rank: "ranks" });
export const PLAIN = hues.plain;

/** The most of a list come first. @param {string[]} all @returns {[string, number][]} */
function commonest(all) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

/** A hue for each of the commonest; what is left over is plain. @param {string[]} all @param {(name: string) => string} said */
function shared(all, said) {
  const counts = commonest(all);
  const apart = counts.length > hues.light.length ? counts.slice(0, hues.light.length - 1) : counts;
  const of = new Map(apart.map(([name], at) => [name, hues.light[at]]));
  const key = apart.map(([name], at) => /** @type {[string, string]} */ ([said(name), hues.light[at]]));
  if (apart.length < counts.length) key.push([`${counts.length - apart.length} others`, hues.plain]);
  return { of: (/** @type {string} */ name) => of.get(name) ?? hues.plain, key };
}

/**
 * Colours by one thing at a time: of edges and of nodes, and what each colour means.
 * @param {Data} data @param {State["colour"]} by
 * @returns {{edge: (edge: EdgeFacts) => string, node: (kind: string) => string, key: [string, string][]}}
 */
export function colours(data, by) {
  const claims = (/** @type {(edge: EdgeFacts) => string} */ colour) => (/** @type {EdgeFacts} */ edge) => (edge.claim ? hues.claim : colour(edge));
  const plain = () => hues.plain;
  if (by === "kind") {
    // a schema may give a kind a colour of its own; what has none is plain there
    const own = new Map(data.kinds.filter(([, colour]) => colour !== hues.plain).map(([kind, colour]) => [kind, colour]));
    const said = (/** @type {string} */ kind) => kindsSaid(data, kind);
    const { of, key } = shared(data.facts.nodes.map(({ kind }) => kind ?? "").filter((kind) => !own.has(kind)), said);
    return { edge: claims(plain), node: (kind) => own.get(kind) ?? of(kind), key: [...[...own].map(([kind, colour]) => /** @type {[string, string]} */ ([said(kind), colour])), ...key] };
  }
  if (by === "type") {
    const drawn = data.facts.edges.filter(({ figure, claim }) => !figure && !claim);
    const { of, key } = shared(drawn.map(({ type }) => type), (type) => capital(typeName(type)));
    return { edge: claims(({ type }) => of(type)), node: plain, key };
  }
  if (by === "rank") {
    const order = ["preferred", "normal", "deprecated"];
    const of = new Map(order.map((rank, at) => [rank, hues.light[[6, 7, 1][at]]]));
    return { edge: claims(({ rank }) => of.get(rank) ?? hues.plain), node: plain, key: order.map((rank) => [capital(rank), of.get(rank) ?? hues.plain]) };
  }
  const areas = new Map(data.areas.map(([name, colour]) => [name, colour]));
  const groups = new Map(data.areas.map(([, colour, , group]) => [capital(group) || "No issue area", colour]));
  return { edge: claims(({ area }) => areas.get(area ?? "") ?? hues.plain), node: plain, key: [...groups] };
}

/** A colour on a dark ground: that of the dark palette, or lightened so that it keeps its contrast.
 * @param {string} colour as #rrggbb @param {boolean} dark */
export function tint(colour, dark) {
  if (!dark) return colour;
  const at = hues.light.indexOf(colour);
  if (at >= 0) return hues.dark[at];
  const mixed = [1, 3, 5].map((place) => {
    const part = Number.parseInt(colour.slice(place, place + 2), 16);
    return Math.round(part + (255 - part) * 0.36).toString(16).padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
