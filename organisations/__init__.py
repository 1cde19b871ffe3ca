"""Where: counties, municipalities, sectors, areas."""
