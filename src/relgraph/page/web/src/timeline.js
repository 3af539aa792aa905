/** @import { Data, State } from "./types.js" */
/** @import { Store } from "./state.js" */
import { draw, need, needInput } from "./dom.js";
import { histogram, span } from "./time.js";

const STEP = 1000;

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
  const bars = drawBars(data, first, last);
  let timer = 0;

  const stop = () => {
    window.clearInterval(timer);
    timer = 0;
    label(need("play"), "Play", "▶");
  };
  from.addEventListener("input", () => {
    stop();
    const year = Number(from.value);
    state.set({ from: year, until: Math.max(year, state.get().until) });
  });
  until.addEventListener("input", () => {
    stop();
    const year = Number(until.value);
    state.set({ until: year, from: Math.min(year, state.get().from) });
  });
  /** @param {number} years */
  const step = (years) => {
    const { from: a, until: b } = state.get();
    const whole = a === first && b === last;
    const width = whole ? 0 : b - a;
    const start = whole ? (years > 0 ? first : last) : a + years;
    if (start < first || start + width > last) return false;
    state.set({ from: start, until: start + width });
    return true;
  };
  /** @param {string} id @param {() => void} act */
  const press = (id, act) =>
    need(id).addEventListener("click", () => {
      stop();
      act();
    });
  press("back", () => step(-1));
  press("next", () => step(1));
  press("all-years", () => state.set({ from: first, until: last }));
  need("play").addEventListener("click", () => {
    if (timer) return stop();
    const { until: end } = state.get();
    if (end === last) state.set({ from: first, until: first });
    label(need("play"), "Pause", "❚❚");
    timer = window.setInterval(() => step(1) || stop(), STEP);
  });
  for (const key of /** @type {const} */ (["undated", "possible"])) {
    needInput(key).addEventListener("change", () => state.set({ [key]: needInput(key).checked }));
  }
  const mode = /** @type {HTMLSelectElement} */ (need("mode"));
  mode.addEventListener("change", () => state.set({ mode: mode.value === "started" ? "started" : "active" }));

  return () => {
    const now = state.get();
    from.value = `${now.from}`;
    until.value = `${now.until}`;
    needInput("undated").checked = now.undated;
    needInput("possible").checked = now.possible;
    mode.value = now.mode;
    need("years").textContent = now.from === now.until ? `${now.from}` : `${now.from}–${now.until}`;
    bars(now);
  };
}

/** @param {HTMLElement} button @param {string} name @param {string} sign */
function label(button, name, sign) {
  button.textContent = sign;
  button.setAttribute("aria-label", name);
}

/** @param {Data} data @param {number} first @param {number} last */
function drawBars(data, first, last) {
  const { width, counts } = histogram(data.facts.edges, [first, last]);
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, at) => {
    const height = count ? Math.max(1.5, (count / most) * 30) : 0;
    const start = first + at * width;
    const years = width === 1 ? `${start}` : `${start} to ${Math.min(start + width - 1, last)}`;
    return draw("rect", { x: at + 0.06, y: 30 - height, width: 0.88, height }, draw("title", {}, `${years}: ${count}`));
  });
  const box = { viewBox: `0 0 ${counts.length} 30`, preserveAspectRatio: "none", "aria-hidden": "true" };
  need("bars").replaceChildren(draw("svg", box, ...bars));
  /** @param {State} now */
  return (now) => {
    bars.forEach((bar, at) => {
      const start = first + at * width;
      bar.classList.toggle("inside", start + width > now.from && start <= now.until);
    });
  };
}
