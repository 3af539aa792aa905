/** @import { Data, Selected } from "./types.js" */
import { make, need, needInput } from "./dom.js";
import { matching } from "./groups.js";
import { hits as asHits, index, search, searchRelations } from "./search.js";
import { kindSaid } from "./words.js";

/** Relations that have the words in the names of their ends, their standing, years or sources too; where none has all, those that have most.
 * @param {Data} data @param {string} asked */
function alsoNamed(data, asked) {
  const { edges } = data.facts;
  const numbers = new Map(edges.map((edge, number) => [edge, number]));
  const hits = (/** @type {import("./types.js").EdgeFacts[]} */ some) => asHits(data, some.map((edge) => numbers.get(edge) ?? -1));
  const words = asked.trim().split(/\s+/).filter(Boolean);
  const whole = words.length ? matching(data, edges, asked) : [];
  if (whole.length || words.length < 3) return hits(whole);
  const has = new Map(edges.map((edge) => [edge, 0]));
  for (const word of words) for (const edge of matching(data, edges, word)) has.set(edge, (has.get(edge) ?? 0) + 1);
  const most = Math.max(...has.values());
  return most > 1 ? hits(edges.filter((edge) => has.get(edge) === most)) : [];
}

/**
 * A combobox over names of nodes and what relations say: arrows move, Enter selects, Escape closes.
 * @param {Data} data @param {(selected: NonNullable<Selected>) => void} choose
 */
export function searchbox(data, choose) {
  const input = needInput("search");
  /** @type {import("./search.js").Known[] | null} made when it is first asked for */
  let known = null;
  const list = need("found");
  /** @type {NonNullable<Selected>[]} */
  let hits = [];
  let at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} next */
  const point = (next) => {
    at = hits.length ? (next + hits.length) % hits.length : -1;
    for (const [k, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(k === at));
    if (at < 0) return;
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  /** @param {number} k */
  const pick = (k) => {
    const hit = hits[k];
    close();
    if (hit === undefined) return;
    input.value = "";
    choose(hit);
  };
  input.addEventListener("input", () => {
    known ??= index(data);
    const found = search(known, input.value);
    const own = searchRelations(data, input.value);
    const relations = own.length || found.length ? own : alsoNamed(data, input.value);
    hits = [...found.map(({ number }) => ({ what: /** @type {const} */ ("node"), number })), ...relations.map(({ number }) => ({ what: /** @type {const} */ ("edge"), number }))];
    const said = [
      ...found.map(({ number, matched }) => {
        const { name, kind } = data.facts.nodes[number];
        const also = matched === name ? "" : ` · ${matched}`;
        return [make("bdi", {}, name), make("span", { class: "soft" }, ` ${kindSaid(data, kind)}${also}`)];
      }),
      ...relations.map((each) => [make("span", { class: "soft" }, "relation "), make("bdi", {}, each.said)]),
    ];
    list.replaceChildren(
      ...said.map((parts, k) => {
        const item = make("li", { role: "option", id: `found-${k}`, "aria-selected": "false" }, ...parts);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          pick(k);
        });
        return item;
      }),
    );
    if (input.value.trim() && !hits.length) list.append(make("li", { class: "soft", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No such name or relation on this map"));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    // nothing is chosen yet: the first arrow down points at the first hit, and so does Enter
    at = -1;
    input.removeAttribute("aria-activedescendant");
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(Math.max(at, 0) - 1);
    else if (event.key === "Enter") pick(Math.max(at, 0));
    else if (event.key === "Escape") {
      close();
      input.value = "";
    }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", close);
}
