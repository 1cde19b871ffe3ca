"""How long an answer may wait for its minute."""

from datetime import timedelta

LONGEST_WAIT = timedelta(days=62)
