"""A Neo4j database kept equal to a folder, and a folder made of a database."""
