import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHash, toHash } from "../src/hash.js";
import { folded, holding, initial, neighbours, visible } from "../src/state.js";
import { edge, page } from "./data.js";

const day = (text) => [text, text, text, text];
const sample = () =>
  page([
    edge({ id: "trade", bounds: day("2010-05-01") }),
    edge({ id: "claim", claim: true, bounds: day("2011-05-01") }),
    edge({ id: "rival", rival_of: "trade", bounds: day("2010-05-01") }),
    edge({ id: "undated", to: 2, area: "energy" }),
    edge({ id: "planned", from: 1, to: 2, area: "energy", bounds: ["2012-01-01", "2014-12-31", null, null] }),
  ]);
const seen = (data, change) => [...visible(data, { ...initial(data), ...change }).edges.keys()].map((at) => data.facts.edges[at].id);

for (const [name, change, expected] of [
  ["claims and rival values are hidden at first", {}, ["trade", "undated", "planned"]],
  ["claims are shown when asked for", { claims: true }, ["trade", "claim", "undated", "planned"]],
  ["rival values are shown when asked for", { rivals: true }, ["trade", "rival", "undated", "planned"]],
  ["a window hides what ended before it", { from: 2012, until: 2014 }, ["undated", "planned"]],
  ["undated ones can be hidden", { undated: false }, ["trade", "planned"]],
  ["what only may hold can be hidden", { from: 2013, until: 2013, possible: false, undated: false }, []],
  ["an issue area can be hidden", { areas: new Set(["energy"]) }, ["trade"]],
  ["a kind hides its edges", { kinds: new Set(["Project"]) }, ["trade"]],
]) {
  test(name, () => assert.deepEqual(seen(sample(), change), expected));
}

test("a node is seen when an edge of it is, or when it has none", () => {
  const data = sample();
  assert.deepEqual([...visible(data, { ...initial(data), undated: false, possible: false }).nodes].sort(), [0, 1, 2]);
  const lonely = page([edge({ claim: true })]);
  assert.deepEqual([...visible(lonely, initial(lonely)).nodes], [2]);
});

test("a figure is seen with its node, and brings it into view only where nothing else ties it", () => {
  const figure = { figure: true, from: 2, to: 2 };
  const tied = page([edge({ id: "t", to: 2, bounds: day("2010-01-01") }), edge({ id: "f", ...figure }), edge({ id: "later", bounds: day("2012-01-01") })]);
  assert.deepEqual(seen(tied, {}), ["t", "f", "later"]);
  assert.deepEqual(seen(tied, { from: 2012 }), ["later"]);
  const alone = page([edge({ id: "f", ...figure })]);
  assert.deepEqual([...visible(alone, initial(alone)).nodes].sort(), [0, 1, 2]);
});

test("the neighbourhood of a node keeps its edges and those between its neighbours", () => {
  const data = sample();
  data.facts.nodes.push({ id: "x", name: "X" });
  data.facts.edges.push(edge({ id: "far", from: 2, to: 3, bounds: day("2010-01-01") }));
  const near = { near: true, selected: { what: "node", number: 0 } };
  assert.deepEqual(seen(data, near), ["trade", "undated", "planned"]);
  const view = visible(data, { ...initial(data), ...near });
  assert.deepEqual([...neighbours(data, view, near.selected)].sort(), [0, 1, 2]);
});

test("what goes on since nobody knows when is undated but when its source knew it", () => {
  const data = page([edge({ id: "seat", dated: "spell", bounds: [null, null, "2015-05-01", null] })]);
  const held = (year) => holding(data.facts.edges[0], { ...initial(data), from: year, until: year });
  assert.deepEqual([1953, 2015, 2020].map(held), ["undated", "certain", "undated"]);
});

test("a pair is what ties two nodes, and its neighbourhood is the two", () => {
  const data = sample();
  data.edges.push({ id: "b0", from: 0, to: 1, members: ["e0"] });
  const selected = { what: "pair", number: 0, other: 1 };
  assert.deepEqual([...neighbours(data, visible(data, initial(data)), selected)], [0, 1]);
  assert.deepEqual(fromHash(data, toHash(data, { ...initial(data), selected })).selected, selected);
});

test("more than four parallel edges in view fold into one, until they are unfolded", () => {
  const data = page([0, 1, 2, 3, 4].map((at) => edge({ id: `t${at}`, bounds: day(`201${at}-01-01`) })));
  data.edges.push({ id: "b0", members: data.edges.map(({ id }) => id) });
  const all = visible(data, initial(data));
  assert.deepEqual([...folded(data.edges, all, new Set(), 4)], [["b0", 5]]);
  assert.equal(folded(data.edges, all, new Set(["b0"]), 4).size, 5);
  const fewer = visible(data, { ...initial(data), from: 2011 });
  assert.deepEqual([...folded(data.edges, fewer, new Set(), 4).keys()], ["e1", "e2", "e3", "e4"]);
});

test("the hash keeps every part of the state", () => {
  const data = sample();
  const state = {
    ...initial(data), from: 2011, until: 2012, mode: "started", undated: false, possible: false, claims: true, rivals: true,
    areas: new Set(["energy"]), kinds: new Set(["Project"]), selected: { what: "edge", number: 4 }, near: true,
    view: "table", standing: "claims", sort: "from", down: true, theme: "dark",
  };
  assert.deepEqual(fromHash(data, `#${toHash(data, state)}`), state);
  assert.equal(toHash(data, initial(data)), "");
});

for (const wrong of ["#years=9-1", "#years=1500-1600", "#near=1", "#years=abc", "#node=__proto__", "#view=shell", "#sort=constructor", "#standing=constructor", "#no-area=__proto__", "#%E0%A4%A", "#unfolded=b9"]) {
  test(`a hash that says nonsense opens the page as ever: ${wrong}`, () => {
    const data = sample();
    assert.deepEqual(fromHash(data, wrong), initial(data));
  });
}
