"""What is typed, cleaned to domain values."""
