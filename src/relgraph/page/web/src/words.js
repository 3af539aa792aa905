/** @import { Data, EdgeFacts, NodeFacts, State, View } from "./types.js" */

import { endsOf, nearable } from "./state.js";

/** @param {string} type */
export const typeName = (type) => type.toLowerCase().replaceAll("_", " ");

/** @param {string} text */
export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What a node of a kind is called, as the schema says. @param {Data} data @param {string} [kind] */
export const kindSaid = (data, kind) => capital(data.kinds.find(([name]) => name === kind)?.[3] ?? "");

/** What several nodes of a kind are called. @param {Data} data @param {string} [kind] */
export const kindsSaid = (data, kind) => capital(data.kinds.find(([name]) => name === kind)?.[4] ?? "") || "No kind";

/** What a node is called where there is little room. @param {NodeFacts} node */
export const called = ({ short, name }) => short ?? name;

/** Whether a node is a thing that happens or is agreed on or built, and no actor and no place. @param {Data} data @param {number} number */
export function isThing(data, number) {
  const family = data.kinds.find(([name]) => name === data.facts.nodes[number].kind)?.[5] ?? "";
  return data.middles.includes(family);
}

/** Lower case, without accents: what two spellings of a name share. @param {string} text */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** What an issue area is called. @param {Data} data @param {string} [area] */
export const areaSaid = (data, area) => data.areas.find(([name]) => name === area)?.[2] ?? "";

/** A text that may run from right to left, kept from turning its surroundings. @param {string} text */
const isolated = (text) => `\u2068${text}\u2069`;

/** @param {NodeFacts[]} nodes @param {{from: number, to: number, symmetric?: boolean}} edge */
export function sentence(nodes, edge) {
  const arrow = edge.symmetric ? "–" : "→";
  return `${isolated(nodes[edge.from].name)} ${arrow} ${isolated(nodes[edge.to].name)}`;
}

/** Order by code units, as dates in ISO form sort. @param {string} a @param {string} b */
export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {number} count @param {string} one */
export const counted = (count, one) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

/**
 * Say in one line what the reader sees, of what, as of when, from which data.
 * @param {Data} data @param {State} state @param {View} view
 */
export function summary(data, state, view) {
  const { nodes, edges } = data.facts;
  const of = (/** @type {number} */ some, /** @type {number} */ all, /** @type {string} */ word) =>
    some === all ? counted(all, word) : `${some.toLocaleString("en")} of ${counted(all, word)}`;
  const dated = edges.some(({ bounds }) => bounds.some((day) => day !== null));
  const years = state.from === state.until ? `${state.from}` : `${state.from}–${state.until}`;
  const selected = state.selected;
  const centre =
    state.near && selected && nearable(data, selected)
      ? `, only the neighbourhood of ${selected.what === "node" ? isolated(nodes[selected.number].name) : selected.what === "pair" ? endsOf(data, selected).map((end) => isolated(nodes[end].name)).join(" – ") : sentence(nodes, edges[selected.number])}`
      : "";
  const off = [[state.areas.size, data.called.replace(/s$/, "")], [state.kinds.size, "kind"]]
    .flatMap(([count, word]) => (count ? [`${counted(Number(count), String(word))} switched off`] : []));
  const hidden = [
    state.undated ? "" : "undated ones",
    state.possible ? "" : "what is not certain",
    !state.claims && edges.some((edge) => edge.claim) ? "claims" : "",
    !state.rivals && edges.some((edge) => edge.rival_of) ? "rival values" : "",
  ].filter(Boolean);
  return (
    `${of(view.nodes.size, nodes.length, "node")}, ${of(view.edges.size, edges.length, "relation")}: ` +
    `${data.scope || "all relations"}${centre}${dated ? `, ${state.mode === "active" ? "active" : "started"} in ${years}` : ", none dated"}. ` +
    [data.newest ? `Sources to ${data.newest}.` : "", hidden.length ? `Hidden: ${hidden.join(", ")}.` : "", off.length ? `${capital(off.join(", "))}.` : ""].filter(Boolean).join(" ")
  );
}
