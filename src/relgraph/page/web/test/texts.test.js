import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, fileName, json } from "../src/exports.js";
import { meet, placeLabels, wrap } from "../src/labels.js";
import { stretched, towards } from "../src/geometry.js";
import { index, search, searchRelations } from "../src/search.js";
import { initial, visible } from "../src/state.js";
import { sorted } from "../src/table.js";
import { summary } from "../src/words.js";
import { edge, page } from "./data.js";

/** What a search knows of nodes by themselves, or tied by edges. */
const known = (nodes, edges = []) => {
  const data = page(edges);
  const kinds = [["Person", "", "dot", "person", "persons", "Actor"], ["Event", "", "dot", "event", "events", "Event"]];
  return index({ ...data, kinds, middles: ["Event"], facts: { ...data.facts, nodes } });
};

for (const [asked, expected] of [["中国", 0], ["китай", 0], ["PRC", 0], ["yamal", 2], ["ямал", 2], ["сабетта", 2], ["RUS", 1], ["lng", 2], ["lng yamal", 2]]) {
  test(`search finds ${asked}`, () => assert.equal(search(index(page([])), asked)[0].number, expected));
}

test("search finds nothing for nothing, and a whole name before a part of one", () => {
  assert.deepEqual(search(index(page([])), "  "), []);
  assert.deepEqual(search(index(page([])), "zzz"), []);
  const nodes = [{ id: "a", name: "Bank of China" }, { id: "b", name: "China" }];
  assert.deepEqual(search(known(nodes), "china").map(({ number }) => number), [1, 0]);
});

test("labels meet neither each other nor a node, and stay inside the window", () => {
  const window = { left: 0, top: 0, right: 400, bottom: 300 };
  const wanted = Array.from({ length: 60 }, (_, at) => ({
    x: 20 + ((at * 97) % 360), y: 15 + ((at * 61) % 270), radius: 5, sizes: [{ width: 60, height: 16 }, { width: 30, height: 16 }],
  }));
  const boxes = placeLabels(wanted, [], [], window).filter((each) => each !== null).map(({ box }) => box);
  assert.ok(boxes.length > 20);
  for (const [at, box] of boxes.entries()) {
    assert.ok(box.left >= 0 && box.right <= 400 && box.top >= 0 && box.bottom <= 300);
    for (const other of boxes.slice(0, at)) assert.ok(!meet(box, other));
    for (const { x, y } of wanted) assert.ok(!meet(box, { left: x - 5, top: y - 5, right: x + 5, bottom: y + 5 }));
  }
});

test("a label that must be seen may cover nodes, never a label", () => {
  const crowd = [-30, -15, 0, 15, 30].flatMap((x) => [-30, -15, 0, 15, 30].map((y) => ({ left: 100 + x - 5, right: 100 + x + 5, top: 100 + y - 5, bottom: 100 + y + 5 })));
  const label = { x: 100, y: 100, radius: 4, sizes: [{ width: 60, height: 16 }] };
  const window = { left: 0, top: 0, right: 200, bottom: 200 };
  assert.deepEqual(placeLabels([label], [], crowd, window), [null]);
  assert.ok(placeLabels([{ ...label, must: true }], [], crowd, window)[0]);
});

test("a long name is broken between words and loses its end, never its beginning", () => {
  const lines = wrap("Agreement between the governments of Russia and China on the supply of gas by the eastern route");
  assert.ok(lines.length <= 3 && lines.every((line) => line.length <= 27), lines.join("|"));
  assert.equal(lines.join(" "), "Agreement between the governments of Russia and China on…");
  assert.deepEqual(wrap("Agreement on energy", 1), ["Agreement on energy"]);
  assert.deepEqual(wrap("Cooperation agreement of the customs", 1), ["Cooperation agreement…"]);
  assert.deepEqual(wrap("x".repeat(10_000), 1).map((line) => line.length <= 27), [true]);
});

test("CSV quotes what needs it, and has a row for each relation in view", () => {
  const data = page([edge({ id: 'a"b', note: "two\nlines, and a comma", sources: [[0, "p. 1"]] }), edge({ id: "claim", claim: true })]);
  data.facts.sources[0].url = "https://example.org/a";
  const text = csv(data, visible(data, initial(data)));
  const [header, ...rest] = text.split("\r\n");
  assert.ok(header.startsWith("id,type,from,"));
  assert.equal(rest.join("\r\n"), '"a""b",SIGNED,CHN,China,RUS,Russia,economy,,,,,,actual,normal,false,,,"two\nlines, and a comma",paper#p. 1,A paper,https://example.org/a\r\n');
});

for (const formula of ["=1+1", "+1", "@SUM(1)", "\t=1", "[1]"]) {
  test(`CSV has no formula for a spreadsheet to run: ${JSON.stringify(formula)}`, () => {
    const data = page([edge({ id: "a", note: formula })]);
    assert.ok(csv(data, visible(data, initial(data))).includes(`"""${formula.replace("\t", "\\t")}"""`));
  });
}

test("JSON is node-link, with the sources of each relation", () => {
  const data = page([edge({ id: "a", sources: [[0, "p. 1"]] })]);
  const graph = JSON.parse(json(data, visible(data, initial(data))));
  assert.deepEqual(graph.edges.map(({ source, target, key }) => [source, target, key]), [["CHN", "RUS", "a"]]);
  assert.deepEqual(graph.edges[0].sources, [{ id: "paper", title: "A paper", locator: "p. 1" }]);
  assert.deepEqual(graph.nodes.map(({ id }) => id), ["CHN", "RUS", "lng"]);
});

test("a file name keeps letters of every script and nothing else", () => {
  assert.equal(fileName("中国–Россия: ../<x>", "csv"), "中国-Россия-x.csv");
  assert.equal(fileName("///", "png"), "map.png");
});

test("the table sorts by name, and puts undated ones last whichever way dates go", () => {
  const data = page([edge({ id: "b", from: 1, to: 0, bounds: ["2010-01-01", null, null, null] }), edge({ id: "a" }), edge({ id: "c", bounds: ["0009-01-01", null, null, null] })]);
  const ids = (by, down) => sorted(data, data.facts.edges, by, down).map(({ id }) => id);
  assert.deepEqual(ids("dates", false), ["c", "b", "a"]);
  assert.deepEqual(ids("dates", true), ["b", "c", "a"]);
  assert.deepEqual(ids("from", true), ["b", "c", "a"]);
});

test("figures sort by unit and then as numbers, and what has none is last whichever way", () => {
  const measured = (id, value, unit = "bcm") => edge({ id, measures: [["gas", value, unit]] });
  const data = page([measured("a", 1.5), measured("b", 1.25), measured("c", 10), edge({ id: "d" }), measured("e", 2, "USD million")]);
  const ids = (down) => sorted(data, data.facts.edges, "figures", down).map(({ id }) => id);
  assert.deepEqual(ids(false), ["b", "a", "c", "e", "d"]);
  assert.deepEqual(ids(true), ["e", "c", "a", "b", "d"]);
});

test("the line says what is seen, of what, as of when, from which data", () => {
  const data = page([edge({ id: "a", bounds: ["2010-01-01", "2010-01-01", "2012-01-01", null] }), edge({ id: "claim", claim: true })]);
  data.scope = "what links China and Russia";
  const said = summary(data, initial(data), visible(data, initial(data)));
  for (const part of ["1 of 2 relations", "what links China and Russia", "active in 2010–2012", "Hidden: claims", "Sources to 2024"]) assert.ok(said.includes(part), said);
});

test("a figure is stretched for a tall window, never squeezed, its bands with it", () => {
  const data = { nodes: [{ id: 0, x: 0, y: 0 }, { id: 1, x: 200, y: 100 }], bands: [["a", 0, 0, 200, 50]], groups: [], group: [] };
  assert.deepEqual(stretched(data, 100, 100).nodes[1], { id: 1, x: 200, y: 200 });
  assert.deepEqual(stretched(data, 100, 100).bands[0], ["a", 0, 0, 200, 100]);
  assert.equal(stretched(data, 100, 10_000).nodes[1].y, 250);
  assert.equal(stretched(data, 1000, 100).nodes[1].y, 100);
  assert.equal(stretched({ nodes: [], bands: [], groups: [], group: [] }, 100, 100).nodes.length, 0);
});

test("an arrow key goes to the nearest node that way", () => {
  const nodes = [{ id: 1, x: 10, y: 0 }, { id: 2, x: 30, y: 0 }, { id: 3, x: 0, y: 5 }, { id: 4, x: 4, y: 40 }];
  assert.equal(towards(nodes, { x: 0, y: 0 }, 1, 0).id, 1);
  assert.equal(towards(nodes, { x: 0, y: 0 }, 0, 1).id, 3);
  assert.equal(towards(nodes, { x: 0, y: 0 }, -1, 0), null);
});

test("search forgives an error in a word, two in a long one, and none in a short one", () => {
  const nodes = [{ id: "a", name: "Gazprom" }, { id: "b", name: "Power of Siberia" }, { id: "c", name: "SCO" }];
  const found = (asked) => search(known(nodes), asked).map(({ number }) => number);
  assert.deepEqual(["Gazpron", "Gzaprom", "Siberai", "sibeeria", "SCA", "Gasbrom"].map(found), [[0], [0], [1], [1], [], []]);
  assert.deepEqual(search(known([{ id: "a", name: "Gazprom" }, { id: "b", name: "Gazpron" }]), "Gazpron").map(({ number }) => number), [1]);
});

test("search has plans, rival values and claims after what took place, and calls them so", () => {
  const data = page([
    edge({ figures: ["weapon: S-400"], claim: true }), edge({ figures: ["weapon: S-400"], rival_of: "x" }),
    edge({ figures: ["weapon: S-400"], status: "planned", bounds: ["2027-01-01", null, null, null] }), edge({ figures: ["weapon: S-400"] }),
  ]);
  assert.deepEqual(searchRelations(data, "s-400").map(({ number, said }) => [number, said.split(" ")[0]]), [[3, "signed:"], [2, "planned,"], [0, "claim,"], [1, "rival"]]);
});

test("of meetings found by several words the newest that took place is first, and one is found by who took part", () => {
  const people = ["Xi Jinping", "Vladimir Putin", "Xi–Putin meeting, Ufa", "Putin's visit to China", "Xi–Putin meeting, Delhi"];
  const nodes = people.map((name, at) => ({ id: `n${at}`, name, kind: at < 2 ? "Person" : "Event" }));
  const attended = (from, to, day, status = "actual") => edge({ type: "ATTENDED", from, to, bounds: [day, day, day, day], status });
  const edges = [2, 3, 4].flatMap((to) => [0, 1].map((from) => attended(from, to, ["2015-07-08", "2026-05-20", "2026-09-12"][to - 2], to === 4 ? "announced" : "actual")));
  const found = (asked) => search(known(nodes, edges), asked).map(({ number }) => number);
  assert.deepEqual(found("xi putin"), [3, 2, 4]);
  assert.deepEqual(found("xi visit"), [3]);
  assert.deepEqual(found("ping delhi"), []);
});

test("search finds names by their Latin letters, and relations by what they say", () => {
  assert.equal(search(known([{ id: "CHN", name: "China", names: ["中国"], latin: ["ZhongGuo"] }]), "zhongguo")[0].matched, "ZhongGuo");
  const data = page([edge({ type: "ORDERED_ARMS_FROM", figures: ["weapon: S-400"], dates: "2014" }), edge({ note: "In Moscow" })]);
  assert.deepEqual(searchRelations(data, "s-400").map(({ number }) => number), [0]);
  assert.deepEqual(searchRelations(data, "ordered moscow"), []);
});
