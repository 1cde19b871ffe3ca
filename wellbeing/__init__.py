"""What we know and aim for."""
