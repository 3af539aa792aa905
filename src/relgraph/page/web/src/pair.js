/** @import { Data, EdgeFacts, Selected, View } from "./types.js" */
import { make } from "./dom.js";
import { groups, parted, years } from "./groups.js";
import { spoken } from "./lanes.js";
import { holds, nameOf } from "./scene.js";
import { compare, counted, sentence, typeName } from "./words.js";

const LATEST = 8;
const DISPUTES = 6;

/** The relations in view of two drawn nodes, or of what they stand for. @param {Data} data @param {View} view @param {number} a @param {number} b */
export const between = (data, view, a, b) =>
  [...view.edges.keys()].map((at) => data.facts.edges[at])
    .filter(({ from, to }) => (holds(data, a, from) && holds(data, b, to)) || (holds(data, b, from) && holds(data, a, to)));

/**
 * The newest figure of each kind that a period has: of what, which way, and how much.
 * @param {EdgeFacts[]} edges @returns {EdgeFacts[]} the newest first
 */
export function latest(edges) {
  const figures = edges.filter(({ dated, figures, claim, rival_of, status }) => dated === "reporting period" && figures?.length && !claim && !rival_of && status === "actual");
  // what has no number tells figures apart: a commodity, a currency
  const told = (/** @type {EdgeFacts} */ edge) => spoken(edge).join();
  const kinds = [...parted(figures, (edge) => `${edge.type} ${edge.from} ${edge.to} ${told(edge)}`).values()];
  const newest = kinds.map((some) => some.reduce((best, edge) => (compare(edge.bounds[3] ?? "", best.bounds[3] ?? "") > 0 ? edge : best)));
  return newest.sort((a, b) => compare(b.bounds[3] ?? "", a.bounds[3] ?? "") || a.type.localeCompare(b.type));
}

/**
 * What ties two nodes: by area since when, with the relations, then the latest figures and open disputes.
 * @param {Data} data @param {EdgeFacts[]} edges @param {[number, number]} ends
 * @param {(selected: Selected) => void} select
 */
export function ofPair(data, edges, [a, b], select) {
  const { nodes } = data.facts;
  const end = (/** @type {number} */ number) => {
    const button = make("button", { type: "button", class: "link plain" }, make("bdi", {}, nameOf(data, number)));
    button.addEventListener("click", () => select(nodes[number] ? { what: "node", number } : { what: "group", number: number - nodes.length }));
    return button;
  };
  const open = (/** @type {EdgeFacts} */ edge, /** @type {string} */ said) => {
    const button = make("button", { type: "button", class: "link" }, make("bdi", {}, said));
    button.addEventListener("click", () => select({ what: "edge", number: data.facts.edges.indexOf(edge) }));
    return make("li", {}, button);
  };
  const figures = latest(edges).slice(0, LATEST);
  const disputes = edges.filter(({ verdict, rival_of }) => verdict === "disputed" && !rival_of).slice(0, DISPUTES);
  return [
    make("h2", { id: "panel-title" }, end(a), " – ", end(b)),
    make("p", { class: "heading" }, `${counted(edges.length, "relation")} in view, begun ${years(edges)}`),
    ...groups(data, edges, { at: null, select }),
    ...(figures.length ? [make("p", { class: "heading" }, "Latest figures"), make("ul", {}, ...figures.map((edge) =>
      open(edge, `${edge.dates}: ${typeName(edge.type)}, ${sentence(nodes, edge)}, ${(edge.figures ?? []).join(", ")}`)))] : []),
    ...(disputes.length ? [make("p", { class: "heading" }, "Open disputes"), make("ul", {}, ...disputes.map((edge) =>
      open(edge, `${edge.dates}: ${typeName(edge.type)}, ${(edge.figures ?? []).join(", ") || sentence(nodes, edge)}`)))] : []),
  ];
}
