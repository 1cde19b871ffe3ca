"""Client panels and councils."""
