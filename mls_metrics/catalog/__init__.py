"""Words as data: canonical tables, metrics, dimensions, policy."""
