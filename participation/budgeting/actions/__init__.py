"""Every change of participatory budgeting: the keys, the round's life, proposals, the vote, the count."""
