"""Which of the files that a user gives is which of a mapping's, and what they have."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.errors import NotFound, did_you_mean
from relgraph.importing.needing import wanted
from relgraph.importing.reading import read_files, read_frame

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from relgraph.importing.grammar import FileRule
    from relgraph.importing.grammar import Mapping as Whole
    from relgraph.importing.reading import DataFrame, Read

    Given = Sequence[str | Path] | Mapping[str, str | Path | DataFrame]
    """Paths of files, or paths and data frames by the name that a mapping has for them."""


def read_given(mapping: Whole, given: Given) -> dict[str, Read]:
    """Read what is given: paths, or paths and data frames by name; raises as `import_files`."""
    frames: dict[str, DataFrame] = {}
    paths: list[str | Path] = []
    if isinstance(given, Mapping):
        unknown = given.keys() - mapping.files.keys()
        if unknown:
            hint = did_you_mean(min(unknown), mapping.files)
            raise NotFound(f"{mapping.name} has no file {min(unknown)!r}{hint}")
        for name, each in given.items():
            if isinstance(each, (str, Path)):
                paths.append(f"{name}={each}")
            else:
                frames[name] = each
    else:
        paths = list(given)
    rules = mapping.files
    return {
        **{
            name: read_files(rules[name], own, wanted(mapping, name))
            for name, own in named_files(mapping, paths, frames).items()
        },
        **{
            name: read_frame(rules[name], name, each, wanted(mapping, name))
            for name, each in frames.items()
        },
    }


def named_files(
    mapping: Whole, given: Iterable[str | Path], others: Collection[str] = ()
) -> dict[str, list[Path]]:
    """Return which of some files is which of a mapping's: by ``NAME=PATH``, or by its name.

    ``others`` are given otherwise.

    Raises
    ------
    NotFound
        When one fits none, or one is lacking.
    """
    found: dict[str, list[Path]] = {name: [] for name in mapping.files}
    for each in given:
        name, mark, path = str(each).partition("=")
        if mark and name in mapping.files:
            found[name].append(Path(path))
        elif len(mapping.files) == 1:
            next(iter(found.values())).append(Path(each))
        else:
            fits = [name for name, rule in mapping.files.items() if _fits(rule, Path(each))]
            if len(fits) != 1:
                what = "fits several files" if fits else "fits no file"
                wanted = ", ".join(f"{name} ({rule.match})" for name, rule in mapping.files.items())
                raise NotFound(
                    f"{each} {what} of {mapping.name}: say NAME=PATH; there are {wanted}"
                )
            found[fits[0]].append(Path(each))
    lacking = [
        f"{name} ({rule.match})"
        for name, rule in mapping.files.items()
        if not (found[name] or rule.optional or name in others)
    ]
    if lacking:
        raise NotFound(f"{mapping.name} needs {', '.join(lacking)}: name its file")
    return {name: sorted(paths) for name, paths in found.items() if paths}


def _fits(rule: FileRule, path: Path) -> bool:
    return fnmatch(path.name.lower(), rule.match.lower())
