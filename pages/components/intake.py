"""Bringing files: upload, the form for an unknown layout, undo and redo."""

import streamlit as st

from pages.components import session


def source_switch(shown):
    """Sample or own data, never mixed."""
def bring_files():
    """x"""
def history_block():
    """x"""
