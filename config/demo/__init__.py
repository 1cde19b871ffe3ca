"""The demo story, told through the actions; each part of the house tells its own chapter."""
