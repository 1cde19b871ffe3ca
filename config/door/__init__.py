"""What `./kuuluu` does: makes the environment, keeps the portal running, starts tests and benchmarks."""
