/** @import { Data, EdgeFacts, State, View } from "./types.js" */
/** @import { Store } from "./state.js" */
import { make, need, needInput } from "./dom.js";
import { begunFirst, matching, parted } from "./groups.js";
import { citation } from "./relation.js";
import { counterparts, STANDINGS, standing } from "./standing.js";
import { areaSaid, called, compare, counted, typeName } from "./words.js";

const PAGE = 200;
/** What most relations are, or their dates say: no mark for it. */
const PLAIN = new Set(["stated", "corroborated", "undated"]);
/** What must be shown so that relations of a standing are seen. @type {Record<string, Partial<State>>} */
const SHOWS = { claims: { claims: true }, rivals: { rivals: true }, disputed: { rivals: true }, undated: { undated: true } };
/** @type {[string, string][]} */
const COLUMNS = [["from", "From"], ["type", "Relation"], ["to", "To"], ["dates", "Dates"], ["figures", "Figures"], ["area", "Issue area"]];

/**
 * Sort edges by a column, figures by unit and number; equal ones by date, then id; what has no date or figure to sort by last.
 * @param {Data} data @param {EdgeFacts[]} edges @param {string} by @param {boolean} down
 */
export function sorted(data, edges, by, down) {
  const { nodes } = data.facts;
  /** @param {EdgeFacts} edge */
  const key = (edge) => {
    if (by === "from" || by === "to") return called(nodes[edge[by]]);
    if (by === "type") return edge.type;
    if (by === "figures") return edge.measures?.[0]?.[2] ?? "";
    return by === "area" ? (edge.area ?? "") : (edge.bounds[0] ?? "~");
  };
  const order = new Intl.Collator("en", { numeric: true }).compare;
  const byKey = by === "dates" ? compare : order;
  const rows = edges.map((edge) => {
    const [measure] = edge.measures ?? [];
    const lacking = by === "dates" ? edge.bounds[0] === null : by === "figures" && !measure;
    return { edge, key: key(edge), number: by === "figures" && measure ? measure[1] : 0, date: edge.bounds[0] ?? "~", last: Number(lacking) };
  });
  rows.sort((a, b) =>
    a.last - b.last || (down ? -1 : 1) * (byKey(a.key, b.key) || a.number - b.number) ||
    compare(a.date, b.date) || compare(a.edge.id, b.edge.id));
  return rows.map(({ edge }) => edge);
}

/**
 * The table of what is in view, by pages of 200.
 * @param {Data} data @param {Store} state
 */
export function table(data, state) {
  let page = 0;
  /** @type {unknown[]} */
  let drawn = [];
  const heads = COLUMNS.map(([key, name]) => {
    const button = make("button", { type: "button", class: "link" }, name);
    button.addEventListener("click", () => {
      const now = state.get();
      page = 0;
      state.set({ sort: key, down: now.sort === key && !now.down });
    });
    return make("th", { scope: "col", class: key, role: "columnheader" }, button);
  });
  const others = make("th", { scope: "col", role: "columnheader" }, "Corrected to, or another source has");
  need("columns").replaceChildren(...heads.slice(0, 5), others, ...heads.slice(5), make("th", { scope: "col", role: "columnheader" }, "Sources"));
  const turn = (/** @type {number} */ by) => {
    page += by;
    state.set({});
    need("scroller").scrollTop = 0;
  };
  const sift = needInput("sift");
  sift.addEventListener("input", () => {
    page = 0;
    state.set({});
  });
  sift.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation());
  const which = /** @type {HTMLSelectElement} */ (need("standing"));
  which.replaceChildren(make("option", { value: "" }, "all relations"), ...Object.entries(STANDINGS).map(([value, [said, is]]) => make("option", { value }, `${said} (${data.facts.edges.filter(is).length})`)));
  which.addEventListener("change", () => {
    const chosen = /** @type {State["standing"]} */ (which.value);
    page = 0;
    // what is asked for is not to be hidden
    state.set({ standing: chosen, ...SHOWS[chosen] ?? {} });
  });
  need("earlier").addEventListener("click", () => turn(-1));
  need("later").addEventListener("click", () => turn(1));

  /** How many relations that are hidden have the words too: no row must not read as nothing known. @param {View} view @param {State} now @param {string} words */
  const unseen = (view, now, words) => {
    const hidden = data.facts.edges.filter((edge, number) => !view.edges.has(number) && (!now.standing || STANDINGS[now.standing][1](edge)));
    const count = matching(data, hidden, words).length;
    return count ? `, ${count.toLocaleString("en")} more hidden` : "";
  };

  /** @param {State} now @param {View} view */
  return (now, view) => {
    need("table").hidden = now.view !== "table";
    if (now.view !== "table") return;
    const wanted = [view, now.sort, now.down, page, sift.value, now.standing];
    if (wanted.every((part, k) => part === drawn[k])) return;
    drawn = wanted;
    heads.forEach((head, k) => {
      if (COLUMNS[k][0] === now.sort) head.setAttribute("aria-sort", now.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    which.value = now.standing;
    const all = [...view.edges.keys()].map((number) => data.facts.edges[number]);
    const asked = now.standing ? all.filter(STANDINGS[now.standing][1]) : all;
    const found = sorted(data, matching(data, asked, sift.value), now.sort, now.down);
    // who asks for a year asks what began in it, before what went on
    const edges = now.sort === "dates" ? begunFirst(found, sift.value) : found;
    need("sifted").textContent = sift.value.trim() || now.standing ? `${counted(edges.length, "row")} of ${all.length.toLocaleString("en")}${unseen(view, now, sift.value)}` : "";
    const pages = Math.max(1, Math.ceil(edges.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    drawn[3] = page;
    const shown = edges.slice(page * PAGE, (page + 1) * PAGE);
    others.hidden = !shown.some((edge) => edge.claim || edge.rival_of);
    need("rows").replaceChildren(...shown.map((edge) => row(data, edge, state, !others.hidden)));
    need("earlier").toggleAttribute("disabled", page === 0);
    need("later").toggleAttribute("disabled", page === pages - 1);
    const first = page * PAGE + 1;
    need("pages").textContent = edges.length ? `${first}–${first + shown.length - 1} of ${edges.length}` : "nothing in view";
  };
}

/** @param {Data} data @param {EdgeFacts} edge @param {Store} state @param {boolean} paired whether it has a cell for what corrects it */
function row(data, edge, state, paired) {
  const { nodes, edges, sources } = data.facts;
  const end = (/** @type {number} */ number) => {
    const made = button(called(nodes[number]), () => state.set({ selected: { what: "node", number } }));
    made.title = nodes[number].name;
    return made;
  };
  const type = button(typeName(edge.type), () => state.set({ selected: { what: "edge", number: edges.indexOf(edge) } }));
  const marks = standing(edge).filter((word) => !PLAIN.has(word));
  // a phone shows rows as blocks, and a browser may forget that they are rows without roles
  const cell = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...children) => make("td", { class: name, role: "cell" }, ...children);
  return make("tr", { class: edge.claim ? "claim" : "", role: "row" },
    cell("from", end(edge.from)),
    cell("type", type, ...(marks.length ? [make("span", { class: "soft" }, ` ${marks.join(", ")}`)] : [])),
    cell("to", ...(edge.figure ? [] : [end(edge.to)])),
    cell("dates", edge.dates),
    cell("figures", make("bdi", {}, (edge.figures ?? []).join("; "))),
    ...(paired ? [cell("others", ...(edge.claim && edge.note ? [make("p", { dir: "auto" }, edge.note)] : []), ...against(data, edge, state))] : []),
    cell("area", areaSaid(data, edge.area)),
    cell("sources", ...edge.sources.map(([source, locator]) => citation(sources[source], locator, true))),
  );
}

/** What corrects a claim or differs from a value, a line each; what reads the same is said once. @param {Data} data @param {EdgeFacts} edge @param {Store} state */
function against(data, edge, state) {
  const { nodes, edges } = data.facts;
  const lines = counterparts(data, edge).map(({ heading, id, other }) => {
    if (!other) return { heading, number: -1, said: id };
    const ends = other.ends ?? [called(nodes[other.from]), called(nodes[other.to])];
    const what = other.figure ? `${ends[0]}, ${typeName(other.type)}` : `${ends[0]} ${typeName(other.type)} ${ends[1]}`;
    return { heading, number: edges.indexOf(other), said: [what, other.dates, ...(other.figures ?? [])].filter(Boolean).join(", ") };
  });
  return [...parted(lines, ({ said }) => said).values()].map(([{ heading, number, said }]) =>
    make("p", {}, make("span", { class: "soft" }, `${heading} `), number < 0 ? make("bdi", {}, said) : button(said, () => state.set({ selected: { what: "edge", number } }))));
}

/** @param {string} text @param {() => void} press */
function button(text, press) {
  const made = make("button", { type: "button", class: "link" }, make("bdi", {}, text));
  made.addEventListener("click", press);
  return made;
}
