"""DuckDB: the only room that holds SQL."""
