/** @import { Data, EdgeFacts, Selected, State, View } from "./types.js" */
/** @import { Store } from "./state.js" */
import { colours, PLAIN, tint } from "./colours.js";
import { draw, need } from "./dom.js";
import { CHART, contents, dayOf, lanes, LETTER, ROW, startOfMost, ticks, TITLE } from "./lanes.js";
import { isDark } from "./theme.js";
import { initial } from "./state.js";
import { counted } from "./words.js";

const LEFT = 12;
const AXIS = 26;

/**
 * Time as the x axis: a lane an issue area, spells as bars, instants as marks, series as charts.
 * @param {Data} data @param {Store} state
 */
export function timeview(data, state) {
  const box = need("times");
  const { from: first, until: last_ } = initial(data);
  /** @type {{from: number, until: number} | null} the days in the window, or all that are chosen */
  let window_ = null;
  const open = new Set();
  /** @type {[State, View] | null} */
  let last = null;
  const again = () => last && show(...last);
  /** @type {{of: View | null, by: string, filled: import("./lanes.js").Content[]}} what the lanes hold while one pans */
  let held = { of: null, by: "", filled: [] };

  const whole = (/** @type {State} */ now) => ({ from: dayOf(`${String(now.from).padStart(4, "0")}-01-01`), until: dayOf(`${String(now.until).padStart(4, "0")}-12-31`) });
  // a few early years must not press all others together: they are a drag away
  const early = startOfMost(data.facts.edges);
  const chosen = (/** @type {State} */ now) => {
    const { from, until } = whole(now);
    return { from: early !== null && early < until - 365 ? Math.max(from, early) : from, until };
  };
  /** @param {number} by @param {number} at share of the width that stays where it is */
  const zoom = (by, at = 0.5) => {
    if (!last) return;
    const { from, until } = window_ ?? chosen(last[0]);
    const middle = from + at * (until - from);
    const all = whole(last[0]);
    const wide = Math.min(Math.max((until - from) / by, 30), all.until - all.from);
    slide(middle - at * wide, wide);
  };
  /** @param {number} from @param {number} wide */
  const slide = (from, wide) => {
    if (!last) return;
    const all = whole(last[0]);
    const start = Math.min(Math.max(from, all.from), all.until - wide);
    window_ = { from: start, until: start + wide };
    again();
  };
  box.addEventListener("wheel", (event) => {
    const upright = Math.abs(event.deltaY) > Math.abs(event.deltaX);
    if (!event.ctrlKey && !event.metaKey && !(event.altKey && upright)) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - box.getBoundingClientRect().left - LEFT) / Math.max(box.clientWidth - 2 * LEFT, 1));
  }, { passive: false });
  box.addEventListener("keydown", (event) => {
    if (!last || event.ctrlKey || event.metaKey || event.altKey) return;
    const { from, until } = window_ ?? chosen(last[0]);
    if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") {
      window_ = null;
      again();
    }
    else if (event.key === "ArrowLeft") slide(from - (until - from) / 8, until - from);
    else if (event.key === "ArrowRight") slide(from + (until - from) / 8, until - from);
    else return;
    event.preventDefault();
  });
  let drag = { x: 0, from: 0, wide: 0, on: false };
  box.addEventListener("pointerdown", (event) => {
    if (!last || event.button !== 0) return;
    const { from, until } = window_ ?? chosen(last[0]);
    drag = { x: event.clientX, from, wide: until - from, on: true };
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag.on || Math.abs(event.clientX - drag.x) < 4) return;
    slide(drag.from - ((event.clientX - drag.x) / Math.max(box.clientWidth - 2 * LEFT, 1)) * drag.wide, drag.wide);
  });
  window.addEventListener("pointerup", () => (drag.on = false));
  new ResizeObserver(again).observe(box);

  /** @param {Selected} selected */
  const select = (selected) => state.set({ selected });

  /** @param {State} now @param {View} view */
  function show(now, view) {
    last = [now, view];
    box.hidden = now.view !== "time";
    if (box.hidden || !box.clientWidth) return;
    const width = box.clientWidth - 2 * LEFT;
    const { from, until } = window_ ?? chosen(now);
    if (held.of !== view || held.by !== now.lanes) held = { of: view, by: now.lanes, filled: contents(data, view, now.lanes) };
    const laid = lanes(held.filled, { from, until, width, open });
    const height = AXIS + laid.reduce((sum, lane) => sum + lane.height, 0);
    const svg = draw("svg", { width: box.clientWidth, height, viewBox: `${-LEFT} 0 ${box.clientWidth} ${height}`, role: "group", "aria-label": "Relations by time" });
    for (const { year, x } of ticks(from, until, width)) {
      const only = now.from === year && now.until === year;
      const label = draw("text", { x: x + 3, y: 15, class: "year", role: "button", tabindex: -1, "aria-label": only ? "All years" : `Only ${year}` }, `${year}`);
      onPress(label, () => state.set(only ? { from: first, until: last_ } : { from: year, until: year }));
      svg.append(draw("line", { x1: x, x2: x, y1: AXIS - 6, y2: height, class: "tick" }), label);
    }
    for (const lane of laid) svg.append(ofLane(lane, now, width));
    box.replaceChildren(svg);
  }

  /** @param {import("./lanes.js").Lane} lane @param {State} now @param {number} width */
  function ofLane(lane, now, width) {
    const dark = isDark(now);
    const { edge, node } = colours(data, now.colour);
    const hue = (/** @type {EdgeFacts} */ each, /** @type {number | null} */ subject) => tint(now.colour === "kind" ? node(data.facts.nodes[subject ?? each.to].kind ?? "") : edge(each), dark);
    const colour = lane.series.length ? hue(lane.series[0].edges[0], null) : tint(PLAIN, dark);
    const group = draw("g", { transform: `translate(0 ${AXIS + lane.top})`, class: "lane" });
    group.style.setProperty("--lane", colour); // the policy of the page lets no style attribute in
    group.append(draw("line", { x1: -LEFT, x2: width + LEFT, y1: 0, y2: 0, class: "edge" }));
    const title = draw("text", { x: 0, y: 15, class: "lane-title", tabindex: 0, role: "button", "aria-expanded": String(open.has(lane.area)) },
      `${open.has(lane.area) ? "▾" : "▸"} ${lane.title}`, draw("tspan", { class: "soft", dx: 8 }, `${counted(lane.count, "relation")}${lane.undated.length ? `, ${lane.undated.length} of unknown start` : ""}${!open.has(lane.area) && lane.rest.length ? `, ${lane.rest.length} as ticks` : ""}`));
    onPress(title, () => {
      if (open.has(lane.area)) open.delete(lane.area);
      else open.add(lane.area);
      again();
    });
    group.append(title);
    for (const [at, each] of lane.series.entries()) group.append(chart(each, TITLE + at * CHART, now, width));
    const base = TITLE + lane.series.length * CHART;
    for (const thing of [...lane.things, ...lane.rest]) {
      const drawn = mark(thing, base + (thing.row < 0 ? lane.rows - 1 : thing.row) * ROW, now);
      drawn.style.setProperty("--lane", hue(thing.edges[0], thing.subject));
      group.append(drawn);
    }
    return group;
  }

  /** @param {import("./lanes.js").Placed} thing @param {number} y @param {State} now */
  function mark(thing, y, now) {
    const kind = ["thing", thing.plan ? "plan" : "", thing.maybe ? "maybe" : "", thing.claim ? "claimed" : ""].filter(Boolean).join(" ");
    const chosenHere = now.selected !== null && (now.selected.what === "node" ? thing.subject === now.selected.number : now.selected.what === "edge" && thing.edges.includes(data.facts.edges[now.selected.number]));
    const about = `${thing.label}, ${thing.edges[0].dates}`;
    const group = draw("g", { class: chosenHere ? `${kind} chosen` : kind, tabindex: thing.side ? 0 : -1, role: "button", "aria-label": about }, draw("title", {}, `${about}${thing.edges.length > 1 ? `, ${thing.edges.length} relations` : ""}`));
    const middle = y + ROW / 2;
    if (thing.instant) {
      if (thing.width > 9) group.append(draw("rect", { x: thing.x, y: middle - 1, width: thing.width, height: 2, class: "unsure" }));
      group.append(draw("path", { d: `M${thing.x} ${middle}l4.5 -4.5l4.5 4.5l-4.5 4.5z`, class: "bar" }));
    } else {
      group.append(draw("rect", { x: thing.x, y: middle - 4, width: thing.width, height: 8, rx: 2, class: "unsure" }));
      if (thing.sureWidth > 0) group.append(draw("rect", { x: thing.sureX, y: middle - 4, width: thing.sureWidth, height: 8, rx: 2, class: "bar" }));
    }
    group.append(draw("rect", { x: thing.x - 3, y, width: Math.max(thing.width, 9) + 6, height: ROW, class: "target" }));
    if (thing.side === "inside") group.append(draw("rect", { x: Math.max(thing.x, 0) + 3, y: middle - 6, width: thing.label.length * LETTER + 4, height: 12, class: "under" }), draw("text", { x: Math.max(thing.x, 0) + 5, y: middle + 4 }, thing.label));
    if (thing.side === "right") group.append(draw("text", { x: thing.x + Math.max(thing.width, 9) + 4, y: middle + 4 }, thing.label));
    if (thing.side === "left") group.append(draw("text", { x: thing.x - 4, y: middle + 4, "text-anchor": "end" }, thing.label));
    onPress(group, () => select(thing.subject === null ? { what: "edge", number: data.facts.edges.indexOf(thing.edges[0]) } : { what: "node", number: thing.subject }));
    return group;
  }

  /** @param {import("./lanes.js").Series} each @param {number} y @param {State} now @param {number} width */
  function chart(each, y, now, width) {
    const { from, until } = window_ ?? chosen(now);
    const most = Math.max(...each.points.map(({ value }) => value), 1e-9);
    const at = (/** @type {{at: number, value: number}} */ point) => `${(((point.at - from) / (until - from)) * width).toFixed(1)} ${(y + CHART - 4 - (Math.max(point.value, 0) / most) * (CHART - 20)).toFixed(1)}`;
    const newest = each.points[each.points.length - 1];
    const group = draw("g", { class: "series" }, draw("title", {}, `${each.label}: ${each.points.length} figures, the greatest ${most.toLocaleString("en")} ${each.unit}`));
    group.append(
      draw("path", { d: `M${each.points.map(at).join("L")}`, class: "course" }),
      ...each.points.map((point) => {
        const [cx, cy] = at(point).split(" ");
        const dot = draw("circle", { cx, cy, r: 3, class: "dot", role: "button", tabindex: -1, "aria-label": `${point.edge.dates}: ${point.value.toLocaleString("en")} ${each.unit}` }, draw("title", {}, `${point.edge.dates}: ${point.value.toLocaleString("en")} ${each.unit}`));
        onPress(dot, () => select({ what: "edge", number: data.facts.edges.indexOf(point.edge) }));
        return dot;
      }),
      draw("text", { x: 0, y: y + 12, class: "soft" }, `${each.label}, ${newest.value.toLocaleString("en")} ${each.unit} in ${newest.edge.dates}${newest.value < most ? `, at most ${most.toLocaleString("en")}` : ""}`),
    );
    return group;
  }

  return show;
}

/** Let a part of a drawing be pressed by mouse and keyboard. @param {SVGElement} part @param {() => void} act */
function onPress(part, act) {
  part.addEventListener("click", act);
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
}
