"""Bringing files: upload, the form for an unknown layout, undo and redo."""


def source_switch(shown):
    """Sample or own data, never mixed."""


def bring_files():
    """X"""


def history_block():
    """X"""
