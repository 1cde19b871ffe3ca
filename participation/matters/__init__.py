"""The path of influence: every input that somebody owes an answer to."""
