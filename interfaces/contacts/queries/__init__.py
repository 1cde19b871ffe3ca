"""Reads about contacts: who answers, how well a region is covered, and the datasets of the pages."""

from interfaces.contacts.queries.answering import (
    AnsweringPost,
    Cells,
    CellSide,
    ContactPair,
    Count,
    Coverage,
    Pair,
    cells_on,
    contacts_for,
    coverage,
    interface_tree,
    interfaces_of,
)
from interfaces.contacts.queries.cells import CELL_LINKS, CellLink

__all__ = [
    "CELL_LINKS",
    "AnsweringPost",
    "CellLink",
    "CellSide",
    "Cells",
    "ContactPair",
    "Count",
    "Coverage",
    "Pair",
    "cells_on",
    "contacts_for",
    "coverage",
    "interface_tree",
    "interfaces_of",
]
