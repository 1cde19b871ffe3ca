"""Counting at the size of real cities: most votes first on 60,000 ballots, equal shares with add1 on the size of Wieliczka 2023."""

import sys
import time
from random import Random

from participation.budgeting.rules.methods import count_poll
from participation.budgeting.rules.polls import Poll, read_poll

GREEDY = (60_000, 83, 15, 1_200_000)  # ballots, projects, longest ballot, budget
SHARES = (6_600, 64, 12, 1_000_000)


def made_up(ballots: int, projects: int, longest: int, budget: int, rule: str) -> Poll:
    """The same made-up election at every run; some projects are far more liked than others, as in real ones."""
    chance = Random(1)
    liking = [chance.random() ** 2 + 0.05 for _project in range(projects)]
    rows = ["META", "key;value", f"budget;{budget}", "vote_type;approval", f"rule;{rule}", "PROJECTS", "project_id;cost"]
    rows += [f"{project};{chance.randrange(5_000, 90_000)}" for project in range(projects)]
    rows += ["VOTES", "voter_id;vote"]
    for voter in range(ballots):
        chosen = sorted(set(chance.choices(range(projects), liking, k=chance.randint(1, longest))))
        rows.append(f"{voter};{','.join(map(str, chosen))}")
    return read_poll("\n".join(rows))


def run() -> None:
    poll = made_up(*GREEDY, "greedy")
    start = time.perf_counter()
    outcome = count_poll(poll)
    say("most votes first", poll, outcome.cost, time.perf_counter() - start, "under 1 s")
    poll = made_up(*SHARES, "equalshares/add1")
    passes: list[int] = []
    start = time.perf_counter()
    outcome = count_poll(poll, progress=lambda spent, _budget: passes.append(spent))
    say(f"equal shares, add1, {len(passes)} passes", poll, outcome.cost, time.perf_counter() - start, "under 20 s")


def say(what: str, poll: Poll, cost: object, seconds: float, aim: str) -> None:
    sizes = f"{len(poll.ballots)} ballots, {len(poll.costs)} projects"
    sys.stdout.write(f"{what}: {sizes}, {cost} of {poll.budget} used, {seconds:.2f} s ({aim})\n")
