"""What is done in which order: plans are data."""
