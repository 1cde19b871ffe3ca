"""Furniture that knows no domain."""
