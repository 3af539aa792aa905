"""Queries that change a graph: read, then write, on one draft after the other."""
