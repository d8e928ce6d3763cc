"""Results to charts: each a single layered view with its table and its alternative text."""
