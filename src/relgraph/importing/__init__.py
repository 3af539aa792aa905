"""Files of the field read by mappings: rows to nodes and edges, in whole columns."""
