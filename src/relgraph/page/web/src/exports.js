/** @import { Data, EdgeFacts, View } from "./types.js" */

const HEADER = ["id", "type", "from", "from_name", "to", "to_name", "issue_area", "dates", "since",
  "since_latest", "until_earliest", "until", "status", "rank", "claim", "verdict", "figures", "note", "sources", "source_titles", "source_addresses"];

/** @param {EdgeFacts} edge @param {Data} data */
function cells(edge, data) {
  const { nodes, sources } = data.facts;
  const cited = edge.sources.map(([source, locator]) => sources[source].id + (locator ? `#${locator}` : ""));
  const of = edge.sources.map(([source]) => sources[source]);
  const titles = of.map(({ id, title, publisher, published }) => [publisher, title || id, published].filter(Boolean).join(": "));
  const addresses = of.map(({ url }) => url ?? "");
  return [edge.id, edge.type, nodes[edge.from].id, nodes[edge.from].name, nodes[edge.to].id, nodes[edge.to].name,
    edge.area, edge.dates, ...edge.bounds, edge.status, edge.rank, edge.claim ? "true" : "false", edge.verdict,
    (edge.figures ?? []).join("; "), edge.note, cited.join(";"), titles.join(" | "), addresses.join(" | ")].map((cell) => cell ?? "");
}

/** A cell as RFC 4180 quotes it; what a spreadsheet would run as a formula is JSON text, as in `relgraph export`. @param {string} cell */
function quoted(cell) {
  const safe = /^[=+@\t\r[{"]/.test(cell) ? JSON.stringify(cell) : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The relations in view as CSV, one a row. @param {Data} data @param {View} view */
export function csv(data, view) {
  const rows = [...view.edges.keys()].map((number) => cells(data.facts.edges[number], data));
  return [HEADER, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/** What is in view as node-link JSON, which networkx reads. @param {Data} data @param {View} view */
export function json(data, view) {
  const { nodes, edges, sources } = data.facts;
  const links = [...view.edges.keys()].map((number) => {
    const { from, to, id, bounds, area, sources: cited, ...rest } = edges[number];
    const [since, since_latest, until_earliest, until] = bounds;
    return { ...rest, id, key: id, issue_area: area, source: nodes[from].id, target: nodes[to].id, since, since_latest, until_earliest, until,
      sources: cited.map(([source, locator]) => ({ ...sources[source], locator })) };
  });
  const kept = [...view.nodes].sort((a, b) => a - b).map((number) => nodes[number]);
  const graph = { title: data.title, scope: data.scope, newest_source: data.newest };
  return `${JSON.stringify({ directed: true, multigraph: true, graph, nodes: kept, edges: links }, null, 1)}\n`;
}

/** Hand a file to the reader. @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(link.href);
}

/** A file name out of a title. @param {string} title @param {string} ending */
export const fileName = (title, ending) =>
  `${title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "map"}.${ending}`;
