"""The edge: what residents tell and read, and what the desk enters for them."""
