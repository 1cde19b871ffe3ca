"""Who works with whom between municipality and county."""
