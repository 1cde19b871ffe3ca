"""Pages of the contacts."""
