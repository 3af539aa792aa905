/** @import { Data, State, View } from "./types.js" */
import { make, need } from "./dom.js";
import { stretched } from "./geometry.js";
import { fromHash, toHash } from "./hash.js";
import { years } from "./groups.js";
import { keys } from "./keys.js";
import { legend } from "./legend.js";
import { between } from "./pair.js";
import { panel } from "./panel.js";
import { turn } from "./part.js";
import { renderer } from "./renderer.js";
import { nameOf, settled } from "./scene.js";
import { searchbox } from "./searchbox.js";
import { initial, neighbours, sameView, store, visible } from "./state.js";
import { table } from "./table.js";
import { onSystemTheme } from "./theme.js";
import { timeline } from "./timeline.js";
import { timeview } from "./timeview.js";
import { toolbar } from "./toolbar.js";
import { counted, kindSaid, sentence, summary, typeName } from "./words.js";

/** Start the page on what it holds. @param {Data} read */
export function start(read) {
  const data = stretched(read, need("stage").clientWidth, need("stage").clientHeight);
  const state = store(fromHash(data, location.hash), (changed) => settled(data, changed));
  /** @type {View} */
  let view = visible(data, state.get());
  let said = "";

  const map = renderer(data, {
    select: (selected) => state.set({ selected, near: selected !== null && state.get().near }),
    turn: (group) => turn(data, state, data.groups[group][0]),
    near: (number) => state.set({ selected: { what: "node", number }, near: true }),
    hover: tip,
    leave: () => (need("tip").hidden = true),
  });
  const parts = [
    legend(data, state), timeline(data, state), panel(data, state), table(data, state), timeview(data, state),
    toolbar(data, state, () => ({ view, said }), map),
  ];
  searchbox(data, (selected) => {
    state.set({ selected, view: state.get().view === "table" ? "map" : state.get().view });
    need("reading").focus();
  });
  need("show-all").addEventListener("click", () => state.set({ ...initial(data), theme: state.get().theme, view: state.get().view }));
  keys(data, state, map);
  onSystemTheme(() => state.set({}));
  const printed = { theme: state.get().theme };
  window.addEventListener("beforeprint", () => {
    printed.theme = state.get().theme;
    state.set({ theme: "light" });
    map.redraw();
  });
  window.addEventListener("afterprint", () => state.set({ theme: printed.theme }));

  /** @param {State} now @param {State} [before] */
  function show(now, before) {
    if (!before || !sameView(now, before)) view = visible(data, now);
    for (const part of parts) part(now, view);
    said = summary(data, now, view);
    need("said").textContent = said;
    need("map").hidden = now.view !== "map";
    need("folds").hidden = !data.groups.length || now.view !== "map" || now.near;
    need("empty").hidden = view.nodes.size > 0 || data.nodes.length === 0;
    need("tip").hidden = true;
    map.resize();
    map.apply(now, view);
    if (before && now.selected !== before.selected && now.selected) {
      map.keepInView(neighbours(data, view, now.selected));
      announce(now.selected);
    }
    if (before && now.near !== before.near) map.fit();
    if (before && now.open !== before.open) refit(now, before);
    if (before && now.view === "map" && before.view !== "map") map.fit(true);
    remember(now);
  }

  /** Show what was opened, or all again when a part was folded. @param {State} now @param {State} before */
  function refit(now, before) {
    const opened = data.groups.findIndex(([name]) => now.open.has(name) && !before.open.has(name));
    if (opened < 0) map.fit();
    else if (now.selected === before.selected) map.fitPart(opened);
  }

  /** @param {NonNullable<State["selected"]>} selected */
  function announce({ what, number }) {
    const { nodes, edges } = data.facts;
    if (what === "pair" || what === "group") {
      need("announced").textContent = need("panel-title").textContent ?? "";
      return;
    }
    need("announced").textContent =
      what === "node" ? `${nodes[number].name}, ${kindSaid(data, nodes[number].kind)}` : `${typeName(edges[number].type)}: ${sentence(nodes, edges[number])}`;
  }

  /** @param {State} now */
  function remember(now) {
    const hash = toHash(data, now);
    if (location.hash.replace(/^#/, "") === hash) return;
    try {
      history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
    } catch {
      // a frame without an address of its own (a notebook) remembers nothing
    }
  }

  /** @param {"drawn" | "edge" | "pair"} what @param {number} number @param {number} other @param {{x: number, y: number}} at */
  function tip(what, number, other, at) {
    const { nodes, edges } = data.facts;
    const lines = what === "pair" ? ofTie(number, other) :
      number >= nodes.length ? ofPart(number - nodes.length) :
      what === "drawn"
        ? [nodes[number].name, [kindSaid(data, nodes[number].kind), ...(nodes[number].names ?? [])].join(" · ")]
        : [`${typeName(edges[number].type)}: ${sentence(nodes, edges[number])}`, edges[number].dates, ...(edges[number].figures ?? [])];
    const box = need("tip");
    box.replaceChildren(...lines.filter(Boolean).map((line) => make("p", { dir: "auto" }, line)));
    box.hidden = false;
    box.style.left = `${Math.min(at.x + 12, need("stage").clientWidth - box.offsetWidth - 8)}px`;
    box.style.top = `${Math.max(at.y - box.offsetHeight - 8, 4)}px`;
  }

  /** What a closed part holds. @param {number} group */
  function ofPart(group) {
    const count = [...view.nodes].filter((number) => data.group[number] === group).length;
    return [data.groups[group][0], `${counted(count, "node")}: click to open`];
  }

  /** What a folded line holds, in two lines. @param {number} from @param {number} to */
  function ofTie(from, to) {
    const inside = between(data, view, from, to);
    return [`${nameOf(data, from)} – ${nameOf(data, to)}`, `${counted(inside.length, "relation")}, begun ${years(inside)}: click to read them`];
  }

  window.addEventListener("hashchange", () => state.set(fromHash(data, location.hash)));
  let hidden = need("map").clientWidth === 0;
  new ResizeObserver(() => {
    map.resize();
    // a frame that loads hidden has no size to fit into until it is shown
    if (hidden && need("map").clientWidth > 0) map.fit(true);
    hidden = need("map").clientWidth === 0;
    const { selected } = state.get();
    if (selected) map.keepInView(neighbours(data, view, selected));
  }).observe(need("map"));
  const ready = () => {
    performance.mark("drawn");
    document.body.setAttribute("data-ready", "");
  };
  if (state.get().view === "map") map.onDrawn(ready);
  else requestAnimationFrame(ready);
  need("title").textContent = data.title;
  need("folds").textContent = `Folded by ${data.by}: a circle opens on click, its name folds it again.`;
  state.listen(show);
  show(state.get());
  map.fit(true);
  const { selected } = state.get();
  if (selected) map.keepInView(neighbours(data, view, selected));
  /** @template T @param {() => T} read @returns {() => T} what is read when all is drawn */
  const drawn = (read) => () => {
    map.redraw();
    return read();
  };
  Object.assign(window, { relgraphMap: { boxes: drawn(map.boxes), place: map.place, drawn: () => map.drawn().size, lines: drawn(map.lines), fit: () => map.fit(true), state: state.get, data } });
}
