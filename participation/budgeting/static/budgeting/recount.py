#!/usr/bin/env python3
"""Laske äänet itse · Räkna rösterna själv · Count the votes yourself

    python3 recount.py FILE.pb [fi|sv|en]

Needs Python 3.8 or newer and nothing else: no network, no installation. It reads the ballots of one area, adds them up, shares the
money by the rule that the file declares, and compares the outcome with the one that was published. It ends with 0 when they are the
same and with 1 when they are not. It does not look at the published votes or winners before its own count is done.

This program is free: EUPL-1.2.
"""

import csv
import re
import sys
from fractions import Fraction

WITHDRAWN = 999999999  # the format's own cost of a proposal that was taken out after the vote
RULES = {
    "greedy", "greedy-threshold", "greedy-exclusive", "greedy-no-skip", "greedy-custom", "equalshares/add1", "equalshares/add1-comparison",
}  # fmt: skip
WORDS = {
    "fi": {
        "head": "{ballots} ääntä, rahaa {budget}, sääntö {rule}",
        "funded": "toteutuu, rahaa jää {left}",
        "skip": "ei mahdu: rahaa on {left}",
        "stop": "ei mahdu: rahaa on {left}, lista päättyy tähän",
        "after": "lista päättyi aiemmin",
        "few": "alle rajan {threshold}",
        "out": "poistettu äänestyksen jälkeen",
        "rival": "toinen samasta ryhmästä toteutuu",
        "category": "luokan raha tai määrä ei riitä",
        "unpaid": "kannattajilla on osuuksistaan jäljellä {left}",
        "same": "Sama tulos kuin julkaistussa.",
        "differs": "ERI TULOS kuin julkaistussa: {what}",
        "tally": "ehdotuksella {project} on julkaistu {theirs} ääntä, laskettiin {ours}",
        "winners": "julkaistut valinnat ovat {theirs}",
        "rule": "Tämä ohjelma ei osaa sääntöä {rule}.",
    },
    "sv": {
        "head": "{ballots} röster, pengar {budget}, regel {rule}",
        "funded": "genomförs, kvar {left}",
        "skip": "ryms inte: det finns {left}",
        "stop": "ryms inte: det finns {left}, listan slutar här",
        "after": "listan slutade tidigare",
        "few": "under gränsen {threshold}",
        "out": "borttaget efter omröstningen",
        "rival": "ett annat i samma grupp genomförs",
        "category": "kategorins pengar eller antal räcker inte",
        "unpaid": "anhängarna har {left} kvar av sina andelar",
        "same": "Samma resultat som det publicerade.",
        "differs": "ANNAT RESULTAT än det publicerade: {what}",
        "tally": "förslaget {project} har {theirs} publicerade röster, räknade {ours}",
        "winners": "de publicerade valen är {theirs}",
        "rule": "Det här programmet kan inte regeln {rule}.",
    },
    "en": {
        "head": "{ballots} ballots, money {budget}, rule {rule}",
        "funded": "carried out, left {left}",
        "skip": "does not fit: there is {left}",
        "stop": "does not fit: there is {left}, the list ends here",
        "after": "the list ended earlier",
        "few": "below the limit {threshold}",
        "out": "taken out after the vote",
        "rival": "another of its group is carried out",
        "category": "the money or number of its category is not enough",
        "unpaid": "its supporters have {left} of their shares left",
        "same": "The same result as the published one.",
        "differs": "ANOTHER RESULT than the published one: {what}",
        "tally": "the proposal {project} has {theirs} published votes, counted {ours}",
        "winners": "the published choices are {theirs}",
        "rule": "This program does not know the rule {rule}.",
    },
}


def read(path):
    """(META as a dict, projects as dicts in the order of the file, ballots as {project id: points})."""
    sections, name = {}, None
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            if len(row) == 1 and row[0].strip() in {"META", "PROJECTS", "VOTES"}:
                name = row[0].strip()
                sections[name] = []
            elif row and name:
                sections[name].append(row)
    tables = {key: [dict(zip(rows[0], row)) for row in rows[1:]] for key, rows in sections.items()}
    meta = {row["key"]: row["value"] for row in tables["META"]}
    return meta, tables["PROJECTS"], [points_of(vote, meta) for vote in tables["VOTES"]]


def points_of(vote, meta):
    """What one ballot gives. A ranking gives its first as many points as a ballot may have names, the next always one less."""
    chosen = list(dict.fromkeys(part for part in vote["vote"].split(",") if part))
    if meta["vote_type"] == "cumulative":
        return dict(zip(chosen, map(int, vote["points"].split(","))))
    if meta["vote_type"] == "ordinal":
        return {project: int(meta["max_length"]) - place for place, project in enumerate(chosen)}
    return dict.fromkeys(chosen, 1)


def groups_of(meta):
    """Projects of which only the first is carried out: the number of the group by project."""
    told = re.findall("Only the first of these is carried out: ([^#]*)", meta.get("comment", ""))
    return {project.strip(): number for number, ids in enumerate(told) for project in ids.split(",")}


class Room:
    """What the categories still have room for, as META tells it: at most so much money, at most so many projects."""

    def __init__(self, meta):
        comment = meta.get("comment", "")
        money = re.findall(r"Of category (\d+) at most (\d+) EUR is used: ([^#]*)", comment)
        places = re.findall(r"Of category (\d+) at most (\d+) are carried out: ([^#]*)", comment)
        self.of = {p.strip(): number for number, _most, ids in money + places for p in ids.split(",")}
        self.money = {number: Fraction(most) for number, most, _ids in money}
        self.places = {number: int(most) for number, most, _ids in places}

    def has(self, project, cost):
        mine = self.of.get(project)
        return self.places.get(mine, 1) > 0 and cost <= self.money.get(mine, cost)

    def take(self, project, cost):
        mine = self.of.get(project)
        if mine in self.money:
            self.money[mine] -= cost
        if mine in self.places:
            self.places[mine] -= 1


def taking_part(meta, projects, votes, words):
    """(projects that can be carried out, most votes first; {id: why} of the others)."""
    threshold, able, why = Fraction(meta.get("min_project_score_threshold") or 0), [], {}
    for project in sorted(projects, key=lambda p: -votes[p["project_id"]]):
        number = project["project_id"]
        if Fraction(project["cost"]) == WITHDRAWN:
            why[number] = words["out"]
        elif votes[number] < threshold or not votes[number]:
            why[number] = words["few"].format(threshold=threshold)
        else:
            able.append(project)
    return able, why


def most_first(meta, projects, votes, words, before=()):
    """(ids that are carried out, {id: why}). Equal votes stand in the order of the file, which is the order of the drawn lot.

    `before` have been carried out already, by equal shares.
    """
    left, groups, taken, ended, chosen = Fraction(meta["budget"]), groups_of(meta), set(), False, []
    able, why = taking_part(meta, projects, votes, words)
    room, cost_of = Room(meta), {project["project_id"]: Fraction(project["cost"]) for project in able}
    for number in before:
        left -= cost_of[number]
        room.take(number, cost_of[number])
        taken.add(groups.get(number, number))
        why[number] = words["funded"].format(left=left)
    for project in able:
        number, cost = project["project_id"], Fraction(project["cost"])
        if number in before:
            continue
        if groups.get(number, number) in taken:
            why[number] = words["rival"]
        elif ended:
            why[number] = words["after"]
        elif not room.has(number, cost):
            why[number] = words["category"]
        elif cost <= left or (meta["rule"] == "greedy-custom" and left > 0 and 5 * left >= 4 * cost):
            ended = cost > left
            left = max(left - cost, 0)
            chosen.append(number)
            room.take(number, cost)
            taken.add(groups.get(number, number))
            why[number] = words["funded"].format(left=left)
        else:
            ended = meta["rule"] in {"greedy-no-skip", "greedy-custom"}
            why[number] = words["stop" if ended else "skip"].format(left=left)
    return [*before, *chosen], why


def one_pass(able, supporters, groups, ballots, share, meta):
    """Equal shares with this much for each voter: ids in the order in which their supporters paid them, and what everyone has left."""
    left, chosen, room = [share] * len(ballots), [], Room(meta)
    waiting = [p for p in able if room.has(p["project_id"], Fraction(p["cost"]))]
    while waiting:
        offers = []
        for place, project in enumerate(waiting):
            number, due = project["project_id"], Fraction(project["cost"])
            backers = supporters[number]
            if sum(left[voter] for voter in backers) < due:
                continue
            people = len(backers)
            for mine in sorted(left[voter] for voter in backers):
                if mine * people >= due:
                    break
                due, people = due - mine, people - 1
            payment = due / people
            offers.append((payment / Fraction(project["cost"]), Fraction(project["cost"]), -len(backers), place, payment))
        if not offers:
            break
        place, payment = min(offers)[3:]
        winner = waiting[place]["project_id"]
        for voter in supporters[winner]:
            left[voter] = max(left[voter] - payment, 0)
        chosen.append(winner)
        mine = groups.get(winner, winner)
        room.take(winner, Fraction(waiting[place]["cost"]))
        waiting = [p for p in waiting if p["project_id"] != winner and groups.get(p["project_id"], p["project_id"]) != mine]
        waiting = [p for p in waiting if room.has(p["project_id"], Fraction(p["cost"]))]
    return chosen, left, waiting, room


def equal_shares(meta, projects, votes, ballots, words):
    """Equal shares; every share grows by one as long as the outcome stays within the money."""
    able, why = taking_part(meta, projects, votes, words)
    by_file = {project["project_id"]: place for place, project in enumerate(projects)}
    able.sort(key=lambda project: by_file[project["project_id"]])
    groups, budget = groups_of(meta), Fraction(meta["budget"])
    cost = {project["project_id"]: Fraction(project["cost"]) for project in able}
    supporters = {number: [v for v, ballot in enumerate(ballots) if number in ballot] for number in cost}
    share = budget // len(ballots)
    chosen, left, waiting, room = one_pass(able, supporters, groups, ballots, budget / len(ballots), meta)
    while waiting:  # with more money more would be carried out
        share += 1
        more = one_pass(able, supporters, groups, ballots, share, meta)
        if sum(cost[number] for number in more[0]) > budget:
            break
        chosen, left, waiting, room = more
    fill = None
    if "What equal shares leave is used by most votes first" in meta.get("comment", ""):
        fill = most_first({**meta, "rule": "greedy"}, projects, votes, words, before=chosen)
        chosen = fill[0]
    if meta["rule"].endswith("comparison"):
        plain, plain_why = most_first({**meta, "rule": "greedy"}, projects, votes, words)
        gains = [len(ballot.keys() & set(chosen)) - len(ballot.keys() & set(plain)) for ballot in ballots]
        if sum(gain < 0 for gain in gains) > sum(gain > 0 for gain in gains):
            return plain, plain_why
    if fill:
        return fill
    money, taken = budget, {groups.get(number, number) for number in chosen}
    for number in chosen:
        money -= cost[number]
        why[number] = words["funded"].format(left=money)
    for number in cost.keys() - set(chosen):
        purse = int(sum(left[voter] for voter in supporters[number]))
        if groups.get(number, number) in taken:
            why[number] = words["rival"]
        elif not room.has(number, cost[number]):
            why[number] = words["category"]
        else:
            why[number] = words["unpaid"].format(left=purse)
    return chosen, why


def differences(projects, votes, chosen, words):
    for project in projects:
        number, theirs = project["project_id"], project.get("votes") or project.get("score", "")
        if theirs and int(theirs) != votes[number]:
            yield words["tally"].format(project=number, theirs=theirs, ours=votes[number])
    published = [p["project_id"] for p in projects if p.get("selected") in {"1", "2"}]
    if set(published) != set(chosen):
        yield words["winners"].format(theirs=", ".join(published))


def main(path, language="fi"):
    words = WORDS[language]
    meta, projects, ballots = read(path)
    if meta["rule"] not in RULES:
        print(words["rule"].format(rule=meta["rule"]))
        return 2
    votes = {p["project_id"]: sum(ballot.get(p["project_id"], 0) for ballot in ballots) for p in projects}
    if meta["rule"].startswith("equalshares") and ballots:
        chosen, why = equal_shares(meta, projects, votes, ballots, words)
    else:
        chosen, why = most_first(meta, projects, votes, words)
    print(words["head"].format(ballots=len(ballots), budget=meta["budget"], rule=meta["rule"]))
    for project in sorted(projects, key=lambda p: -votes[p["project_id"]]):
        number = project["project_id"]
        print(f"{votes[number]:>7}  {project['cost']:>9}  {project.get('name', number)}: {why[number]}")
    found = list(differences(projects, votes, chosen, words))
    print(words["differs"].format(what="; ".join(found)) if found else words["same"])
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3} or (len(sys.argv) == 3 and sys.argv[2] not in WORDS):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
