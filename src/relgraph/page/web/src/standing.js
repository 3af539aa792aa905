/** @import { Data, EdgeFacts } from "./types.js" */

/** A claim that is confirmed is so by the nearest of what it is held against, and not by all. @type {Record<string, string>} */
const HEADINGS = { confirmed: "Compare:", completed: "Completed:" };

/** Whether nobody says when a relation began or ended. @param {EdgeFacts} edge */
export const undated = ({ bounds }) => bounds[0] === null && bounds[3] === null;

/** What a relation may be beside its words: what a list of such is called, and which they are. */
export const STANDINGS = /** @type {const} */ ({
  planned: ["planned, contracted or announced", (/** @type {EdgeFacts} */ { status }) => status !== "actual"],
  disputed: ["disputed", (/** @type {EdgeFacts} */ { verdict }) => verdict === "disputed"],
  claims: ["claims, and what corrects them", (/** @type {EdgeFacts} */ { claim }) => Boolean(claim)],
  rivals: ["rival values, and what they differ from", (/** @type {EdgeFacts} */ { rival_of }) => Boolean(rival_of)],
  undated: ["undated", undated],
});

/** The standing of a relation in words that one may search for. @param {EdgeFacts} edge */
export const standing = (edge) =>
  [edge.status === "actual" ? "" : edge.status, edge.verdict ?? "", edge.claim ? "claim" : "", edge.rival_of ? "rival value" : "", undated(edge) ? "undated" : ""].filter(Boolean);

/**
 * The relations that an edge is to be read with: what corrects a claim, what a rival value differs from, its own rivals.
 * @param {Data} data @param {EdgeFacts} edge
 * @returns {{heading: string, id: string, other: EdgeFacts | undefined}[]}
 */
export function counterparts(data, edge) {
  const { edges, corrections } = data.facts;
  const by = (/** @type {string} */ id) => edges.find((each) => each.id === id) ?? corrections.find((each) => each.id === id);
  const found = (edge.superseded_by ?? []).map((id) => ({ heading: HEADINGS[edge.verdict ?? ""] ?? "Corrected:", id, other: by(id) }));
  const rivals = [...(edge.rival_of ? [edge.rival_of] : []), ...edges.flatMap(({ id, rival_of }) => (rival_of === edge.id ? [id] : []))];
  return [...found, ...rivals.map((id) => ({ heading: "Another source has:", id, other: by(id) }))];
}
