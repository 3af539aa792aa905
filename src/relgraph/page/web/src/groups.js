/** @import { Data, EdgeFacts, Selected } from "./types.js" */
import { make } from "./dom.js";
import { relation } from "./relation.js";
import { standing } from "./standing.js";
import { active, firstDay, lastDay } from "./time.js";
import { areaSaid, capital, compare, counted, fold, kindSaid, typeName } from "./words.js";

const SHOWN = 50;
/** So many relations or fewer stand open from the start. */
const FEW = 12;
/** In a list that is not longer than this, parts of so few stand open. */
const [SHORT, SOME] = [60, 12];

/** Oldest first, undated last. @param {EdgeFacts} a @param {EdgeFacts} b */
export const byDate = (a, b) =>
  compare(a.bounds[0] ?? "~", b.bounds[0] ?? "~") || a.type.localeCompare(b.type) || a.id.localeCompare(b.id);

/** The first and the last year in which some relations begin. @param {EdgeFacts[]} edges */
export function years(edges) {
  const known = edges.flatMap(({ bounds }) => (bounds[0] === null ? [] : [bounds[0].slice(0, 4)])).sort();
  if (!known.length) return "no dates";
  return known[0] === known[known.length - 1] ? known[0] : `${known[0]}–${known[known.length - 1]}`;
}

/** Parts of a list by a key, in the order in which keys are met.
 * @template T @param {T[]} rows @param {(row: T) => string} key @returns {Map<string, T[]>} */
export function parted(rows, key) {
  const found = new Map();
  for (const row of rows) {
    const name = key(row);
    const part = found.get(name);
    if (part) part.push(row);
    else found.set(name, [row]);
  }
  return found;
}

/** Whether a word is a year. @param {string} word */
const isYear = (word) => /^[12]\d{3}$/.test(word);

/** The relations that began in one of the years that are asked for, before the others. @param {EdgeFacts[]} edges @param {string} asked */
export function begunFirst(edges, asked) {
  const years = asked.split(/\s+/).filter(isYear);
  if (!years.length) return edges;
  const of = parted(edges, ({ bounds }) => `${years.some((year) => (bounds[0] ?? "").startsWith(year))}`);
  return [...(of.get("true") ?? []), ...(of.get("false") ?? [])];
}

/** Whether a relation surely was there in a year, if a word is one. @param {EdgeFacts} edge @param {string} word */
const inYear = (edge, word) => isYear(word) && active(edge, firstDay(Number(word)), lastDay(Number(word))) === "certain";

/** Relations that have all words that are asked for, in names, kinds, type, dates, figures, standing, note or sources; a year is one in which they held.
 * @param {Data} data @param {EdgeFacts[]} edges @param {string} asked */
export function matching(data, edges, asked) {
  const words = fold(asked).split(/\s+/).filter(Boolean);
  if (!words.length) return edges;
  const { nodes } = data.facts;
  const cited = data.facts.sources.map(({ title, publisher, published }) => fold([title ?? "", publisher ?? "", published ?? ""].join(" ")));
  return edges.filter((edge) => {
    const ends = [nodes[edge.from], nodes[edge.to]].flatMap(({ name, short, names }) => [name, short ?? "", ...(names ?? [])]);
    const said = fold([...ends, kindSaid(data, nodes[edge.from].kind), kindSaid(data, nodes[edge.to].kind), typeName(edge.type), areaSaid(data, edge.area), edge.dates, ...(edge.figures ?? []), ...standing(edge), edge.note ?? ""].join(" "));
    return words.every((word) => said.includes(word) || inYear(edge, word) || edge.sources.some(([source]) => cited[source].includes(word)));
  });
}

/**
 * Relations by issue area and type, with counts and years, closed where there are many, and a filter.
 * @param {Data} data @param {EdgeFacts[]} edges
 * @param {{at: number | null, select: (selected: Selected) => void}} how
 */
export function groups(data, edges, { at, select }) {
  const box = make("div", { class: "groups" });
  const told = make("p", { class: "soft", role: "status" });
  const field = make("input", { type: "search", class: "filter", placeholder: "Filter: word or year", "aria-label": "Filter these relations" });
  const show = () => {
    const kept = matching(data, edges, field.value);
    told.textContent = field.value.trim() ? `${counted(kept.length, "relation")} with “${field.value.trim()}”` : "";
    const order = new Map(data.areas.map(([name], place) => [name, place]));
    const areas = [...parted(kept, ({ area }) => area ?? "")].sort(([a], [b]) => (order.get(a) ?? 99) - (order.get(b) ?? 99));
    const short = kept.length <= SHORT;
    const most = kept.length <= FEW || !short ? SHORT : SOME;
    box.replaceChildren(...areas.map(([area, inside]) => ofArea(area, inside, short || areas.length === 1, inside.length <= SHORT ? most : 0)));
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation());
  show();
  return edges.length > FEW ? [field, told, box] : [box];

  /** @param {string} area @param {EdgeFacts[]} inside @param {boolean} open @param {number} most of how many relations at most a type stands open */
  function ofArea(area, inside, open, most) {
    const types = [...parted(inside.sort(byDate), ({ type }) => type)].sort(([, a], [, b]) => b.length - a.length);
    const title = make("h3", {}, capital(areaSaid(data, area)) || "No issue area");
    return foldable("area", [title, counts(inside)], open, () => types.map(([type, some]) => ofType(type, some, some.length <= most)));
  }

  /** @param {string} type @param {EdgeFacts[]} some @param {boolean} open */
  function ofType(type, some, open) {
    const list = make("ul", { class: "relations" });
    const more = make("button", { type: "button" });
    const fill = () => {
      const from = list.children.length;
      for (const edge of some.slice(from, from + SHOWN)) list.append(relation(data, edge, { tag: "li", at, select }));
      more.hidden = list.children.length >= some.length;
      more.textContent = `Show ${Math.min(SHOWN, some.length - list.children.length)} more`;
    };
    more.addEventListener("click", fill);
    return foldable("type", [capital(typeName(type)), counts(some)], open, () => {
      fill();
      return [list, more];
    });
  }
}

/** How many relations there are, and since when. @param {EdgeFacts[]} edges */
const counts = (edges) => make("span", { class: "soft" }, `${edges.length} · ${years(edges)}`);

/** A part of a list that is filled when it is first opened. @param {string} what @param {(Node | string)[]} title @param {boolean} open @param {() => Node[]} fill */
function foldable(what, title, open, fill) {
  const part = make("details", { class: `group ${what}` }, make("summary", {}, ...title));
  const filled = () => part.children.length === 1 && part.append(...fill());
  part.addEventListener("toggle", filled);
  if (open) {
    filled();
    part.setAttribute("open", "");
  }
  return part;
}
