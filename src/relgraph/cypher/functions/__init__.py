"""Functions of the language: one module for each family, one table of names."""
