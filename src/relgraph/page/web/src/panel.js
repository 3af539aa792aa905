/** @import { Data, EdgeFacts, Selected, State, View } from "./types.js" */
/** @import { Store } from "./state.js" */
import { make, need } from "./dom.js";
import { groups } from "./groups.js";
import { between, ofPair } from "./pair.js";
import { ofGroup } from "./part.js";
import { relation } from "./relation.js";
import { nearable } from "./state.js";
import { counted, kindSaid, sentence } from "./words.js";

const GRADES = "Reliability: A official record, statistics; B established agency, paper or scholar; C minor press, state media abroad; D copy or aggregator; E unreliable; F cannot be judged.";

/**
 * The panel: all that is known of the selected node or edge.
 * @param {Data} data @param {Store} state
 */
export function panel(data, state) {
  const box = need("panel");
  const graded = data.facts.sources.some(({ reliability }) => reliability);
  const select = (/** @type {Selected} */ selected) => state.set({ selected });
  need("close").addEventListener("click", () => {
    state.set({ selected: null, near: false });
    need(state.get().view === "map" ? "map" : "scroller").focus();
  });
  need("near").addEventListener("click", () => state.set({ near: !state.get().near }));

  /** @param {NonNullable<Selected>} selected @param {View} view */
  const told = (selected, view) => {
    if (selected.what === "node") return ofNode(data, selected.number, view, select);
    if (selected.what === "group") return ofGroup(data, selected.number, view, state);
    if (selected.what !== "pair") return ofEdge(data, selected.number, select);
    const { number, other } = selected;
    return ofPair(data, between(data, view, number, other), [number, other], select);
  };

  /** @param {State} now @param {View} view */
  return (now, view) => {
    box.hidden = now.selected === null;
    document.body.classList.toggle("selected", now.selected !== null);
    if (!now.selected) return;
    need("near").setAttribute("aria-pressed", String(now.near));
    need("near").hidden = !nearable(data, now.selected);
    const inside = need("reading").contains(document.activeElement);
    need("reading").replaceChildren(...told(now.selected, view), ...(graded ? [make("p", { class: "source" }, GRADES)] : []));
    need("reading").scrollTop = 0;
    if (inside) need("reading").focus();
  };
}

/** @param {Data} data @param {number} number @param {View} view @param {(selected: Selected) => void} select */
function ofNode(data, number, view, select) {
  const node = data.facts.nodes[number];
  const mine = [...view.edges.keys()].map((at) => data.facts.edges[at]).filter(({ from, to }) => from === number || to === number);
  const all = data.facts.edges.filter(({ from, to }) => from === number || to === number).length;
  const hidden = all - mine.length;
  const names = node.names ?? [];
  const aliases = (node.aliases ?? []).filter((alias) => alias !== node.name && !names.includes(alias));
  return [
    make("h2", { id: "panel-title", dir: "auto" }, node.name),
    make("p", { class: "soft" }, kindSaid(data, node.kind), ...names.flatMap((name) => [" · ", make("bdi", {}, name)])),
    ...(aliases.length ? [make("p", { class: "soft" }, make("bdi", {}, `also ${aliases.join(", ")}`))] : []),
    ...(node.codes?.length ? [make("p", { class: "soft" }, make("bdi", {}, node.codes.join(", ")))] : []),
    ...(node.note ? [make("p", { dir: "auto" }, node.note)] : []),
    make("p", { class: "heading" }, `${counted(mine.length, "relation")} in view${hidden ? `, ${hidden} hidden by years, lines or legends` : ""}`),
    ...groups(data, mine, { at: number, select }),
  ];
}

/** @param {Data} data @param {number} number @param {(selected: Selected) => void} select */
function ofEdge(data, number, select) {
  const edge = data.facts.edges[number];
  const parallel = data.facts.edges.filter((other) => other !== edge && other.from !== other.to && samePair(other, edge));
  return [
    make("h2", { id: "panel-title" }, sentence(data.facts.nodes, edge)),
    relation(data, edge, { tag: "div", at: null, select }),
    ...(parallel.length ? [make("p", { class: "heading" }, `${counted(parallel.length, "more relation")} of the two`), ...groups(data, parallel, { at: null, select })] : []),
  ];
}

/** @param {EdgeFacts} a @param {EdgeFacts} b */
const samePair = (a, b) => (a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from);
