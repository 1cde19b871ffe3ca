"""Plans, spearheads and indicator cards."""
