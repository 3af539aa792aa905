/** @import { Data, NodeFacts } from "./types.js" */
import { standing } from "./standing.js";
import { called, compare, fold, isThing, typeName } from "./words.js";

const NONE = 9;
const RELATIONS = 8;

/** @param {NodeFacts} node */
const namesOf = ({ name, short, names, aliases, latin, id }) => [name, short, ...(names ?? []), ...(aliases ?? []), ...(latin ?? []), id].filter((each) => each !== undefined);

/** @typedef {{names: [string, string][], around: string, newest: string}} Known names as they are and folded, those of the actors of a thing, and the day on which the newest of its relations began */

/**
 * What a search asks of each node, so that a key pressed folds no name again. A visit is found by
 * who took part, whatever its title leaves out.
 * @param {Data} data @returns {Known[]}
 */
export function index(data) {
  const { nodes, edges } = data.facts;
  const found = nodes.map((node) => ({ names: namesOf(node).map((name) => /** @type {[string, string]} */ ([name, fold(name)])), around: "", newest: "" }));
  for (const { from, to, bounds, claim, status } of edges) {
    if (claim) continue;
    for (const [end, other] of [[from, to], [to, from]]) {
      if (isThing(data, end) && !isThing(data, other)) found[end].around += ` ${found[other].names.map(([, name]) => name).join(" ")}`;
      if (bounds[0] !== null && status === "actual" && bounds[0] > found[end].newest) found[end].newest = bounds[0];
    }
  }
  return found;
}

/**
 * Find nodes by id, name in any script or its letters, or alias: whole names first, then
 * beginnings, then parts, then what differs by a typing error; of several words each may stand
 * anywhere.
 * @param {Known[]} known @param {string} asked @param {number} [most]
 * @returns {{number: number, matched: string}[]} with the name that matched; of those that match by several words the newest come first
 */
export function search(known, asked, most = 12) {
  const wanted = fold(asked);
  if (!wanted) return [];
  const found = [];
  for (const [number, { names, around }] of known.entries()) {
    let best = NONE;
    let matched = "";
    for (const [name, folded] of names) {
      const score = fit(folded, wanted, around);
      if (score < best) [best, matched] = [score, name];
    }
    if (best < NONE) found.push({ number, matched, best });
  }
  const several = wanted.includes(" ");
  const size = (/** @type {{number: number}} */ { number }) => known[number].names[0][0].length;
  found.sort((a, b) => a.best - b.best || (several ? compare(known[b.number].newest, known[a.number].newest) : 0) || size(a) - size(b) || a.number - b.number);
  const exact = found.filter(({ best }) => best < 4);
  return (exact.length ? exact : found).slice(0, most);
}

/**
 * Find relations by what they say: type, dates, figures, note.
 * @param {Data} data @param {string} asked
 * @returns {{number: number, said: string}[]}
 */
export function searchRelations(data, asked) {
  const words = fold(asked).replace(/(\d),(?=\d{3})/g, "$1").split(/\s+/).filter((word) => word.length > 1);
  if (!words.length) return [];
  const { edges } = data.facts;
  /** @type {number[]} */
  const found = [];
  for (const [number, edge] of edges.entries()) {
    const own = fold([typeName(edge.type), edge.dates, ...(edge.figures ?? []), edge.note ?? ""].join(" "));
    if (words.every((word) => own.includes(word))) found.push(number);
  }
  return hits(data, found);
}

/**
 * The first few of some relations as a list shows them: the newest first; plans, rival values and claims after what took place, and called so.
 * @param {Data} data @param {number[]} found @returns {{number: number, said: string}[]}
 */
export function hits(data, found) {
  const { nodes, edges } = data.facts;
  const last = (/** @type {number} */ number) => {
    const { claim, rival_of, status } = edges[number];
    return claim || rival_of ? 2 : Number(status !== "actual");
  };
  found.sort((a, b) => last(a) - last(b) || compare(edges[b].bounds[0] ?? "", edges[a].bounds[0] ?? "") || a - b);
  return found.slice(0, RELATIONS).map((number) => {
    const edge = edges[number];
    const mark = standing(edge).filter((word) => word !== "undated").map((word) => `${word}, `).join("");
    return { number, said: `${mark}${typeName(edge.type)}: ${called(nodes[edge.from])}${edge.figure ? "" : ` ${edge.symmetric ? "–" : "→"} ${called(nodes[edge.to])}`}, ${edge.dates}${edge.figures ? `, ${edge.figures.join(", ")}` : ""}` };
  });
}

/** @param {string} name @param {string} wanted @param {string} around */
function fit(name, wanted, around) {
  if (name === wanted) return 0;
  const at = name.indexOf(wanted);
  if (at === 0) return 1;
  if (at > 0) return /[\s\-–(.,]/u.test(name[at - 1]) ? 2 : 3;
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.some((word) => name.includes(word)) && words.every((word) => name.includes(word) || around.includes(` ${word}`))) return 3;
  return near(name, wanted) ? 4 : NONE;
}

/** Whether a name, or a word of it, is what was typed but for an error, or two in a long word.
 * @param {string} name @param {string} wanted */
function near(name, wanted) {
  if (/\d/.test(wanted)) return false; // another number is another thing
  const most = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  return most > 0 && [name, ...name.split(/[\s\-–(.,]+/u)].some((word) => Math.abs(word.length - wanted.length) <= most && errors(word, wanted, most) <= most);
}

/** Letters that are wrong, too many, missing, or turned round (optimal string alignment).
 * @param {string} a @param {string} b @param {number} most where counting may end */
function errors(a, b, most) {
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: b.length + 1 }, (_, k) => k)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}
