"""Whatever must fail before a query runs: names, kinds of variables, aggregation."""
