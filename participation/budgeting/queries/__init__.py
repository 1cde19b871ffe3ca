"""Reads of participatory budgeting: the pages' data sets, the codes in words, and what the shelves of the floors below get."""

from participation.budgeting.queries.results import RoundOfYear, rounds_of_year

__all__ = ["RoundOfYear", "rounds_of_year"]
