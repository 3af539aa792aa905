"""The operators of a plan, a module each: frozen data that says what is done, and does it."""

from relgraph.cypher.operators.aggregate import Aggregate
from relgraph.cypher.operators.apply import Apply
from relgraph.cypher.operators.argument import Argument
from relgraph.cypher.operators.behind import Behind
from relgraph.cypher.operators.call import CallOf
from relgraph.cypher.operators.counted import Counted
from relgraph.cypher.operators.cut import Limit, Skip
from relgraph.cypher.operators.degree import Degree
from relgraph.cypher.operators.distinct import Distinct
from relgraph.cypher.operators.expand import Expand
from relgraph.cypher.operators.filter import Filter
from relgraph.cypher.operators.hop import Hop
from relgraph.cypher.operators.make_path import MakePath
from relgraph.cypher.operators.optional import Optional
from relgraph.cypher.operators.project import Project
from relgraph.cypher.operators.reach import Reach
from relgraph.cypher.operators.rejoin import Rejoin
from relgraph.cypher.operators.repeat import Repeat
from relgraph.cypher.operators.scan import Scan
from relgraph.cypher.operators.scan_edges import ScanEdges
from relgraph.cypher.operators.seek import Seek
from relgraph.cypher.operators.seek_edges import SeekEdges
from relgraph.cypher.operators.select import Select
from relgraph.cypher.operators.shortest import Shortest
from relgraph.cypher.operators.sort import Sort
from relgraph.cypher.operators.union import Union
from relgraph.cypher.operators.unwind import Unwind
from relgraph.cypher.operators.unwrap import Unwrap
from relgraph.cypher.operators.walk import Walk

__all__ = [
    "Aggregate",
    "Apply",
    "Argument",
    "Behind",
    "CallOf",
    "Counted",
    "Degree",
    "Distinct",
    "Expand",
    "Filter",
    "Hop",
    "Limit",
    "MakePath",
    "Optional",
    "Project",
    "Reach",
    "Rejoin",
    "Repeat",
    "Scan",
    "ScanEdges",
    "Seek",
    "SeekEdges",
    "Select",
    "Shortest",
    "Skip",
    "Sort",
    "Union",
    "Unwind",
    "Unwrap",
    "Walk",
]
