"""Columns of a batch: nodes, relationships, typed values, lists, and what fits no other."""
