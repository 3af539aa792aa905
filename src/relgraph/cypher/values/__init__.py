"""Null, numbers, order and equality across types, nodes, relationships, paths, dates."""
