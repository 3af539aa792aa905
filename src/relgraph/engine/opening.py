"""The engine of a place: a folder, or a server's address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.engine import is_server
from relgraph.engine.embedded import Embedded

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.engine import Engine


def open_engine(
    place: str | Path, database: str | None, ask: Callable[[str], str | None] | None
) -> Engine:
    """Open a place; ``ask`` is called for a password that is not in the environment.

    >>> from relgraph.paths import shipped
    >>> open_engine(shipped("data"), None, None).run("RETURN 1 AS one").records
    [(1,)]
    """
    if is_server(place):
        from relgraph.engine.server import Server, credentials

        return Server.connect(str(place), credentials(ask), database)
    from relgraph.store.cache import open_folder

    return Embedded(open_folder(Path(place)), Path(place))
