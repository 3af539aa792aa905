"""The version, in one place: pyproject.toml and the cache read it here."""

__version__ = "0.2.0"
