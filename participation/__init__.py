"""What residents say and decide."""
