/** @import { Data, State } from "./types.js" */
/** @import { Store } from "./state.js" */
import { BY, colours, PLAIN, tint } from "./colours.js";
import { draw, make, need, needInput } from "./dom.js";
import { holding, timely } from "./state.js";
import { isDark } from "./theme.js";
import { capital } from "./words.js";

/**
 * Legends of issue areas and kinds: colour, shape, how many are in the window, and a switch each.
 * @param {Data} data @param {Store} state
 */
export function legend(data, state) {
  const areas = entries("areas", data.areas.map(([name, colour, said]) => ({ name, said: said || "no issue area", colour, shape: "" })), state);
  const kinds = entries("kinds", data.kinds.map(([name, colour, shape, , said]) => ({ name, said: (name && capital(said)) || "no kind", colour, shape })), state);
  for (const key of /** @type {const} */ (["claims", "rivals"])) {
    const has = data.facts.edges.some((edge) => (key === "claims" ? edge.claim : edge.rival_of));
    need(`${key}-row`).hidden = !has;
    if (has) need("also").hidden = false;
    needInput(key).addEventListener("change", () => state.set({ [key]: needInput(key).checked }));
  }
  const choice = /** @type {HTMLSelectElement} */ (need("colour"));
  choice.replaceChildren(...Object.entries(BY).map(([value, said]) => make("option", { value }, value === "area" ? data.called : said)));
  const lanes = /** @type {HTMLSelectElement} */ (need("lanes"));
  lanes.options[0].textContent = data.called;
  need("areas-title").textContent = capital(data.called);
  lanes.addEventListener("change", () => state.set({ lanes: /** @type {State["lanes"]} */ (lanes.value) }));
  choice.addEventListener("change", () => state.set({ colour: /** @type {State["colour"]} */ (choice.value) }));
  /** @type {unknown[]} what was counted */
  let counted = [];
  let [inAreas, inKinds] = [new Map(), new Map()];
  /** @param {State} now */
  return (now) => {
    const dark = isDark(now);
    const wanted = [now.from, now.until, now.mode, now.undated, now.possible, now.claims, now.rivals];
    if (!wanted.every((part, at) => part === counted[at])) [counted, [inAreas, inKinds]] = [wanted, count(data, now)];
    const { node, key } = colours(data, now.colour);
    areas(now.areas, inAreas, dark, (row) => (now.colour === "area" ? row.colour : PLAIN));
    kinds(now.kinds, inKinds, dark, (row) => node(row.name));
    choice.value = now.colour;
    lanes.value = now.lanes;
    need("lanes-by").hidden = now.view !== "time";
    need("colour-key").replaceChildren(...key.map(([said, colour]) =>
      make("li", { class: "key" }, draw("svg", { viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" }, draw("path", { d: outline(""), fill: tint(colour, dark) })), make("span", {}, said))));
    need("lines").hidden = now.view !== "map";
    need("marks").hidden = now.view !== "time";
    needInput("claims").checked = now.claims;
    needInput("rivals").checked = now.rivals;
  };
}

/** Relations of each area and nodes of each kind that the window of time has, legends aside.
 * @param {Data} data @param {State} now */
function count(data, now) {
  const areas = new Map();
  const seen = new Set();
  for (const edge of data.facts.edges) {
    if (!timely(edge, now, holding(edge, now))) continue;
    areas.set(edge.area ?? "", (areas.get(edge.area ?? "") ?? 0) + 1);
    seen.add(edge.from).add(edge.to);
  }
  const kinds = new Map();
  for (const number of seen) {
    const kind = data.facts.nodes[number].kind ?? "";
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [areas, kinds];
}

/**
 * @param {"areas" | "kinds"} key
 * @param {{name: string, said: string, colour: string, shape: string}[]} rows @param {Store} state
 */
function entries(key, rows, state) {
  const made = rows.map((row) => {
    const box = make("input", { type: "checkbox" });
    const number = make("span", { class: "number" });
    const sign = draw("path", { d: outline(row.shape) });
    const swatch = draw("svg", { viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" }, sign);
    box.addEventListener("change", () => {
      const hidden = new Set(state.get()[key]);
      if (box.checked) hidden.delete(row.name);
      else hidden.add(row.name);
      state.set({ [key]: hidden });
    });
    return { row, box, number, sign, item: make("li", {}, make("label", {}, box, swatch, make("span", {}, row.said), number)) };
  });
  need(key).replaceChildren(...made.map(({ item }) => item));
  need(`${key}-all`).addEventListener("click", () => {
    const none = state.get()[key].size === 0;
    state.set({ [key]: new Set(none ? rows.map(({ name }) => name) : []) });
  });
  /** @param {Set<string>} hidden @param {Map<string, number>} counts @param {boolean} dark @param {(row: {name: string, colour: string}) => string} colour */
  return (hidden, counts, dark, colour) => {
    for (const { row, box, number, sign } of made) {
      box.checked = !hidden.has(row.name);
      number.textContent = String(counts.get(row.name) ?? 0);
      sign.setAttribute("fill", tint(colour(row), dark));
    }
    const all = need(`${key}-all`);
    all.textContent = hidden.size ? "all" : "none";
    all.setAttribute("aria-label", `${all.textContent}: ${key === "areas" ? need("areas-title").textContent : "kinds"}`);
  };
}

/**
 * The outline of a shape of vis-network around the origin, as a path of an SVG.
 * @param {string} shape @param {number} [r] radius
 */
export function outline(shape, r = 6.5) {
  /** @param {number[][]} points */
  const polygon = (points) => `M${points.map((p) => p.map((v) => +(v * r).toFixed(2)).join(" ")).join("L")}Z`;
  const ring = (/** @type {number} */ corners, /** @type {(k: number) => number} */ radius, start = -Math.PI / 2) =>
    Array.from({ length: corners }, (_, k) => {
      const angle = start + (2 * Math.PI * k) / corners;
      return [Math.cos(angle) * radius(k), Math.sin(angle) * radius(k)];
    });
  if (shape === "square") return polygon([[-1, -1], [1, -1], [1, 1], [-1, 1]]);
  if (shape === "diamond") return polygon([[0, -1], [1, 0], [0, 1], [-1, 0]]);
  if (shape === "triangle") return polygon([[0, -1], [1, 0.8], [-1, 0.8]]);
  if (shape === "triangleDown") return polygon([[-1, -0.8], [1, -0.8], [0, 1]]);
  if (shape === "hexagon") return polygon(ring(6, () => 1, 0));
  if (shape === "star") return polygon(ring(10, (k) => (k % 2 ? 0.5 : 1.25)));
  if (shape === "") return `M${-r} -1.8H${r}V1.8H${-r}Z`;
  return `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
}
