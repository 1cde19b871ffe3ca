"""Indicators, observations and targets."""
