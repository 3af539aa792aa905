import { FACE, heads } from "./framed.js";
import { outline } from "./legend.js";

/**
 * The map as it is seen as a PNG, with its title above and its legend below.
 * @param {HTMLCanvasElement} canvas @param {import("./framed.js").Frame} frame @param {{ground: string, ink: string, soft: string}} inks @param {number} width pixels of the page that the canvas is wide
 * @returns {Promise<Blob>}
 */
export function png(canvas, frame, inks, width) {
  const ratio = canvas.width / width;
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height + Math.round((frame.above + frame.below) * ratio) });
  const ctx = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
  ctx.fillStyle = inks.ground;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, Math.round(frame.above * ratio));
  ctx.scale(ratio, ratio);
  ctx.translate(0, frame.above);
  ctx.fillStyle = inks.ink;
  for (const { text, y, font } of heads(frame)) {
    ctx.font = font;
    ctx.fillText(text, 16, y);
  }
  ctx.font = `12px ${FACE}`;
  for (const { said, colour, shape, x, y } of frame.entries) {
    const top = canvas.height / ratio + y;
    ctx.fillStyle = colour;
    ctx.save();
    ctx.translate(x + 7, top - 4);
    ctx.fill(new Path2D(outline(shape)));
    ctx.restore();
    ctx.fillStyle = inks.ink;
    ctx.fillText(said, x + 20, top);
  }
  return new Promise((done, failed) => {
    copy.toBlob((blob) => (blob ? done(blob) : failed(new Error("this browser made no PNG"))), "image/png");
  });
}
