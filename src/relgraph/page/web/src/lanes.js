/** @import { Data, EdgeFacts, NodeFacts, State, View } from "./types.js" */
import { parted } from "./groups.js";
import { areaSaid, called, capital, compare, isThing, kindsSaid, sentence, typeName } from "./words.js";

const DAY = 86400000;
/** Pixels of a row, of a chart, of a lane's title, and of a letter, about. */
export const [ROW, CHART, TITLE, LETTER] = [17, 46, 22, 6.3];
/** Rows of a lane that is not unfolded, and of one that is. */
const [FEW, MANY] = [3, 60];
const POINTS = 3;
/** Days of a period that is a year: months beside years would look like a fall. */
const YEAR = 360;

/** @typedef {{label: string, edges: EdgeFacts[], subject: number | null, start: number, sure: number, sureEnd: number, end: number, instant: boolean, plan: boolean, maybe: boolean, claim: boolean}} Thing */
/** @typedef {{label: string, unit: string, edges: EdgeFacts[], points: {at: number, value: number, edge: EdgeFacts}[]}} Series */
/** @typedef {Thing & {row: number, x: number, width: number, sureX: number, sureWidth: number, side: "" | "inside" | "right" | "left"}} Placed */
/** @typedef {{area: string, title: string, count: number, undated: EdgeFacts[], things: Thing[], series: Series[]}} Content */
/** @typedef {Content & {things: Placed[], rest: Placed[], rows: number, top: number, height: number}} Lane */

/** Days since 1970 of a day in ISO form. @param {string} day */
export const dayOf = (day) => {
  const date = new Date(0);
  date.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
  return date.getTime() / DAY;
};

/** Days that a period lasts. @param {EdgeFacts} edge */
const lasts = ({ bounds }) => dayOf(bounds[3] ?? "") - dayOf(bounds[0] ?? "");

/** What figures say in words, as a weapon or a commodity; who reports is no part of it. @param {EdgeFacts} edge */
export const spoken = ({ figures, measures }) =>
  (figures ?? []).filter((text) => !text.startsWith("reporter:") && !(measures ?? []).some(([name]) => text.startsWith(`${name}: `)));

/** Figures of periods that are as long as most, in months. @template {{edge: EdgeFacts}} T @param {T[]} some */
function alike(some) {
  const lengths = parted(some, ({ edge }) => `${Math.round(lasts(edge) / 30.4)}`);
  return [...lengths.values()].reduce((most, each) => (each.length > most.length ? each : most));
}

/**
 * Figures of periods as series: one for each type, way, what is told in words, and quantity.
 * @param {Data} data @param {EdgeFacts[]} edges @returns {Series[]} those of at least three points
 */
export function series(data, edges) {
  const told = (/** @type {EdgeFacts} */ edge) => [...spoken(edge), edge.series ? `series: ${edge.series}` : ""].filter(Boolean).join(", ");
  const rows = edges
    .filter(({ dated, rival_of, status, bounds }) => dated === "reporting period" && !rival_of && status === "actual" && bounds[0])
    .flatMap((edge) => (edge.measures ?? []).flatMap(([name, value, unit]) => (name === "growth" ? [] : [{ edge, figure: { name, value, unit } }])));
  const kinds = parted(rows, ({ edge, figure }) => `${edge.type}|${edge.from}|${edge.to}|${told(edge)}|${figure.name}`);
  const whole = [...kinds.values()].map((some) => (some.some(({ edge }) => lasts(edge) > YEAR) ? some.filter(({ edge }) => lasts(edge) > YEAR) : alike(some)));
  return whole.filter((some) => some.length >= POINTS).map((some) => {
    const { edge, figure } = some[0];
    const what = edge.figure ? data.facts.nodes[edge.from].name : sentence(data.facts.nodes, edge);
    const said = [capital(typeName(edge.type)), what, told(edge).replaceAll(/[^:,]+: /g, ""), figure.name].filter(Boolean);
    const points = some.map((each) => ({ at: (dayOf(each.edge.bounds[0] ?? "") + dayOf(each.edge.bounds[3] ?? "")) / 2, value: each.figure.value, edge: each.edge }));
    points.sort((a, b) => a.at - b.at);
    return { label: said.join(" · "), unit: figure.unit, edges: some.map((each) => each.edge), points };
  }).sort((a, b) => Number(Boolean(a.edges[0].series)) - Number(Boolean(b.edges[0].series)) || b.points.length - a.points.length);
}

/** A relation as a sentence: who, what, whom. @param {NodeFacts[]} nodes @param {EdgeFacts} edge */
function told(nodes, { from, to, type, figure }) {
  return `${called(nodes[from])} ${typeName(type)}${figure ? "" : ` ${called(nodes[to])}`}`;
}

/**
 * What stands in a lane: relations of one thing that begin together are one, others each by itself.
 * @param {Data} data @param {EdgeFacts[]} edges @param {View} view @returns {Thing[]} by start
 */
export function things(data, edges, view) {
  const { nodes } = data.facts;
  const numbers = new Map(data.facts.edges.map((edge, number) => [edge, number]));
  const subject = (/** @type {EdgeFacts} */ { from, to }) => (isThing(data, from) ? from : isThing(data, to) ? to : null);
  const kinds = parted(edges, (edge) => {
    const about = subject(edge);
    return about === null ? edge.id : `${about}|${edge.bounds[0]}|${edge.claim ? "claim" : ""}`;
  });
  const found = [...kinds.values()].map((some) => {
    const [first] = some;
    const about = subject(first);
    const [word] = spoken(first).map((text) => text.split(": ").slice(1).join(": "));
    const [figure] = first.measures ?? [];
    const words = word ?? (figure ? `${figure[1].toLocaleString("en")} ${figure[2]}` : "");
    const days = (/** @type {number} */ at) => some.flatMap(({ bounds }) => (bounds[at] === null ? [] : [dayOf(/** @type {string} */ (bounds[at]))]));
    const start = Math.min(...days(0));
    const end = Math.max(start, ...days(3), ...(some.some(({ dated, bounds }) => dated === "spell" && bounds[3] === null && bounds[2] !== null) ? days(2) : []));
    const node = about === null ? null : nodes[about];
    return {
      label: node ? called(node) : told(nodes, first) + (words ? `: ${words}` : ""),
      edges: some, subject: about, start, end, sure: Math.max(start, ...days(1)), sureEnd: Math.max(start, ...days(2)),
      instant: some.every(({ dated }) => dated === "instant") || end - start < 45,
      plan: some.every(({ status }) => status !== "actual"),
      maybe: some.every((edge) => view.edges.get(numbers.get(edge) ?? -1) !== "certain"),
      claim: some.every(({ claim }) => claim),
    };
  });
  return found.sort((a, b) => a.start - b.start || compare(a.label, b.label));
}

/**
 * By what relations stand in lanes: the name of each one's lane, the lanes in order, and their titles.
 * @param {Data} data @param {State["lanes"]} by
 */
function lanesBy(data, by) {
  const { nodes } = data.facts;
  if (by === "type") return { of: (/** @type {EdgeFacts} */ { type }) => type, order: new Map(), said: (/** @type {string} */ type) => capital(typeName(type)) };
  if (by === "area") return { of: (/** @type {EdgeFacts} */ { area }) => area ?? "", order: new Map(data.areas.map(([name], place) => [name, place])), said: (/** @type {string} */ area) => capital(areaSaid(data, area)) || "No issue area" };
  return {
    // what a relation is about, or whom it goes to
    of: (/** @type {EdgeFacts} */ { from, to }) => nodes[isThing(data, from) ? from : to].kind ?? "",
    order: new Map(data.kinds.map(([name], place) => [name, place])),
    said: (/** @type {string} */ kind) => kindsSaid(data, kind),
  };
}

/**
 * What each lane holds, whatever the window: an issue area's relations, or those of a kind or type; the claims in their own.
 * @param {Data} data @param {View} view @param {State["lanes"]} by @returns {Content[]}
 */
export function contents(data, view, by) {
  const edges = [...view.edges.keys()].map((at) => data.facts.edges[at]);
  const { of, order, said } = lanesBy(data, by);
  const parts = [...parted(edges.filter(({ claim }) => !claim), of)].sort(([a, x], [b, y]) => (order.get(a) ?? 99) - (order.get(b) ?? 99) || y.length - x.length);
  const claims = edges.filter(({ claim }) => claim);
  if (claims.length) parts.unshift(["claims", claims]); // what was asked for is not to be looked for
  return parts.map(([area, some]) => {
    const charts = series(data, some);
    const drawn = new Set(charts.flatMap((each) => each.edges));
    const dated = some.filter((edge) => edge.bounds[0] !== null && !drawn.has(edge) && !(edge.figure && edge.dated !== "instant"));
    return {
      area, title: area === "claims" ? "Claims" : said(area), count: some.length,
      undated: some.filter(({ bounds }) => bounds[0] === null), things: things(data, dated, view), series: charts,
    };
  });
}

/**
 * Lay out lanes for a window of days: rows of things that do not meet, charts, and what has no room.
 * @param {Content[]} filled
 * @param {{from: number, until: number, width: number, open: Set<string>}} window days and pixels
 * @returns {Lane[]}
 */
export function lanes(filled, { from, until, width, open }) {
  const place = (/** @type {number} */ day) => ((day - from) / Math.max(until - from, 1)) * width;
  let top = 0;
  return filled.map((content) => {
    const { area } = content;
    const most = open.has(area) ? MANY : FEW;
    /** @type {number[]} */
    const ends = [];
    const placed = content.things.map((thing) => {
      const [x, right] = [place(thing.start), place(thing.end)];
      const wide = Math.max(right - x, 7);
      const named = thing.label.length * LETTER + 8;
      const inside = !thing.instant && Math.min(x + wide, width) - Math.max(x, 0) >= named;
      /** @type {Placed["side"]} */
      const side = inside ? "inside" : x + wide + named <= width ? "right" : "left";
      const [begins, ended] = [side === "left" ? x - named : x, side === "right" ? x + wide + named : x + wide + 4];
      let row = right < 0 || x > width ? -1 : ends.findIndex((end) => end < begins);
      if (row < 0 && ends.length < most && right >= 0 && x <= width) row = ends.length;
      if (row >= 0) ends[row] = ended;
      const sureX = place(Math.min(thing.sure, thing.end));
      return /** @type {Placed} */ ({ ...thing, row, x, width: wide, sureX, sureWidth: Math.max(place(thing.sureEnd) - sureX, 0), side: row >= 0 ? side : "" });
    }).filter((thing) => thing.x <= width && thing.x + thing.width >= 0);
    const shown = open.has(area) ? content.series : content.series.slice(0, 1);
    const rest = placed.filter(({ row }) => row < 0);
    const rows = Math.max(ends.length, 1) + Number(rest.length > 0);
    const lane = {
      ...content, things: placed.filter(({ row }) => row >= 0), rest, rows, series: shown,
      top, height: TITLE + rows * ROW + shown.length * CHART + 6,
    };
    top += lane.height;
    return lane;
  });
}

/**
 * The day before which hardly anything begins, a year before it; null where nothing is dated.
 * @param {EdgeFacts[]} edges
 */
export function startOfMost(edges) {
  const starts = edges.flatMap(({ bounds }) => (bounds[0] === null ? [] : [bounds[0]])).sort(compare);
  return starts.length ? dayOf(starts[Math.floor(starts.length / 40)]) - 366 : null;
}

/** Years at which an axis has a tick, so that their names do not meet. @param {number} from @param {number} until @param {number} width */
export function ticks(from, until, width) {
  const year = (/** @type {number} */ day) => new Date(day * DAY).getUTCFullYear();
  const [first, last] = [year(from), year(until)];
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => ((until - from) / 365.25 / each) * 44 <= width) ?? 500;
  const found = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) found.push({ year: at, x: ((dayOf(`${String(at).padStart(4, "0")}-01-01`) - from) / (until - from)) * width });
  return found.filter(({ x }) => x >= 0 && x <= width);
}
