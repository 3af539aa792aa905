"""A data set as it was in a revision of git."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
import warnings
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.errors import FaultySchema, NotFound
from relgraph.model.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def revision(folder: Path, name: str) -> Iterator[Path]:
    """Give a folder of its own that holds a data set as a revision has it.

    Without a schema of its own in the folder, that of the project (``graph/schema.toml``) at the
    time goes with it: types change too.

    Raises
    ------
    NotFound
        When there is no git, no such revision, or the folder is not in it.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    inside = folder.resolve().relative_to(top.resolve()).as_posix()
    found = _git(
        folder, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}", named=name
    )
    commit = found.decode().strip()
    with tempfile.TemporaryDirectory(prefix="relgraph-") as made:
        _unpack(_git(top, "archive", "--format=tar", commit, inside, named=name), Path(made))
        then = Path(made) / inside
        schema = then / "schema.toml"
        if not schema.exists() and _git(top, "ls-tree", commit, "graph/schema.toml"):
            schema.write_bytes(_git(top, "show", f"{commit}:graph/schema.toml"))
            _readable_or_gone(schema, name)
        yield then


def _readable_or_gone(schema: Path, name: str) -> None:
    try:
        read_schema(schema)
    except FaultySchema as error:
        schema.unlink()
        told = f"relgraph: the schema of {name} is not read any more, today's is taken: {error}"
        warnings.warn(told, stacklevel=2)


def _unpack(archive: bytes, where: Path) -> None:
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        tar.extractall(where, filter="data")


def _git(folder: Path, *arguments: str, named: str = "") -> bytes:
    asked = ["git", "-C", str(folder), *arguments]
    try:
        # git as the user's path has it, with arguments of our own and a name that it checks
        return subprocess.run(asked, check=True, capture_output=True).stdout  # noqa: S603
    except FileNotFoundError:
        raise NotFound("a revision needs git, which is not there") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        what = f"{named!r} is no data set and no revision of git" if named else f"git: {folder}"
        raise NotFound(f"{what}{f': {said}' if said else ''}") from None
