"""Row steps: each makes a frame of a frame; every row knows the row of the file that it came of."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from relgraph.errors import FaultyFile
from relgraph.graph.words import offsets
from relgraph.importing.frame import Frame, Texts, combined, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from relgraph.graph.words import Array
    from relgraph.importing.faults import Faults
    from relgraph.importing.grammar import (
        Condition,
        Derived,
        Lookup,
        Number,
        Split,
        Step,
        Unpivot,
    )  # fmt: skip


def done(frame: Frame, step: Step, others: Mapping[str, Frame], faults: Faults) -> Frame:
    """Return what a step makes of a frame; what it cannot do goes to the faults."""
    if step.where is not None:
        return frame.take(np.flatnonzero(holding(frame, step.where)))
    if step.unpivot is not None:
        return _unpivoted(frame, step.unpivot).apart()
    if step.split is not None:
        return _split(frame, step.split).apart()
    if step.lookup is not None:
        other = others.get(step.lookup.file)
        if other is None:  # an optional file that is not there
            nothing = Texts.constant("", len(frame))
            return frame.with_columns(dict.fromkeys(step.lookup.take, nothing))
        return _looked_up(frame, step.lookup, other, faults)
    if step.distinct is not None:
        columns = [frame.columns[name] for name in step.distinct]
        return frame.take(np.sort(numbered(combined(columns).codes)[1]))
    if step.number is not None:
        return _numbered(frame, step.number)
    assert step.derive is not None  # noqa: S101  # a mapping's steps are checked
    return _derived(frame, step.derive, faults)


def holding(frame: Frame, conditions: Iterable[Condition]) -> Array:
    """Return a mask of the rows for which all conditions hold."""
    found = np.ones(len(frame), bool)
    for condition in conditions:
        found &= frame.columns[condition.column].mask(partial(_passes, condition))
    return found


def _passes(condition: Condition, text: str) -> bool:
    if condition.empty is not None and bool(text) == condition.empty:
        return False
    if not text:
        return condition.empty is True
    if condition.is_ is not None and text != condition.is_:
        return False
    if (condition.in_ and text not in condition.in_) or text in condition.not_:
        return False
    if condition.matches is not None and not re.fullmatch(condition.matches, text):
        return False
    if condition.above is None and condition.below is None:
        return True
    try:
        number = float(text)
    except ValueError:
        return False
    return (condition.above is None or number > condition.above) and (
        condition.below is None or number < condition.below
    )


def _unpivoted(frame: Frame, step: Unpivot) -> Frame:
    """Turn columns into rows, those of one row one after the other."""
    pattern = re.compile(step.pattern)
    matches = {name: match for name in frame.columns if (match := pattern.fullmatch(name))}
    found = {
        name: {key: text or "" for key, text in match.groupdict().items()}
        | {"column": step.into or match["column"]}
        for name, match in matches.items()
    }
    keys = [name for name in pattern.groupindex if name != "column"]
    groups: dict[tuple[str, ...], dict[str, str]] = {}
    seen: Counter[str] = Counter()
    for name, parts in found.items():
        seen[parts["column"]] += 1
        own = tuple(parts[each] for each in keys) or (str(seen[parts["column"]]),)
        groups.setdefault(own, {})[parts["column"]] = name
    new = list(dict.fromkeys(parts["column"] for parts in found.values()))
    size, many = len(frame), len(groups)
    rows = np.repeat(np.arange(size), many)
    rest = {name: each for name, each in frame.columns.items() if name not in found}
    wide = Frame(rest, frame.rows).take(rows)
    empty = Texts.constant("", size)
    columns = {
        name: _interleaved(
            [frame.columns[of[name]] if name in of else empty for of in groups.values()]
        )
        for name in new
    }
    for at, key in enumerate(keys):
        words = [group[at] for group in groups]
        columns[key] = Texts(np.tile(np.arange(many, dtype=np.int32), size), words)
    made = wide.with_columns(columns)
    if step.keep_empty:
        return made
    filled = np.zeros(len(made), bool)
    for name in new:
        filled |= made.columns[name].mask(bool)
    return made.take(np.flatnonzero(filled))


def _interleaved(columns: list[Texts]) -> Texts:
    """Lay columns beside each other: the first row of all, the second of all."""
    words: list[str] = []
    codes = []
    for column in columns:
        codes.append(column.codes + len(words))
        words += column.words
    return Texts(np.stack(codes, axis=1).ravel().astype(np.int32), words).merged()


def _split(frame: Frame, step: Split) -> Frame:
    column = frame.columns[step.column]
    parts = [
        [item for item in map(str.strip, word.split(step.by)) if item] or [""]
        for word in column.words
    ]
    sizes = np.array([len(each) for each in parts], np.int64)
    starts = offsets(sizes)
    many = sizes[column.codes]
    rows = np.repeat(np.arange(len(frame)), many)
    ends = offsets(many)
    inside = np.arange(ends[-1]) - np.repeat(ends[:-1], many)
    at = starts[column.codes][rows] + inside
    items = Texts.of([item for each in parts for item in each])
    return frame.take(rows).with_columns({step.column: items.take(at)})


def _looked_up(frame: Frame, step: Lookup, other: Frame, faults: Faults) -> Frame:
    """Take columns of the rows of another frame that have the same key."""
    own, theirs = frame.columns[step.on].merged(), other.columns[step.key or step.on].merged()
    index = {word: at for at, word in enumerate(theirs.words) if word}
    at = np.array([index.get(word, -1) for word in own.words], np.int64)
    numbers, first = numbered(theirs.codes)
    sizes = np.bincount(numbers, minlength=len(first))
    repeated = sizes > 1
    if step.several is None and repeated.any():
        word = theirs[int(first[int(np.flatnonzero(repeated)[0])])]
        what = f"has several rows with {step.key or step.on} {word!r}: say several in the lookup"
        raise FaultyFile(step.file, 0, what)
    keyed = at[own.codes]
    lacking = (keyed < 0) & own.mask(bool)
    if step.required and lacking.any():
        faults.add(
            frame, np.flatnonzero(lacking), step.on, own, "not-in-file",
            lambda text: f"{step.file} has no row with {step.key or step.on} {text!r}",
        )  # fmt: skip
    columns = {}
    for name in step.take:
        found = other.columns[name]
        texts = found.take(first) if step.several is None else _joined(found, numbers, step.several)
        words = [*texts.words, ""]
        codes = np.append(texts.codes, len(words) - 1)[keyed]
        columns[name] = Texts(codes.astype(np.int32), words)
    return frame.with_columns(columns)


def _joined(column: Texts, numbers: Array, by: str) -> Texts:
    """Join the distinct texts of the rows with one number, in their order."""
    texts: list[dict[str, None]] = [{} for _ in range(int(numbers.max(initial=-1)) + 1)]
    for number, code in zip(numbers.tolist(), column.codes.tolist(), strict=True):
        if column.words[code]:
            texts[number][column.words[code]] = None
    return Texts.of([by.join(each) for each in texts])


def _numbered(frame: Frame, step: Number) -> Frame:
    columns = [frame.columns[name] for name in step.within]
    group = combined(columns).codes if columns else np.zeros(len(frame), np.int64)
    order = np.argsort(group, kind="stable")
    starts = offsets(np.bincount(group))
    count = np.empty(len(frame), np.int64)
    count[order] = np.arange(len(frame)) - starts[group[order]] + 1
    words = [str(number) for number in range(int(count.max(initial=0)) + 1)]
    return frame.with_columns({step.column: Texts(count.astype(np.int32), words)})


def _derived(frame: Frame, step: Derived, faults: Faults) -> Frame:
    texts = frame.text(step.text)
    if step.pattern:
        texts = texts.map(_captured(step.pattern))
    if step.values:
        texts = valued(frame, texts, step.values, step.column, faults)
    if step.when:
        old = frame.columns.get(step.column, Texts.constant("", len(frame)))
        codes = np.where(holding(frame, step.when), texts.codes, old.codes + len(texts.words))
        texts = Texts(codes.astype(np.int32), [*texts.words, *old.words]).merged()
    return frame.with_columns({step.column: texts})


def _captured(pattern: str) -> Callable[[str], str]:
    """Return what takes the first group of a pattern out of a text; empty if it does not match."""
    compiled = re.compile(pattern)

    def take(text: str) -> str:
        match = compiled.search(text)
        return (match[1] or "") if match else ""

    return take


def valued(
    frame: Frame, texts: Texts, values: Mapping[str, str], column: str, faults: Faults
) -> Texts:
    """Replace texts by those that a mapping lists; one that it does not list is a fault."""
    rest = values.get("*")
    known = {word for word in texts.words if not word or word in values or rest is not None}
    faults.add(
        frame, np.flatnonzero(texts.mask(lambda word: word not in known)), column, texts,
        "unlisted-value", lambda text: f"{text!r} is not among the values {', '.join(values)}",
    )  # fmt: skip
    same = {word: word if rest == "*" else rest for word in texts.words} if rest is not None else {}
    return texts.map(
        lambda word: values.get(word, same.get(word) or "") if word else values.get("", "")
    )
