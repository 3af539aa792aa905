"""Reports: the dossier of two actors or of one node, as the graph has it and not a word more."""

from relgraph.report.dossier import Dossier, dossier

__all__ = ["Dossier", "dossier"]
