"""What a user installs with relgraph is free to use and to pass on."""

from __future__ import annotations

import re
from importlib.metadata import distribution

import pytest

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|HPND|0BSD|CC0)", re.IGNORECASE
)


def required(name: str = "relgraph") -> set[str]:
    """A distribution and all that it requires on this system, extras left out."""
    found, open_ = set(), {name}
    while open_:
        found |= open_
        lines = [line for each in open_ for line in distribution(each).requires or ()]
        names = {
            re.match(r"[\w.-]+", line)[0].lower().replace("_", "-")
            for line in lines
            if "extra ==" not in line
            and not re.search(r"; .*(win32|emscripten|python_version <)", line)
        }
        open_ = names - found
    return found


def licence(name: str) -> str:
    """What a distribution says of its licence: the expression, classifiers, or its own words."""
    data = distribution(name).metadata
    classifiers = [each for each in data.get_all("Classifier", []) if each.startswith("License")]
    return data.get("License-Expression") or "; ".join(classifiers) or data.get("License") or ""


@pytest.mark.parametrize("name", sorted(required() - {"relgraph"}))
def test_a_required_package_has_a_permissive_licence(name):
    said = licence(name)
    assert PERMISSIVE.search(said), f"{name}: {said!r}"
    assert not re.search(r"\bA?GPL|GNU (Affero|General)", said), f"{name}: {said!r}"
