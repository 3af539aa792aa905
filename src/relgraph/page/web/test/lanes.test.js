import assert from "node:assert/strict";
import test from "node:test";
import { contents, dayOf, lanes, series, startOfMost, things, ticks } from "../src/lanes.js";
import { initial, visible } from "../src/state.js";
import { edge, page } from "./data.js";

const day = (text) => [text, text, text, text];
const year = (at) => [`${at}-01-01`, `${at}-01-01`, `${at}-12-31`, `${at}-12-31`];
const trade = (at, value, more) => edge({ id: `t${at}`, type: "TRADED_WITH", dated: "reporting period", bounds: year(at), figures: [`value: ${value} USD million`, "growth: 5 per cent"], measures: [["value", value, "USD million"], ["growth", 5, "per cent"]], ...more });
const laid = (data, more) => lanes(contents(data, visible(data, { ...initial(data), claims: true }), more?.by ?? "area"), { from: dayOf("2000-01-01"), until: dayOf("2020-01-01"), width: 1000, open: new Set(), ...more });

test("days are counted from 1970, before and after, and in years of fewer digits", () => {
  assert.deepEqual(["1970-01-02", "1969-12-31", "0001-01-01"].map(dayOf), [1, -1, -719162]);
});

test("three figures of one kind are a series, in order; a part of a year, a plan and growth are none of it", () => {
  const data = page([trade(2003, 30), trade(2001, 10), trade(2002, 20), trade(2004, 1, { bounds: ["2004-01-01", "2004-01-01", "2004-02-29", "2004-02-29"] }),
    trade(2030, 99, { status: "planned" }), trade(2001, 11, { id: "other", series: "customs-rus" })]);
  const found = series(data, data.facts.edges);
  assert.deepEqual(found.map(({ points }) => points.map(({ value }) => value)), [[10, 20, 30]]);
  assert.equal(found[0].unit, "USD million");
});

test("relations of one thing that begin together are one, of two actors each by itself", () => {
  const data = page([
    edge({ id: "a", from: 0, to: 2, bounds: day("2013-05-01") }), edge({ id: "b", from: 1, to: 2, bounds: day("2013-05-01") }),
    edge({ id: "c", from: 0, to: 1, bounds: day("2014-05-01") }), edge({ id: "d", from: 0, to: 1, bounds: day("2014-05-01") }),
  ]);
  const found = things(data, data.facts.edges, visible(data, initial(data)));
  assert.deepEqual(found.map(({ label, edges }) => [label, edges.length]), [["Yamal LNG", 2], ["China signed Russia", 1], ["China signed Russia", 1]]);
});

test("a lane has rows in which no thing and no name meet another, and ticks for what has no room", () => {
  const data = page(Array.from({ length: 40 }, (_, at) => edge({ id: `e${at}`, from: 0, to: 1, bounds: day(`2010-0${1 + (at % 9)}-01`) })));
  const [lane] = laid(data);
  assert.equal(lane.things.length + lane.rest.length, 40);
  for (const one of lane.things) {
    for (const other of lane.things.filter((each) => each !== one && each.row === one.row)) assert.ok(one.x + one.width <= other.x || other.x + other.width <= one.x);
  }
  assert.ok(laid(data, { open: new Set(["economy"]) })[0].things.length > lane.things.length);
});

test("claims have a lane of their own, and what has no date is counted", () => {
  const data = page([edge({ id: "a", bounds: day("2010-01-01") }), edge({ id: "b" }), edge({ id: "c", claim: true, bounds: day("2011-01-01") })]);
  assert.deepEqual(laid(data).map(({ title, count, undated }) => [title, count, undated.length]), [["Claims", 1, 0], ["Economy", 2, 1]]);
});

test("lanes are of issue areas, kinds or types, and each relation is in one", () => {
  const data = page([edge({ id: "a", bounds: day("2010-01-01") }), edge({ id: "b", from: 0, to: 2, type: "OWNS", bounds: day("2011-01-01") })]);
  const titles = (by) => laid(data, { by }).map(({ title, count }) => [title, count]);
  assert.deepEqual(titles("area"), [["Economy", 2]]);
  assert.deepEqual(titles("kind"), [["States", 1], ["Projects", 1]]);
  assert.deepEqual(titles("type"), [["Signed", 1], ["Owns", 1]]);
});

test("a spell is sure between its inner bounds alone", () => {
  const data = page([edge({ id: "a", dated: "spell", bounds: ["2001-01-01", "2002-01-01", "2009-01-01", "2010-01-01"] })]);
  const [thing] = laid(data)[0].things;
  assert.ok(thing.sureX > thing.x && thing.sureX + thing.sureWidth < thing.x + thing.width && !thing.instant);
});

test("an axis has round years that have room, and the start of most leaves a few early years out", () => {
  assert.deepEqual(ticks(dayOf("1990-01-01"), dayOf("2020-01-01"), 400).map((each) => each.year), [1990, 1995, 2000, 2005, 2010, 2015, 2020]);
  const many = Array.from({ length: 200 }, (_, at) => edge({ bounds: day(at ? "2001-06-01" : "1949-10-01") }));
  assert.equal(startOfMost(many), dayOf("2001-06-01") - 366);
  assert.equal(startOfMost([edge({})]), null);
});
