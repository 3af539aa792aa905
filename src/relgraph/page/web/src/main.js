/** @import { Data } from "./types.js" */
import { start } from "./app.js";
import { need } from "./dom.js";

const block = need("data");
const text = block.textContent ?? "";
if (block.getAttribute("type") === "application/gzip") {
  unpacked(text).then(start);
  block.remove();
} else {
  start(JSON.parse(text));
}

/** Read what a large page has compressed. @param {string} packed base64 of gzip @returns {Promise<Data>} */
function unpacked(packed) {
  const letters = atob(packed);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
