/** @import { NodeFacts } from "./types.js" */

/** Lower case, without accents: what two spellings of a name share. @param {string} text */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/**
 * Find nodes by id, name in any script, or alias: whole names first, then beginnings, then parts;
 * of several words each may stand anywhere.
 * @param {NodeFacts[]} nodes @param {string} asked @param {number} [most]
 * @returns {{number: number, matched: string}[]} with the name that matched
 */
export function search(nodes, asked, most = 12) {
  const wanted = fold(asked);
  if (!wanted) return [];
  const found = [];
  for (const [number, node] of nodes.entries()) {
    let best = 4;
    let matched = "";
    for (const name of [node.name, ...(node.names ?? []), ...(node.aliases ?? []), node.id]) {
      const score = fit(fold(name), wanted);
      if (score < best) [best, matched] = [score, name];
    }
    if (best < 4) found.push({ number, matched, best });
  }
  found.sort((a, b) => a.best - b.best || nodes[a.number].name.length - nodes[b.number].name.length || a.number - b.number);
  return found.slice(0, most);
}

/** @param {string} name @param {string} wanted */
function fit(name, wanted) {
  if (name === wanted) return 0;
  const at = name.indexOf(wanted);
  if (at < 0) return wanted.includes(" ") && wanted.split(/\s+/).every((word) => name.includes(word)) ? 3 : 4;
  if (at === 0) return 1;
  return /[\s\-–(.,]/u.test(name[at - 1]) ? 2 : 3;
}
