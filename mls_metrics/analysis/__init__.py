"""Analyses: a table in, a frozen result out; nothing here fetches or draws."""
