/** @import { Data, State, View } from "./types.js" */
/** @import { Store } from "./state.js" */
import { need } from "./dom.js";
import { csv, download, fileName, json } from "./exports.js";
import { framed } from "./framed.js";
import { png } from "./picture.js";
import { svg } from "./svg.js";
import { inks, isDark } from "./theme.js";

/** @type {State["theme"][]} */
const THEMES = ["auto", "light", "dark"];
const VIEWS = /** @type {const} */ (["time", "map", "table"]);

/**
 * Buttons over the map: views as tabs, fit, parallel relations, filters on a phone, theme, export.
 * @param {Data} data @param {Store} state @param {() => {view: View, said: string}} seen
 * @param {ReturnType<import("./renderer.js").renderer>} map
 */
export function toolbar(data, state, seen, map) {
  const bundles = data.edges.filter((edge) => edge.members).map((edge) => edge.id);
  need("fit").addEventListener("click", () => map.fit());
  for (const [at, view] of VIEWS.entries()) {
    const tab = need(`as-${view}`);
    tab.addEventListener("click", () => state.set({ view }));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = VIEWS[(at + by + VIEWS.length) % VIEWS.length];
      state.set({ view: next });
      need(`as-${next}`).focus();
    });
  }
  need("unfold").addEventListener("click", () => state.set({ unfolded: new Set(state.get().unfolded.size ? [] : bundles) }));
  need("theme").addEventListener("click", () => {
    state.set({ theme: THEMES[(THEMES.indexOf(state.get().theme) + 1) % THEMES.length] });
  });
  need("filters").addEventListener("click", () => {
    const open = document.body.classList.toggle("filtering");
    need("filters").setAttribute("aria-expanded", String(open));
  });
  const menu = /** @type {HTMLDetailsElement} */ (need("export"));
  /** @param {string} ending @param {() => Blob | Promise<Blob>} write */
  const on = (ending, write) =>
    need(`as-${ending}`).addEventListener("click", async () => {
      menu.open = false;
      download(await write(), fileName(data.title, ending));
    });
  on("csv", () => new Blob(["\ufeff", csv(data, seen().view)], { type: "text/csv" }));
  on("json", () => new Blob([json(data, seen().view)], { type: "application/json" }));
  on("svg", () => new Blob([drawing()], { type: "image/svg+xml" }));
  on("png", () => png(map.canvas(), frame(), inks(isDark(state.get())), need("map").clientWidth));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
    event.stopPropagation();
  });

  function frame() {
    const { view, said } = seen();
    return framed(data, state.get(), view, said, need("map").clientWidth);
  }

  function drawing() {
    const box = need("map");
    const { view, said } = seen();
    return svg(data, view, {
      width: box.clientWidth, height: box.clientHeight, scale: map.scale(), scene: map.scene(), colours: map.colours(state.get()), toDOM: map.toDOM,
      labels: map.labels(), titles: map.titles(), said, frame: frame(), dark: isDark(state.get()),
    });
  }

  /** @param {State} now */
  return (now) => {
    for (const view of VIEWS) {
      need(`as-${view}`).setAttribute("aria-selected", String(now.view === view));
      need(`as-${view}`).tabIndex = now.view === view ? 0 : -1;
    }
    need("fit").hidden = now.view !== "map";
    for (const ending of ["png", "svg"]) need(`as-${ending}`).toggleAttribute("disabled", now.view !== "map");
    need("unfold").hidden = bundles.length === 0 || now.view !== "map";
    need("unfold").textContent = now.unfolded.size ? "Fold" : "Unfold";
    need("unfold").setAttribute("aria-label", now.unfolded.size ? "Fold parallel relations into one" : "Unfold parallel relations");
    need("theme").setAttribute("aria-label", `Theme: ${now.theme}`);
    document.documentElement.dataset.theme = isDark(now) ? "dark" : "light";
  };
}
