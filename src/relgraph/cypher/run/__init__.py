"""Plans carried out, row by row."""
