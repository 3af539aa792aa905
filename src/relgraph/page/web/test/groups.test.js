import assert from "node:assert/strict";
import test from "node:test";
import { begunFirst, matching, parted, years } from "../src/groups.js";
import { between, latest } from "../src/pair.js";
import { initial, visible } from "../src/state.js";
import { edge, page } from "./data.js";

const year = (text) => [`${text}-01-01`, `${text}-01-01`, `${text}-12-31`, `${text}-12-31`];
const figure = (id, when, more) => edge({ id, type: "EXPORTED_TO", dated: "reporting period", bounds: year(when), figures: ["value: 5 USD million"], measures: [["value", 5, "USD million"]], ...more });

test("relations are filtered by words of names, type, dates, figures and note, in any order and script", () => {
  const data = page([edge({ id: "a", type: "SIGNED", dates: "2001-07-16", note: "In Moscow" }), figure("b", 2020, { figures: ["commodity: coal"] })]);
  const found = (asked) => matching(data, data.facts.edges, asked).map(({ id }) => id);
  assert.deepEqual(["", "moscow signed", "2001", "COAL", "china", "no such"].map(found), [["a", "b"], ["a"], ["a"], ["b"], ["a", "b"], []]);
});

test("relations are filtered by their standing, and by a year in which they surely held", () => {
  const data = page([
    edge({ id: "spell", bounds: ["1950-02-14", "1950-02-14", "1980-04-11", "1980-04-11"] }), edge({ id: "plan", status: "planned", bounds: year(2030) }),
    edge({ id: "claim", claim: true, verdict: "corrected", bounds: year(1953) }), edge({ id: "rival", rival_of: "spell", bounds: year(1990) }), edge({ id: "none" }),
    edge({ id: "maybe", bounds: ["1940-01-01", "1960-12-31", "1945-01-01", "1970-12-31"] }),
  ]);
  const found = (asked) => matching(data, data.facts.edges, asked).map(({ id }) => id);
  assert.deepEqual(["1953", "planned", "corrected claim", "rival", "undated", "1953 claim"].map(found), [["spell", "claim"], ["plan"], ["claim"], ["rival"], ["none"], ["claim"]]);
});

test("relations are filtered by what their sources are called and the kinds of their ends, and a year's own come first", () => {
  const data = page([edge({ id: "a", to: 2, sources: [[0, "p. 1"]], bounds: year(1996) }), edge({ id: "b", bounds: ["1945-01-01", "1945-01-01", null, null] })]);
  data.facts.sources = [{ id: "paper", title: "Machine-rewritten article", publisher: "TASS", published: "2026-07-02" }];
  const found = (asked) => matching(data, data.facts.edges, asked).map(({ id }) => id);
  assert.deepEqual(["machine-rewritten", "tass 2026-07-02", "project", "state"].map(found), [["a"], ["a"], ["a"], ["a", "b"]]);
  assert.deepEqual(["signed 1996", "signed"].map((asked) => begunFirst([...data.facts.edges].reverse(), asked).map(({ id }) => id)), [["a", "b"], ["b", "a"]]);
});

test("the years of some relations are those in which they begin", () => {
  assert.equal(years([figure("a", 2020), figure("b", 2004), edge({ bounds: [null, null, null, null] })]), "2004–2020");
  assert.equal(years([edge({ bounds: [null, null, null, null] })]), "no dates");
});

test("the latest figure of each kind is the newest actual one that is no claim and no rival", () => {
  const data = page([
    figure("old", 2019), figure("new", 2020), figure("back", 2018, { from: 1, to: 0 }),
    figure("coal", 2017, { figures: ["commodity: coal", "mass: ~5 million tonnes"], measures: [["mass", 5, "million tonnes"]] }),
    figure("plan", 2030, { status: "planned" }), figure("rival", 2021, { rival_of: "new" }), figure("claim", 2022, { claim: true }),
    edge({ id: "signed" }),
  ]);
  assert.deepEqual(latest(data.facts.edges).map(({ id }) => id), ["new", "back", "coal"]);
});

test("between two nodes are the relations in view that run either way", () => {
  const data = page([figure("there", 2019), figure("back", 2019, { from: 1, to: 0 }), figure("hidden", 2019, { claim: true })]);
  assert.deepEqual(between(data, visible(data, initial(data)), 1, 0).map(({ id }) => id), ["there", "back"]);
});

test("parts keep the order in which their keys are met", () => {
  assert.deepEqual([...parted(["bb", "a", "bc"], (text) => text[0])], [["b", ["bb", "bc"]], ["a", ["a"]]]);
});
