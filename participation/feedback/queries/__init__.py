"""Reads of the residents' door: lists, pages, and what other services get."""
