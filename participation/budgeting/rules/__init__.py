"""What decides a round, pure: phases and the right to vote, ballots, the count, and the file that anyone can count from."""
