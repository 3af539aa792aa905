"""Expressions to functions from batches to vectors."""
