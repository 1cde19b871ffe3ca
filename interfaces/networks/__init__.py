"""The groups in which organisations work together."""
