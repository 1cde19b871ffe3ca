"""The shared topics and the posts that answer for them."""
