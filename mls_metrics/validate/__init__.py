"""Known truth against estimates: a second generator of companies, and what the methods make of it."""
