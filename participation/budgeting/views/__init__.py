"""The edge: residents read, vote and check; the coordinator runs the round."""
