/** @import { Data } from "../src/types.js" */

/** An edge with all that a page needs, some of it given. @param {object} given */
export const edge = (given) => ({
  id: "e", type: "SIGNED", from: 0, to: 1, bounds: [null, null, null, null], dates: "", dated: "spell",
  status: "actual", rank: "normal", sources: [], area: "economy", ...given,
});

/** A page of three nodes. @param {object[]} edges @returns {any} */
export const page = (edges) => ({
  title: "T", scope: "", newest: "2024", year: 2024, folded: 4, view: null, options: {}, unit: 1, bands: [], poles: [], by: "", groups: [], group: [],
  nodes: [], edges: edges.map((_, at) => ({ id: `e${at}` })),
  facts: {
    nodes: [
      { id: "CHN", name: "China", kind: "State", names: ["中国", "Китай"], aliases: ["PRC"] },
      { id: "RUS", name: "Russia", kind: "State", names: ["俄罗斯", "Россия"] },
      { id: "lng", name: "Yamal LNG", kind: "Project", names: ["Ямал СПГ"], aliases: ["Сабетта"] },
    ],
    edges, corrections: [], sources: [{ id: "paper", title: "A paper" }],
  },
  kinds: [["State", "#000000", "dot", "state", "states", "Actor"], ["Project", "#000000", "dot", "project", "projects", "Project"]], middles: ["Project"], called: "issue areas",
  areas: [["economy", "#000000", "economy"], ["energy", "#000000", "energy"]],
});
