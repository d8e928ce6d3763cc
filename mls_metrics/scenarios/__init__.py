"""Scenarios: what other weights, limits and assumptions would have us do, from the same draws."""
