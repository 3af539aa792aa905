"""Days, times, date-times and durations: read, made of parts, cut, added and taken apart."""
