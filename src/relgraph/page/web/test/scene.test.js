import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHash, toHash } from "../src/hash.js";
import { between } from "../src/pair.js";
import { scene, settled } from "../src/scene.js";
import { initial, visible } from "../src/state.js";
import { edge, page } from "./data.js";

/** Twelve nodes, of which three parts have eleven and one stands alone; tied each to the next two. */
function sample() {
  const count = 12;
  const data = page(Array.from({ length: 2 * count }, (_, at) => edge({ id: `t${at}`, from: at % count, to: (at + 1 + (at >= count ? 1 : 0)) % count })));
  data.facts.nodes = Array.from({ length: count }, (_, at) => ({ id: `n${at}`, name: `Node ${at}`, kind: "State" }));
  data.edges = data.facts.edges.map(({ from, to }, at) => ({ id: `e${at}`, from, to, color: "#000000", arrows: "" }));
  data.group = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, -1];
  data.groups = [["one", "#111111", 0, 0, 300], ["two", "#222222", 150, 0, 200], ["three", "#333333", 60, 90, 250]];
  data.nodes = data.group.map((group, at) => ({ id: at, x: group < 0 ? 40 : 100 * Math.cos(at), y: group < 0 ? -80 : 100 * Math.sin(at), size: 5, color: "#000000", shape: "dot" }));
  return data;
}
const state = (data, given = {}) => ({ ...initial(data), view: "map", ...given });
const drawn = (data, given = {}) => scene(data, state(data, given), visible(data, state(data, given)));

test("a folded figure draws its parts, what stands alone, and each relation once", () => {
  const data = sample();
  for (const open of [[], ["one"], ["one", "three"], ["one", "two", "three"]]) {
    const { nodes, counts, members } = drawn(data, { open: new Set(open) });
    const inside = data.facts.edges.filter(({ from, to }) => data.group[from] >= 0 && data.group[from] === data.group[to] && !open.includes(data.groups[data.group[from]][0])).length;
    assert.equal([...counts.values()].reduce((sum, count) => sum + count, 0), data.facts.edges.length - inside);
    const single = data.group.filter((group) => group < 0 || open.includes(data.groups[group][0])).length;
    assert.equal(nodes.size, single + data.groups.length - open.length);
    assert.equal([...members.values()].reduce((sum, { count }) => sum + count, 0), 12 - single);
  }
});

test("open parts lie beside each other, and nothing else lies within one", () => {
  const data = sample();
  for (const open of [["one"], ["one", "two"], ["one", "two", "three"]]) {
    const { discs, nodes } = drawn(data, { open: new Set(open) });
    assert.equal(discs.length, open.length);
    for (const disc of discs) {
      for (const other of discs) if (other !== disc) assert.ok(Math.hypot(disc.x - other.x, disc.y - other.y) >= disc.reach + other.reach);
      for (const node of nodes.values()) {
        const own = data.group[node.id] === disc.group;
        assert.equal(Math.hypot(node.x - disc.x, node.y - disc.y) < disc.reach, own, `${node.id} and ${disc.group}`);
      }
    }
  }
});

test("what ties two parts is one line that has all their relations", () => {
  const data = sample();
  const { counts } = drawn(data);
  const said = between(data, visible(data, state(data)), 12, 13);
  assert.equal(counts.get("t12-13"), said.length);
  assert.deepEqual(said.map(({ from, to }) => [from, to]).sort(), [[2, 4], [3, 4], [3, 5]]);
});

test("what is selected is seen: its part opens, and the address says so", () => {
  const data = sample();
  assert.deepEqual([...settled(data, state(data, { selected: { what: "node", number: 5 } })).open], ["two"]);
  assert.deepEqual([...settled(data, state(data, { selected: { what: "edge", number: 3 } })).open], ["one", "two"]);
  const said = state(data, { open: new Set(["three"]), selected: { what: "pair", number: 11, other: 13 } });
  assert.deepEqual(fromHash(data, toHash(data, said)), said);
  const part = state(data, { selected: { what: "group", number: 2 } });
  assert.deepEqual(fromHash(data, toHash(data, part)), part);
});

test("a neighbourhood stands in rings, out of its folds", () => {
  const data = sample();
  const { nodes, members } = drawn(data, { near: true, selected: { what: "node", number: 5 } });
  assert.deepEqual([...nodes.keys()].sort((a, b) => a - b), [3, 4, 5, 6, 7]);
  assert.equal(members.size, 0);
  assert.equal(new Set([...nodes.values()].map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size, 5);
});
