/** @import { Data, State } from "./types.js" */
/** @import { Store } from "./state.js" */
import { draw, need, needInput } from "./dom.js";
import { histogram, span } from "./time.js";

/** Milliseconds that the whole span takes to play, and the least and the most for a year. */
const WHOLE = { slow: 60000, even: 30000, fast: 12000 };
const [LEAST, MOST] = [120, 1500];

/**
 * The window of time: two handles over a histogram of starts, play, step, and what is counted.
 * @param {Data} data @param {Store} state
 */
export function timeline(data, state) {
  const known = span(data.facts.edges, data.year);
  const [first, last] = known ?? [1, 1];
  need("time").hidden = known === null;
  const from = needInput("from");
  const until = needInput("until");
  for (const input of [from, until]) Object.assign(input, { min: `${first}`, max: `${last}` });
  for (const id of ["from", "until", "play", "back", "next", "all-years"]) need(id).toggleAttribute("disabled", first === last);
  const bars = drawBars(data, first, last, (from, until) => state.set({ from, until }));
  const alive = livingYears(data);
  let timer = 0;
  /** Choose years; what has no date is hidden with the first choice, and back with all years.
   * @param {number} a @param {number} b */
  const choose = (a, b) => {
    const whole = a === first && b === last;
    const was = state.get();
    const before = was.from === first && was.until === last;
    state.set({ from: a, until: b, ...(whole === before ? {} : { undated: whole }) });
  };

  const stop = () => {
    window.clearInterval(timer);
    timer = 0;
    label(need("play"), "Play", "▶");
  };
  from.addEventListener("input", () => {
    stop();
    const year = Number(from.value);
    choose(year, Math.max(year, state.get().until));
  });
  until.addEventListener("input", () => {
    stop();
    const year = Number(until.value);
    choose(Math.min(year, state.get().from), year);
  });
  /** @param {number} years */
  const step = (years) => {
    const { from: a, until: b } = state.get();
    const whole = a === first && b === last;
    const width = whole ? 0 : b - a;
    const start = whole ? (years > 0 ? first : last) : a + years;
    if (start < first || start + width > last) return false;
    choose(start, start + width);
    return true;
  };
  /** Go on to the next year in which something begins or holds. */
  const play = () => {
    const { from: a, until: b } = state.get();
    const next = alive.find((year) => year > a);
    if (next === undefined || next + (b - a) > last) return stop();
    choose(next, next + (b - a));
  };
  /** @param {string} id @param {() => void} act */
  const press = (id, act) =>
    need(id).addEventListener("click", () => {
      stop();
      act();
    });
  press("back", () => step(-1));
  press("next", () => step(1));
  press("all-years", () => choose(first, last));
  need("play").addEventListener("click", () => {
    if (timer) return stop();
    const { until: end } = state.get();
    if (end === last) choose(alive[0] ?? first, alive[0] ?? first);
    label(need("play"), "Pause", "❚❚");
    const pace = WHOLE[state.get().speed] / Math.max(alive.length, 1);
    timer = window.setInterval(play, Math.min(Math.max(pace, LEAST), MOST));
  });
  for (const key of /** @type {const} */ (["undated", "possible"])) {
    needInput(key).addEventListener("change", () => state.set({ [key]: needInput(key).checked }));
  }
  const mode = /** @type {HTMLSelectElement} */ (need("mode"));
  const speed = /** @type {HTMLSelectElement} */ (need("speed"));
  speed.addEventListener("change", () => {
    stop();
    state.set({ speed: /** @type {State["speed"]} */ (speed.value) });
  });
  mode.addEventListener("change", () => state.set({ mode: mode.value === "started" ? "started" : "active" }));

  return () => {
    const now = state.get();
    from.value = `${now.from}`;
    until.value = `${now.until}`;
    needInput("undated").checked = now.undated;
    needInput("possible").checked = now.possible;
    mode.value = now.mode;
    speed.value = now.speed;
    need("years").textContent = now.from === now.until ? `${now.from}` : `${now.from}–${now.until}`;
    bars(now);
  };
}

/** The years in which something starts or ends: between them nothing changes. @param {Data} data */
function livingYears(data) {
  const found = new Set();
  const known = span(data.facts.edges, data.year);
  for (const { bounds } of data.facts.edges) {
    for (const day of [bounds[0], bounds[3]]) if (day !== null) found.add(Number(day.slice(0, 4)));
  }
  return [...found].filter((year) => known && year >= known[0] && year <= known[1]).sort((a, b) => a - b);
}

/** @param {HTMLElement} button @param {string} name @param {string} sign */
function label(button, name, sign) {
  button.textContent = sign;
  button.setAttribute("aria-label", name);
}

/** @param {Data} data @param {number} first @param {number} last @param {(from: number, until: number) => void} choose what a click on a bar does */
function drawBars(data, first, last, choose) {
  const { width, counts } = histogram(data.facts.edges, [first, last]);
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, at) => {
    const height = count ? Math.max(1.5, (count / most) * 30) : 0;
    const start = first + at * width;
    const years = width === 1 ? `${start}` : `${start} to ${Math.min(start + width - 1, last)}`;
    return draw("rect", { x: at + 0.06, y: 30 - height, width: 0.88, height }, draw("title", {}, `${years}: ${count}`));
  });
  const targets = counts.map((count, at) => {
    const target = draw("rect", { x: at, y: 0, width: 1, height: 30, class: "bin" }, draw("title", {}, `${first + at * width}: ${count}`));
    target.addEventListener("click", () => choose(first + at * width, Math.min(first + (at + 1) * width - 1, last)));
    return target;
  });
  const box = { viewBox: `0 0 ${counts.length} 30`, preserveAspectRatio: "none", "aria-hidden": "true" };
  need("bars").replaceChildren(draw("svg", box, ...bars, ...targets));
  /** @param {State} now */
  return (now) => {
    bars.forEach((bar, at) => {
      const start = first + at * width;
      bar.classList.toggle("inside", start + width > now.from && start <= now.until);
    });
  };
}
