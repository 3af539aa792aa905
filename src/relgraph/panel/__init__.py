"""The unit of analysis of the field: dyads by year or quarter, with zeros where they are known."""
