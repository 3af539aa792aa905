"""The embedded store: checked records as columns, kept on disk, given to networkx when wanted."""
