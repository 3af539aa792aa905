/** @import { Box, Data, State, View } from "./types.js" */
import { meet, placeLabels, wrap } from "./labels.js";
import { inks } from "./theme.js";

const FACE = '"Noto Sans", "Noto Sans CJK SC", "Segoe UI", system-ui, Arial, sans-serif';
const LINE = 14;
const MOST = 900;
/** In a crowd so many of the busiest are named even where the name covers other nodes; else all are. */
const FIRST = 12;
const CROWD = 100;

/** @typedef {{now: State, view: View, near: Set<number>, shown: Map<string, number>, dark: boolean}} Shown */
/** @typedef {{number: number, lines: string[], font: string, box: Box}} Label */

/**
 * Paints what vis-network does not: bands, labels without overlap, counts of folded edges.
 * @param {Data} data @param {import("../vendor/vis-network.js").Network} network @param {HTMLElement} box
 */
export function painter(data, network, box) {
  /** @type {Shown | null} */
  let shown = null;
  /** @type {Label[]} */
  let labels = [];
  /** @type {{text: string, box: Box}[]} */
  let titles = [];
  /** @type {ReturnType<typeof countBadges>} */
  let badges = [];
  const poles = new Set(data.poles);
  const order = data.nodes.map((_, number) => number);
  order.sort((a, b) => Number(poles.has(b)) - Number(poles.has(a)) || data.nodes[b].size - data.nodes[a].size || a - b);
  /** @type {Map<string, number>} */
  const widths = new Map();

  /** @param {CanvasRenderingContext2D} ctx @param {string} text @param {string} font */
  const width = (ctx, text, font) => {
    const key = `${font}|${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    ctx.font = font;
    const measured = ctx.measureText(text).width;
    widths.set(key, measured);
    return measured;
  };

  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    if (!shown) return;
    ctx.fillStyle = inks(shown.dark).band;
    data.bands.forEach(([, left, top, wide, high], at) => {
      if (at % 2 === 0) ctx.fillRect(left, top, wide, high);
    });
  });

  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    if (!shown) return;
    const ratio = ctx.canvas.width / box.clientWidth;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    const { dark } = shown;
    titles = bandTitles(ctx);
    badges = countBadges(ctx);
    labels = nodeLabels(ctx, [...badges.map((each) => each.box), ...poleBoxes()], titles.map((each) => each.box));
    titles = titles.filter(({ box: title }) => !labels.some((label) => meet(title, label.box)));
    paintTexts(ctx, dark, badges);
    ctx.restore();
  });

  /** @param {CanvasRenderingContext2D} ctx */
  function bandTitles(ctx) {
    const font = `600 12px ${FACE}`;
    return data.bands.flatMap(([text, left, top, , high]) => {
      const at = network.canvasToDOM({ x: left, y: top });
      const height = high * network.getScale();
      if (height < 14) return [];
      const [x, y] = [Math.max(at.x, 0) + 8, at.y + height / 2];
      return [{ text, box: { left: x, top: y - 8, right: x + width(ctx, text, font), bottom: y + 8 } }];
    });
  }

  /** @param {CanvasRenderingContext2D} ctx */
  function countBadges(ctx) {
    const found = [];
    for (const [number, edge] of data.edges.entries()) {
      const count = shown?.shown.get(edge.id);
      if (!edge.members || !count) continue;
      const [a, b] = [data.nodes[edge.from], data.nodes[edge.to]].map((node) => network.canvasToDOM(node));
      const text = `${count}`;
      const half = width(ctx, text, `600 11px ${FACE}`) / 2 + 5;
      const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
      found.push({ number, text, color: edge.color, box: { left: x - half, top: y - 8, right: x + half, bottom: y + 8 } });
    }
    return found;
  }

  /** @returns {Box[]} */
  function poleBoxes() {
    return data.poles.map((number) => {
      const { x, y } = network.canvasToDOM(data.nodes[number]);
      const radius = data.nodes[number].size * network.getScale();
      return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
    });
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Box[]} taken @param {Box[]} symbols @returns {Label[]} */
  function nodeLabels(ctx, taken, symbols) {
    const { view, near, now } = /** @type {Shown} */ (shown);
    const scale = network.getScale();
    const window = { left: 2, top: 2, right: box.clientWidth - 2, bottom: box.clientHeight - 2 };
    const first = now.selected?.what === "node" ? now.selected.number : -1;
    const named = view.nodes.size > CROWD ? FIRST : CROWD;
    const wanted = [];
    const ranked = near.size ? [...order].sort((a, b) => rank(b) - rank(a)) : order;
    /** @param {number} number */
    function rank(number) {
      return Number(number === first) * 2 + Number(near.has(number));
    }
    for (const number of ranked) {
      if (!view.nodes.has(number) || (near.size && !near.has(number) && !poles.has(number))) continue;
      const node = data.nodes[number];
      const { x, y } = network.canvasToDOM(node);
      const radius = Math.max(node.size * scale, 2);
      if (x < -radius || y < -radius || x > box.clientWidth + radius || y > box.clientHeight + radius) continue;
      if (wanted.length >= MOST) {
        symbols.push({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
        continue;
      }
      const large = poles.has(number);
      const font = `${large || number === first ? 600 : 400} ${large ? 15 : 12}px ${FACE}`;
      const sizes = [3, 1].map((count) => {
        const lines = wrap(data.facts.nodes[number].short ?? data.facts.nodes[number].name, count);
        return { lines, width: Math.max(...lines.map((line) => width(ctx, line, font))) + 4, height: lines.length * LINE + 2 };
      });
      wanted.push({ number, font, x, y, radius, must: large || near.has(number) || wanted.length < named, sizes: sizes[0].lines.length > 1 ? sizes : [sizes[0]] });
    }
    const placed = placeLabels(wanted, taken, symbols, window);
    return wanted.flatMap(({ number, font, sizes }, at) => {
      const found = placed[at];
      return found ? [{ number, lines: sizes[found.size].lines, font, box: found.box }] : [];
    });
  }

  /** @param {CanvasRenderingContext2D} ctx @param {boolean} dark @param {ReturnType<typeof countBadges>} badges */
  function paintTexts(ctx, dark, badges) {
    const { ink, soft, halo, ground } = inks(dark);
    const { near } = /** @type {Shown} */ (shown);
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = halo;
    ctx.textAlign = "left";
    ctx.font = `600 12px ${FACE}`;
    ctx.fillStyle = soft;
    for (const { text, box: at } of titles) ctx.fillText(text, at.left, (at.top + at.bottom) / 2);
    ctx.textAlign = "center";
    for (const { number, lines, font, box: at } of labels) {
      ctx.font = font;
      ctx.fillStyle = ink;
      ctx.globalAlpha = near.size && !near.has(number) ? 0.4 : 1;
      lines.forEach((line, k) => {
        const [x, y] = [(at.left + at.right) / 2, at.top + 1 + LINE * (k + 0.5)];
        ctx.strokeText(line, x, y);
        ctx.fillText(line, x, y);
      });
    }
    ctx.globalAlpha = near.size ? 0.5 : 1;
    ctx.font = `600 11px ${FACE}`;
    for (const { text, box: at } of badges) {
      ctx.fillStyle = ground;
      ctx.strokeStyle = soft;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.roundRect(at.left, at.top, at.right - at.left, 16, 8);
      ctx.fill();
      ctx.stroke();
      ctx.fillStyle = ink;
      ctx.fillText(text, (at.left + at.right) / 2, at.top + 8.5);
    }
    ctx.globalAlpha = 1;
  }

  return {
    /** @param {Shown} next */
    set(next) {
      shown = next;
    },
    /** The folded edge whose count stands at a spot, -1 if none does. @param {{x: number, y: number}} spot */
    badgeAt: ({ x, y }) => badges.find(({ box: at }) => x >= at.left - 4 && x <= at.right + 4 && y >= at.top - 4 && y <= at.bottom + 4)?.number ?? -1,
    labels: () => labels,
    titles: () => titles,
    /** Where texts stand on the map, in pixels of its box. */
    boxes: () => [...labels.map((each) => ({ text: each.lines.join(" "), ...each.box })), ...titles.map((each) => ({ text: each.text, ...each.box }))],
  };
}
