/** @import { EdgeFacts, Holding } from "./types.js" */

/**
 * The dashes of an edge, in pixels: claims and rivals have their own, dotted is what may hold,
 * dashed what is planned, contracted or announced.
 * @param {EdgeFacts} edge @param {Holding | undefined} held @returns {number[] | null} null for a solid line
 */
export function dashes(edge, held) {
  if (edge.claim) return [6, 3];
  if (edge.rival_of) return [9, 3, 2, 3];
  if (held !== "certain") return [1.5, 3.5];
  return edge.status === "actual" ? null : [9, 5];
}
