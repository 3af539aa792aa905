/** @import { Box, Data, State } from "./types.js" */
import { meet, placeLabels, wrap } from "./labels.js";
import { nameOf } from "./scene.js";
import { inks } from "./theme.js";

const FACE = '"Noto Sans", "Noto Sans CJK SC", "Segoe UI", system-ui, Arial, sans-serif';
const LINE = 14;
const MOST = 900;
/** Lines of a label, characters of a line, and pixels less: as it is best, and as there may still be room. */
const SHAPES = [[3, 22, 0], [3, 13, 0], [3, 13, 2], [1, 22, 2]];
/** In a crowd so many of the busiest are named even where the name covers other nodes; else all are. */
const FIRST = 12;
const CROWD = 150;
/** Of the lines between parts so many have their count written on them. */
const COUNTED = 16;
/** On a map narrower than this, in pixels, names are worth more than counts. */
const NARROW = 600;

/** @typedef {{now: State, near: Set<number>, scene: import("./scene.js").Scene, dark: boolean}} Shown */
/** @typedef {{number: number, lines: string[], font: string, box: Box, led: boolean}} Label */

/** Whether a spot lies on a box, or just beside it. @param {{x: number, y: number}} spot @param {Box} box */
const under = ({ x, y }, box) => x >= box.left - 4 && x <= box.right + 4 && y >= box.top - 4 && y <= box.bottom + 4;

/**
 * Paints what vis-network does not: bands, labels without overlap, counts of folded edges.
 * @param {Data} data @param {InstanceType<typeof vis.Network>} network @param {HTMLElement} box
 */
export function painter(data, network, box) {
  /** @type {Shown | null} */
  let shown = null;
  /** @type {Label[]} */
  let labels = [];
  /** @type {{text: string, box: Box, group?: number}[]} */
  let titles = [];
  /** @type {ReturnType<typeof countBadges>} */
  let badges = [];
  const poles = new Set(data.poles);
  /** @type {number[]} */
  let order = [];
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
    for (const { x, y, reach } of shown.scene.discs) {
      ctx.beginPath();
      ctx.arc(x, y, reach, 0, 2 * Math.PI);
      ctx.fill();
    }
  });

  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    if (!shown) return;
    const ratio = ctx.canvas.width / box.clientWidth;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    const { dark } = shown;
    titles = [...bandTitles(ctx), ...discTitles(ctx)];
    badges = countBadges(ctx);
    const folding = titles.filter(({ group }) => group !== undefined).map((each) => each.box);
    labels = nodeLabels(ctx, [...badges.map((each) => each.box), ...poleBoxes(), ...folding], titles.map((each) => each.box));
    titles = titles.filter(({ group, box: title }) => group !== undefined || !labels.some((label) => meet(title, label.box)));
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

  /** The name of each open part, which folds it again. @param {CanvasRenderingContext2D} ctx */
  function discTitles(ctx) {
    const font = `600 12px ${FACE}`;
    return (shown?.scene.discs ?? []).map(({ group, x, y, reach }) => {
      const text = `▾ ${data.groups[group][0]}`;
      const top = network.canvasToDOM({ x, y: y - reach });
      const half = width(ctx, text, font) / 2;
      const [atX, atY] = [Math.min(Math.max(top.x, half + 8), box.clientWidth - half - 8), Math.min(Math.max(top.y, 12), box.clientHeight - 12)];
      return { text, group, box: { left: atX - half, top: atY - 8, right: atX + half, bottom: atY + 8 } };
    });
  }

  /** @param {CanvasRenderingContext2D} ctx */
  function countBadges(ctx) {
    const found = [];
    const { near, scene: { nodes, edges, counts } } = /** @type {Shown} */ (shown);
    const between = edges.filter(({ members }) => members?.length === 0).sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
    const silent = new Set(between.slice(box.clientWidth < NARROW ? 0 : COUNTED));
    /** @type {Box[]} */
    const taken = between.length ? [...nodes.values()].map((node) => boxOf(node)) : [];
    for (const edge of edges) {
      const count = counts.get(edge.id) ?? 0;
      const faded = near.size > 0 && !(near.has(edge.from) && near.has(edge.to));
      if (!edge.members || silent.has(edge) || (faded && edge.members.length === 0)) continue;
      const [a, b] = [edge.from, edge.to].map((end) => network.canvasToDOM(/** @type {import("./types.js").DrawnNode} */ (nodes.get(end))));
      const text = `${count}`;
      const half = width(ctx, text, `600 11px ${FACE}`) / 2 + 5;
      const boxes = (edge.members.length ? [0.5] : [0.5, 0.35, 0.65]).map((share) => {
        const [x, y] = [a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)];
        return { left: x - half, top: y - 8, right: x + half, bottom: y + 8 };
      });
      const free = boxes.find((each) => !taken.some((other) => meet(each, other)));
      if (!free && !edge.members.length) continue;
      const place = free ?? boxes[0];
      found.push({ edge, text, box: place });
      if (!edge.members.length) taken.push(place);
    }
    return found;
  }

  /** @param {import("./types.js").DrawnNode} node @returns {Box} */
  function boxOf(node) {
    const { x, y } = network.canvasToDOM(node);
    const radius = node.size * network.getScale();
    return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
  }

  /** @returns {Box[]} */
  function poleBoxes() {
    const { nodes } = /** @type {Shown} */ (shown).scene;
    return data.poles.filter((number) => nodes.has(number)).map((number) => boxOf(/** @type {import("./types.js").DrawnNode} */ (nodes.get(number))));
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Box[]} taken @param {Box[]} symbols @returns {Label[]} */
  function nodeLabels(ctx, taken, symbols) {
    const { near, now, scene } = /** @type {Shown} */ (shown);
    const scale = network.getScale();
    const window = { left: 2, top: 2, right: box.clientWidth - 2, bottom: box.clientHeight - 2 };
    const first = now.selected?.what === "node" ? now.selected.number : -1;
    const named = scene.nodes.size > CROWD ? FIRST : CROWD;
    const wanted = [];
    const ranked = near.size ? [...order].sort((a, b) => rank(b) - rank(a)) : order;
    /** @param {number} number */
    function rank(number) {
      return Number(number === first) * 2 + Number(near.has(number));
    }
    for (const number of ranked) {
      const node = scene.nodes.get(number);
      if (!node || (near.size && !near.has(number) && !poles.has(number))) continue;
      const { x, y } = network.canvasToDOM(node);
      const radius = Math.max(node.size * scale, 2);
      if (x < -radius || y < -radius || x > box.clientWidth + radius || y > box.clientHeight + radius) continue;
      if (wanted.length >= MOST) {
        symbols.push({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
        continue;
      }
      const large = poles.has(number);
      const part = scene.members.get(number);
      const alone = part === undefined && data.group[number] < 0;
      const weight = large || alone || part || number === first ? 600 : 400;
      const pixels = large ? 15 : part || alone ? 13 : 12;
      const sizes = SHAPES.map(([count, most, less]) => {
        const font = `${weight} ${pixels - less}px ${FACE}`;
        const lines = [...wrap(nameOf(data, number, true), count, most), ...(part?.years && count > 1 ? [part.years] : [])];
        return { lines, font, width: Math.max(...lines.map((line) => width(ctx, line, font))) + 4, height: lines.length * (LINE - less) + 2 };
      });
      wanted.push({ number, x, y, radius, must: large || alone || part !== undefined || near.has(number) || wanted.length < named, sizes });
    }
    const placed = placeLabels(wanted, taken, symbols, window);
    return wanted.flatMap(({ number, sizes }, at) => {
      const found = placed[at];
      return found ? [{ number, lines: sizes[found.size].lines, font: sizes[found.size].font, box: found.box, led: found.led }] : [];
    });
  }

  /** @param {CanvasRenderingContext2D} ctx @param {boolean} dark @param {ReturnType<typeof countBadges>} badges */
  function paintTexts(ctx, dark, badges) {
    const { ink, soft, halo, ground } = inks(dark);
    const { near, scene } = /** @type {Shown} */ (shown);
    ctx.textAlign = "center";
    ctx.font = `600 11px ${FACE}`;
    ctx.fillStyle = dark ? "#0c1a29" : "#ffffff";
    for (const [number, { count }] of scene.members) {
      const node = /** @type {import("./types.js").DrawnNode} */ (scene.nodes.get(number));
      const at = network.canvasToDOM(node);
      if (node.size * network.getScale() > 9) ctx.fillText(`${count}`, at.x, at.y + 0.5);
    }
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = halo;
    ctx.textAlign = "left";
    ctx.font = `600 12px ${FACE}`;
    ctx.fillStyle = soft;
    for (const { text, box: at } of titles) ctx.fillText(text, at.left, (at.top + at.bottom) / 2);
    ctx.textAlign = "center";
    ctx.lineWidth = 1;
    ctx.strokeStyle = soft;
    for (const { number, box: at, led } of labels) {
      if (!led || (near.size && !near.has(number))) continue;
      const spot = network.canvasToDOM(/** @type {import("./types.js").DrawnNode} */ (scene.nodes.get(number)));
      ctx.beginPath();
      ctx.moveTo(spot.x, spot.y);
      ctx.lineTo(Math.min(Math.max(spot.x, at.left), at.right), Math.min(Math.max(spot.y, at.top), at.bottom));
      ctx.stroke();
    }
    ctx.lineWidth = 3;
    ctx.strokeStyle = halo;
    for (const { number, lines, font, box: at } of labels) {
      ctx.font = font;
      ctx.fillStyle = ink;
      ctx.globalAlpha = near.size && !near.has(number) ? 0.4 : 1;
      lines.forEach((line, k) => {
        const [x, y] = [(at.left + at.right) / 2, at.top + 1 + ((at.bottom - at.top - 2) / lines.length) * (k + 0.5)];
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
      const rank = (/** @type {{id: number}} */ { id }) => 3 * Number(poles.has(id)) + (id >= data.facts.nodes.length ? 1 : 2 * Number(data.group[id] < 0));
      order = [...next.scene.nodes.values()].sort((a, b) => rank(b) - rank(a) || b.size - a.size || a.id - b.id).map(({ id }) => id);
    },
    /** The folded edge whose count stands at a spot. @param {{x: number, y: number}} spot */
    badgeAt: (spot) => badges.find(({ box: at }) => under(spot, at))?.edge,
    /** The open part whose title stands at a spot. @param {{x: number, y: number}} spot */
    titleAt: (spot) => titles.find(({ group, box: at }) => group !== undefined && under(spot, at))?.group,
    labels: () => labels,
    titles: () => titles,
    /** Where texts stand on the map, in pixels of its box. */
    counts: () => badges.map(({ edge, box: at }) => ({ edge, ...at })),
    boxes: () => [...labels.map((each) => ({ text: each.lines.join(" "), ...each.box })), ...titles.map((each) => ({ text: each.text, ...each.box }))],
  };
}
