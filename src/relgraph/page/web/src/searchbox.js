/** @import { Data } from "./types.js" */
import { make, need, needInput } from "./dom.js";
import { search } from "./search.js";
import { kindSaid } from "./words.js";

/**
 * A combobox over the names of nodes: arrows move, Enter selects, Escape closes.
 * @param {Data} data @param {(number: number) => void} choose
 */
export function searchbox(data, choose) {
  const input = needInput("search");
  const list = need("found");
  /** @type {number[]} */
  let numbers = [];
  let at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} next */
  const point = (next) => {
    at = numbers.length ? (next + numbers.length) % numbers.length : -1;
    for (const [k, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(k === at));
    if (at < 0) return;
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  /** @param {number} k */
  const pick = (k) => {
    const number = numbers[k];
    close();
    if (number === undefined) return;
    input.value = "";
    choose(number);
  };
  input.addEventListener("input", () => {
    const found = search(data.facts.nodes, input.value);
    numbers = found.map(({ number }) => number);
    list.replaceChildren(
      ...found.map(({ number, matched }, k) => {
        const { name, kind } = data.facts.nodes[number];
        const also = matched === name ? "" : ` · ${matched}`;
        const item = make("li", { role: "option", id: `found-${k}`, "aria-selected": "false" },
          make("bdi", {}, name), make("span", { class: "soft" }, ` ${kindSaid(data, kind)}${also}`));
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          pick(k);
        });
        return item;
      }),
    );
    if (input.value.trim() && !found.length) list.append(make("li", { class: "soft", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No such name on this map"));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(0);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at - 1);
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
