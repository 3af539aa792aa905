/** @import { Data, EdgeFacts, Selected, Source } from "./types.js" */
import { make } from "./dom.js";
import { counterparts } from "./standing.js";
import { areaSaid, typeName } from "./words.js";

/** @param {string} [url] */
const isLink = (url) => /^https?:\/\//i.test(url ?? "") && URL.canParse(url ?? "");

/**
 * A source with its place in it, as a link where there is a safe address.
 * @param {Source} source @param {string} locator @param {boolean} [first] whether the publisher comes first, where the end may be cut off
 */
export function citation(source, locator, first) {
  const title = source.title || source.id;
  const named = isLink(source.url)
    ? make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, make("bdi", {}, title))
    : make("bdi", {}, title);
  const worth = source.reliability ? `reliability ${source.reliability}` : "";
  const access = source.access && source.access !== "read" ? `known from ${source.access}` : "";
  const rest = [first ? "" : source.publisher, source.published, locator, worth, access].filter(Boolean);
  const whole = [title, source.publisher, ...rest].filter(Boolean).join("; ");
  return make("p", { class: "source", ...(first ? { title: whole } : {}) }, first && source.publisher ? make("bdi", {}, `${source.publisher}: `) : "", named, make("bdi", {}, rest.length ? ` (${rest.join("; ")})` : ""));
}

/**
 * How an edge reads: its ends as buttons, the one that is already named left out.
 * @param {Data} data @param {EdgeFacts} edge @param {number | null} at node whose relations are listed
 * @param {(selected: Selected) => void} select
 */
function title(data, edge, at, select) {
  const end = (/** @type {number} */ number) => {
    const button = make("button", { type: "button", class: "link" }, make("bdi", {}, data.facts.nodes[number].name));
    button.addEventListener("click", () => select({ what: "node", number }));
    return button;
  };
  const number = data.facts.edges.indexOf(edge);
  if (edge.ends) return [make("bdi", {}, edge.ends[0]), ` → ${typeName(edge.type)} → `, make("bdi", {}, edge.ends[1])];
  const type = make("button", { type: "button", class: "link plain" }, typeName(edge.type));
  type.addEventListener("click", () => select({ what: "edge", number }));
  if (edge.figure && at !== null) return [type];
  const arrow = edge.symmetric ? " – " : " → ";
  if (at === edge.from || (edge.symmetric && at === edge.to)) return [type, arrow, end(at === edge.from ? edge.to : edge.from)];
  if (at === edge.to) return [end(edge.from), arrow, type, " this"];
  return [end(edge.from), arrow, type, arrow, end(edge.to)];
}

/**
 * All that an edge says: dates, figures with units, rank, standing, note, sources, corrections.
 * @param {Data} data @param {EdgeFacts} edge
 * @param {{tag: "li" | "div", at: number | null, select: (selected: Selected) => void, stopped?: boolean}} how
 */
export function relation(data, edge, { tag, at, select, stopped }) {
  const { sources } = data.facts;
  const item = make(tag, { class: edge.claim ? "relation claim" : edge.rival_of ? "relation rival" : "relation" });
  item.append(make("p", { class: "title" }, ...title(data, edge, at, select)));
  item.append(make("p", { class: "dates" }, edge.dates));
  for (const figure of edge.figures ?? []) item.append(make("p", { class: "figure" }, make("bdi", {}, figure)));
  const standing = [
    edge.status === "actual" ? "" : edge.status,
    edge.rank === "normal" ? "" : `rank ${edge.rank}`,
    edge.claim ? "a claim" : "",
    edge.verdict ?? "",
    edge.area ? `${data.called.replace(/s$/, "")} ${areaSaid(data, edge.area)}` : "",
  ].filter(Boolean);
  if (standing.length) item.append(make("p", { class: "soft" }, standing.join(" · ")));
  if (edge.note) item.append(make("p", { class: "soft", dir: "auto" }, edge.note));
  for (const [source, locator] of edge.sources) item.append(citation(sources[source], locator));
  for (const { heading, id, other } of stopped ? [] : counterparts(data, edge)) {
    const inner = other ? relation(data, other, { tag: "div", at: null, select, stopped: true }) : make("p", {}, id);
    item.append(make("div", { class: "other" }, make("p", { class: "heading" }, heading), inner));
  }
  return item;
}
