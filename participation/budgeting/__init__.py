"""Participatory budgeting: rounds, proposals, the secret ballot and the count."""
