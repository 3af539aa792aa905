"""relgraph's Cypher beside other engines, on one made-up world: medians, in milliseconds.

Run it as ``python benchmarks/cypher.py``, where the engines are installed that are to be there:
``pip install duckdb polars networkx ladybug kglite neo4j neo4j-rust-ext pandas pyarrow``. What is
timed is from the text of a query to a Python list of tuples. All answers are compared.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cypher_engines import ENGINES, Relgraph
from cypher_queries import CASES
from cypher_world import make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cypher_engine import Call, Engine, Rows
    from cypher_queries import Case

    Figures = dict[str, Any]

SLOW, WARM = 2.0, 1.0
"""Seconds: a call that takes longer is made but twice, and an engine warms up for as long."""
LARGE = 20 / 3
"""The scale of two million edges."""
TEXTS = 5
"""How many new texts are made of each query to time its plan."""
PALETTE = {
    "relgraph": "#d1495b", "duckdb": "#e6a100", "polars": "#00798c", "networkx": "#8d99ae",
    "ladybug": "#5e548e", "kglite": "#2e933c", "neo4j": "#30638e",
}  # fmt: skip


def taken(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def normal(value: object) -> Any:  # noqa: ANN401  # a value of any engine
    """Return what a value is in any engine: dates are text, floats have six digits.

    >>> normal([0.12345678, None])
    ['0.123457', 'None']
    """
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, list):
        return sorted(str(normal(each)) for each in value)
    return str(value) if hasattr(value, "year") else value


def normalised(rows: Rows, *, ordered: bool) -> list[tuple[Any, ...]]:
    """Return rows as they can be compared."""
    made = [tuple(normal(value) for value in row) for row in rows]
    return made if ordered else sorted(made, key=repr)


def agree(case: Case, answers: dict[str, Rows]) -> None:
    """Stop if the engines do not give the same rows."""
    (one, rows), *others = answers.items()
    first = normalised(rows, ordered=case.ordered)
    for other, found in others:
        second = normalised(found, ordered=case.ordered)
        if first != second:
            pairs = [pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]]
            sizes = f"{len(first)} rows from {one}, {len(second)} from {other}"
            sys.exit(f"{case.name}: {sizes}\n" + "\n".join(map(str, pairs[:3])))


def loaded(names: Iterable[str], scale: float) -> tuple[int, dict[str, Engine]]:
    """Make the world, and give it to each engine that is installed."""
    world, engines = make(scale), {}
    for name in names:
        try:
            seconds = taken(lambda: engines.update({name: ENGINES[name](world)}))  # noqa: B023
        except ImportError as error:
            say(f"{name} is left out: {error}")
        else:
            say(f"{name} took the world in {seconds:.1f} s")
    return world.edge_count(), engines


def say(text: str) -> None:
    """Tell what goes on, beside the figures."""
    print(text, file=sys.stderr, flush=True)


def ready(case: Case, engines: dict[str, Engine]) -> dict[str, Call]:
    """Return the calls of a case, warmed up, after their answers are compared."""
    calls, answers = {}, {}
    for name, engine in engines.items():
        try:
            calls[name] = engine.ready(case)
            answers[name] = calls[name]()
        except Exception as error:  # each engine refuses in its own way
            if not case.hard:
                raise
            calls.pop(name, None)
            say(f"{case.name}: {name} refuses: {str(error).splitlines()[0]}")
            continue
        until = time.perf_counter() + WARM
        for _ in range(engine.warm - 1):
            if time.perf_counter() < until:
                calls[name]()
    agree(case, answers)
    return calls


def measured(calls: dict[str, dict[str, Call]], rounds: int) -> dict[str, dict[str, float]]:
    """Time each call once a round, in turn; return the medians."""
    times: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for case, each in calls.items():
            for engine, call in each.items():
                found = times.setdefault((case, engine), [])
                if len(found) < 2 or min(found) < SLOW:  # noqa: PLR2004  # twice is enough
                    found.append(taken(call))
    return {
        case: {name: statistics.median(times[case, name]) * 1000 for name in each}
        for case, each in calls.items()
    }


def planning(engine: Relgraph, cases: Sequence[Case]) -> dict[str, float]:
    """Time relgraph's parse and plan of texts that it has not seen, with EXPLAIN."""
    found = {}
    for case in cases:
        texts = (f"EXPLAIN {case.text('relgraph')} // {at}" for at in range(TEXTS))
        times = [taken(engine.call(text)) for text in texts]
        found[case.name] = statistics.median(times) * 1000
    return found


def figured(names: Iterable[str], cases: Sequence[Case], scale: float, rounds: int) -> Figures:
    """Measure the engines on some cases."""
    edges, engines = loaded(names, scale)
    try:
        calls = {case.name: ready(case, engines) for case in cases}
        gc.collect()
        gc.freeze()  # or Python looks through networkx's objects while others make their rows
        queries = measured(calls, rounds)
    finally:
        for engine in engines.values():
            engine.close()
    mine = engines.get("relgraph")
    answered = [case for case in cases if "relgraph" in queries[case.name]]
    plans = planning(mine, answered) if isinstance(mine, Relgraph) else {}
    return {"edges": edges, "engines": [*engines], "queries": queries, "plans": plans}


def digits(milliseconds: float | None) -> str:
    """Write a time with three digits, or a dash.

    >>> digits(1234.5), digits(0.01234), digits(None)
    ('1,230', '0.0123', '–')
    """
    if milliseconds is None:
        return "–"
    rounded = float(f"{milliseconds:.3g}")
    return f"{rounded:,.{max(0, 2 - math.floor(math.log10(rounded)))}f}"


def against(times: dict[str, float]) -> float | None:
    """Return relgraph's time as so many of the best peer's, if both answer."""
    peers = [time for name, time in times.items() if name != "relgraph"]
    return times["relgraph"] / min(peers) if peers and "relgraph" in times else None


def table(figures: Figures) -> str:
    """Write the figures in Markdown, the best of each query in bold."""
    engines = figures["engines"]
    lines = [["Milliseconds", *engines], ["---", *["---:"] * len(engines)]]
    for name, times in figures["queries"].items():
        best = min(times.values(), default=None)
        cells = [digits(times.get(engine)) for engine in engines]
        bold = [times.get(engine) == best for engine in engines]
        marked = zip(cells, bold, strict=True)
        lines.append([name, *(f"**{cell}**" if first else cell for cell, first in marked)])
    ratios = [ratio for each in figures["queries"].values() if (ratio := against(each))]
    if ratios:
        mean = f"{statistics.geometric_mean(ratios):.2f}"
        rest = [mean if engine == "relgraph" else "" for engine in engines]
        lines.append(["relgraph ÷ the best other, geometric mean", *rest])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plans(figures: Figures) -> str:
    """Write how long relgraph takes to read and plan a text that it has not seen."""
    spread = sorted(figures["plans"].values())
    middle, least, most = map(digits, (statistics.median(spread), spread[0], spread[-1]))
    return f"relgraph reads and plans a new text in {middle} ms ({least} to {most})."


def losses(figures: Figures) -> str:
    """Write which engine is faster than relgraph at what, as a list."""
    found: dict[str, list[str]] = {}
    for name, times in figures["queries"].items():
        best = min(times, key=lambda engine: times[engine])
        if best != "relgraph":
            by = digits(times["relgraph"] / times[best])
            found.setdefault(best, []).append(f"{name.lower()} ({by} times)")
    return "\n".join(f"- {engine} is faster at: {', '.join(won)}." for engine, won in found.items())


def chart(figures: Figures) -> str:
    """Draw the figures as SVG: a row for each query, a dot for each engine, a log axis."""
    from jinja2 import Template

    every = [time for times in figures["queries"].values() for time in times.values()]
    low, high = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
    left, width, step = 200, 560, 22

    def across(milliseconds: float) -> float:
        return round(left + (math.log10(milliseconds) - low) / (high - low) * width, 1)

    rows = [
        {"name": name, "y": 60 + at * step, "dots": [
            {"engine": engine, "x": across(time), "time": digits(time)}
            for engine, time in reversed(times.items())
        ]}
        for at, (name, times) in enumerate(figures["queries"].items())
    ]  # fmt: skip
    ticks = [
        {"x": across(10.0**power), "time": f"{10.0**power:,g}"} for power in range(low, high + 1)
    ]
    legend = [{"engine": name, "x": left + 80 * at} for at, name in enumerate(figures["engines"])]
    template = (Path(__file__).parent / "cypher_chart.svg.j2").read_text("utf-8")
    drawn = Template(template, trim_blocks=True, lstrip_blocks=True, autoescape=True)
    return drawn.render(
        rows=rows, ticks=ticks, legend=legend, palette=PALETTE, left=left, width=width,
        bottom=60 + len(rows) * step, edges=f"{figures['edges']:,}",
    )  # fmt: skip


def slopes(few: Mapping[str, Any], many: Mapping[str, Any]) -> str:
    """Write how relgraph's times grow with the edges: log of times over log of edges."""
    ratio = math.log(many["edges"] / few["edges"])
    ends = [f"{figures['edges']:,} edges" for figures in (few, many)]
    lines = [["Milliseconds", *ends, "exponent"], ["---", "---:", "---:", "---:"]]
    for name, times in few["queries"].items():
        if times:
            before, after = times["relgraph"], many["queries"][name]["relgraph"]
            exponent = f"{math.log(after / before) / ratio:.2f}"
            lines.append([name, digits(before), digits(after), exponent])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scale", type=float, default=1, help="so many times 300,000 edges")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", default="", help="queries whose names contain this")
    parser.add_argument("--without", action="append", default=[], choices=ENGINES)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--chart", type=Path, help="draw them here, as SVG")
    parser.add_argument("--slope", action="store_true", help="relgraph at two sizes")
    return parser.parse_args()


def main() -> None:
    """Print the table, and what else is asked for."""
    asked = options()
    cases = [case for case in CASES if asked.only.lower() in case.name.lower()]
    if asked.slope:
        both = [figured(["relgraph"], cases, scale, asked.rounds) for scale in (1, LARGE)]
        print(slopes(*both))
        if asked.json:
            asked.json.write_text(json.dumps(both, indent=1) + "\n", "utf-8")
        return
    names = [name for name in ENGINES if name not in asked.without]
    figures = figured(names, cases, asked.scale, asked.rounds)
    print(table(figures))
    if figures["plans"]:
        print(f"\n{plans(figures)}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if asked.chart:
        asked.chart.write_text(chart(figures), "utf-8")


if __name__ == "__main__":
    main()
