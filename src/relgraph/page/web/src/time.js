/** @import { Bounds, EdgeFacts, Holding } from "./types.js" */

/** @param {number} year */
export const firstDay = (year) => `${String(year).padStart(4, "0")}-01-01`;
/** @param {number} year */
export const lastDay = (year) => `${String(year).padStart(4, "0")}-12-31`;
/** @param {string} day */
const yearOf = (day) => Number(day.slice(0, 4));

const FIRST = "0000-00-00";
const LAST = "9999-99-99";

/**
 * Tell whether an edge holds on some day from `first` to `last`, and how surely.
 *
 * `possible` when the outer bounds allow it, `certain` when each way to read the dates has such a
 * day: by `held` it has begun, and `still` it goes on, whichever way. A start or end that is not
 * known is as late, or as early, as the other allows. `undated` when neither is known.
 * @param {EdgeFacts} edge @param {string} first @param {string} last @returns {Holding}
 */
export function active(edge, first, last) {
  const [since, sinceLatest, untilEarliest, until] = edge.bounds;
  if (since === null && until === null && untilEarliest === null) return "undated";
  if ((since ?? FIRST) > last || (until ?? LAST) < first) return "no";
  const held = sinceLatest ?? until ?? untilEarliest;
  const still = untilEarliest ?? since ?? sinceLatest;
  return held !== null && still !== null && held <= last && first <= still ? "certain" : "possible";
}

/**
 * Tell whether an edge starts from `first` to `last`; an unknown start is undated.
 * @param {EdgeFacts} edge @param {string} first @param {string} last @returns {Holding}
 */
export function started(edge, first, last) {
  const [since, sinceLatest, , until] = edge.bounds;
  if (since === null) return until !== null && until < first ? "no" : "undated";
  if (since > last || (sinceLatest ?? LAST) < first) return "no";
  return first <= since && sinceLatest !== null && sinceLatest <= last ? "certain" : "possible";
}

/**
 * The years that starts and ends of edges span, ends after the newest source left out: contracts
 * reach far ahead, and a reader asks what was.
 * @param {EdgeFacts[]} edges @param {number} now year of the newest source
 * @returns {[number, number] | null} null when nothing is dated
 */
export function span(edges, now) {
  const starts = edges.flatMap(({ bounds }) => (bounds[0] === null ? [] : [yearOf(bounds[0])]));
  const ends = edges.flatMap(({ bounds }) => bounds.slice(1).flatMap((day) => (day === null ? [] : [yearOf(day)])));
  if (!starts.length && !ends.length) return null;
  // many thousands of years are too many arguments for Math.min
  const first = [...starts, ...ends].reduce((a, b) => Math.min(a, b));
  const last = [...starts, ...ends.filter((year) => year <= now)].reduce((a, b) => Math.max(a, b), first);
  return [first, last];
}

/**
 * Count the starts of edges in bins of equal width, so that there are at most `most` bins.
 * @param {EdgeFacts[]} edges @param {[number, number]} years @param {number} [most]
 */
export function histogram(edges, [first, last], most = 120) {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  const years = last - first + 1;
  const width = steps.find((step) => years / step <= most) ?? 1000;
  const counts = new Array(Math.ceil(years / width)).fill(0);
  for (const { bounds } of edges) {
    if (bounds[0] === null) continue;
    const bin = Math.floor((yearOf(bounds[0]) - first) / width);
    if (bin >= 0 && bin < counts.length) counts[bin] += 1;
  }
  return { width, counts };
}
