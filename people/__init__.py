"""Who is who, who may do what, who did what."""
