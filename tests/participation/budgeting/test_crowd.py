"""Many voters over HTTP against a real web server: one vote each, none late, none lost, also when the server is killed.

The whole figures run at night; each has a smaller sample in the normal run. On the database that the tests run on; one server and one
round serve all of them, and each takes voters of its own.
"""

import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django.db import connection

from tests.participation.matters.test_killed_server import ROOT, Portal, surroundings

pytestmark = pytest.mark.django_db
PAGE = "/en/lahti/budjetointi/osbu/aanesta/?alue=etela"
RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}")
BROKEN = (OSError, http.client.HTTPException)


def run(given: dict[str, str], *words: str, text: str = "") -> Any:
    command = [sys.executable, "-m", "tests.participation.budgeting.voting", *words]
    done = subprocess.run(command, cwd=ROOT, env=given, check=True, capture_output=True, text=True, timeout=600, input=text)
    return json.loads(done.stdout) if done.stdout.strip() else None


@dataclass
class Form:
    """A ballot page as one browser holds it: its cookies and hidden fields, ready to be sent as often as needed."""

    address: str
    cookies: str
    fields: dict[str, Any]

    def send(self) -> tuple[int, str]:
        headers = {"Cookie": self.cookies, "Referer": self.address}
        body = urllib.parse.urlencode(self.fields, doseq=True).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address, body, headers), timeout=90) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()


@dataclass
class Crowd:
    """The web server, the round and its voters. `answers` are (voter, kind, receipt) of everything that was sent."""

    given: dict[str, str]
    portal: Portal
    round: int
    choices: Sequence[int]
    before: dict[str, Any] = field(default_factory=dict)
    answers: list[tuple[str, str, str]] = field(default_factory=list)

    def page(self, voter: str) -> Form | None:
        """The ballot page of the voter; None when there is no ballot for them (any more)."""
        address, own = self.portal.address + PAGE, f"voter_code_{self.round}={voter}"
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": own}), timeout=90) as answer:
            html, set_cookies = answer.read().decode(), answer.headers.get_all("Set-Cookie") or []
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))
        if "receipt" not in hidden:
            return None
        cookies = "; ".join([own, *(cookie.partition(";")[0] for cookie in set_cookies)])
        fields = {name: unescape(value) for name, value in hidden.items()} | {"proposals": self.choices, "send": "1"}
        return Form(address, cookies, fields)

    def send(self, voter: str, form: Form) -> str:
        """What became of it: thanks, a reason, or the number of another answer."""
        status, html = form.send()
        words = re.sub(r"<[^>]+>", " ", html)
        receipt = RECEIPT.search(words)
        kind = str(status)
        if status == 200 and receipt and "your vote has been received" in words:
            kind = "thanks"
        elif status == 200 and "This code has been used" in words:
            kind = "used"
        elif status == 200 and "Voting has ended" in words:
            kind = "closed"
        self.answers.append((voter, kind, receipt.group() if receipt and kind == "thanks" else ""))
        return kind

    def come(self, count: int) -> list[str]:
        """So many voters who have not been here before; what is told from now on counts from here."""
        made = run(self.given, "come", str(count))
        self.answers, self.before = [], made["box"]
        return list(made["codes"])

    def tell(self) -> dict[str, Any]:
        """What has come into the box since these voters came."""
        told: dict[str, Any] = run(self.given, "tell", text="\n".join(receipt for _v, _k, receipt in self.answers if receipt))
        return {name: value if name == "broken" else value - self.before[name] for name, value in told.items()}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Crowd]:
    with surroundings(tmp_path_factory.mktemp("crowd")) as given:
        made = run(given, "prepare")
        portal = Portal(given)
        try:
            portal.start("web")
            portal.wait()
            yield Crowd(given, portal, made["round"], made["choices"])
        finally:
            portal.end()


def at_once(works: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(1500)
    assert not any(thread.is_alive() for thread in threads)


# One vote each


def everyone_votes_everywhere(town: Crowd, voters: Sequence[str], clients: int) -> None:
    """Each voter's ballot is open in every client, and all send it at the same moment."""
    gate = threading.Barrier(clients, timeout=300)

    def client() -> None:
        for voter in voters:
            form = town.page(voter)
            gate.wait()
            if form is not None:
                town.send(voter, form)
            gate.wait()

    at_once([client] * clients)


def double_votes(town: Crowd, clients: int, count: int) -> Counter[str]:
    everyone_votes_everywhere(town, town.come(count), clients)
    told = town.tell()
    kinds = Counter(kind for _voter, kind, _receipt in town.answers)
    thanked = Counter(voter for voter, kind, _receipt in town.answers if kind == "thanks")
    assert kinds == {"thanks": count, "used": count * (clients - 1)}
    assert set(thanked.values()) == {1}
    assert told == {"envelopes": count, "ballots": count, "half": 0, "twice": 0, "broken": []}
    print(f"{clients} clients x {count} voters: {dict(kinds)}")
    return kinds


def test_each_voter_sent_from_many_clients_has_one_ballot(town: Crowd) -> None:
    assert double_votes(town, 5, 4)["thanks"] == 4


@pytest.mark.nightly
def test_fifty_clients_and_two_hundred_voters_make_two_hundred_ballots(town: Crowd) -> None:
    assert double_votes(town, 50, 200)["thanks"] == 200


# The deadline


def votes_around_the_deadline(town: Crowd, votes: int, clients: int, seconds: float) -> Counter[str]:
    started = time.monotonic()
    voters = town.come(votes)
    command = time.monotonic() - started  # on a busy machine a command takes longer than the time that is left to vote
    forms: dict[str, Form | None] = {}
    at_once([lambda part=voters[n::clients]: forms.update({v: town.page(v) for v in part}) for n in range(clients)])
    closes_at = run(town.given, "close", str(seconds + 2 * command))
    late: set[str] = set()

    def client(part: Sequence[str]) -> None:
        for turn, voter in enumerate(part):
            form = forms[voter]
            assert form is not None
            at = closes_at - seconds + 2 * seconds * (turn + random.random()) / len(part)
            time.sleep(max(0.0, at - time.time()))
            if time.time() > closes_at:
                late.add(voter)
            town.send(voter, form)

    at_once([lambda part=voters[n::clients]: client(part) for n in range(clients)])
    told = town.tell()
    kinds = Counter(kind for _voter, kind, _receipt in town.answers)
    thanked = {voter for voter, kind, _receipt in town.answers if kind == "thanks"}
    assert set(kinds) == {"thanks", "closed"}, kinds  # both sides of the deadline, and nothing else
    assert sum(kinds.values()) == votes
    assert not late & thanked  # none counted late
    # None acknowledged and lost.
    assert told == {"envelopes": kinds["thanks"], "ballots": kinds["thanks"], "half": 0, "twice": 0, "broken": []}
    print(f"{votes} around the deadline: {dict(kinds)}, {len(late)} sent after it")
    return kinds


def test_votes_around_the_deadline_are_in_time_and_kept_or_told_to_be_late(town: Crowd) -> None:
    assert votes_around_the_deadline(town, 16, 4, 3.0).total() == 16


@pytest.mark.nightly
def test_a_thousand_votes_around_the_deadline(town: Crowd) -> None:
    assert votes_around_the_deadline(town, 1000, 20, 20.0).total() == 1000


# The killed server


def kill_while_voting(town: Crowd, kills: int, clients: int, count: int) -> Counter[str]:
    """Each voter sends the same form until there is an answer, as a person does who presses again."""
    voters, over = town.come(count), threading.Event()

    def client(part: Sequence[str]) -> None:
        for voter in part:
            form = None
            while not over.is_set():
                try:
                    form = form or town.page(voter)
                    if form is None or town.send(voter, form) in {"thanks", "used"}:
                        break
                except BROKEN:
                    over.wait(0.1)

    threads = [threading.Thread(target=client, args=(voters[n::clients],), daemon=True) for n in range(clients)]
    for thread in threads:
        thread.start()
    dice = random.Random(kills)
    for _turn in range(kills):
        time.sleep(0.3 + dice.random())
        town.portal.kill("web")
        town.portal.start("web")
        town.portal.wait()
    time.sleep(1)
    over.set()
    for thread in threads:
        thread.join(120)
    told = town.tell()
    kinds = Counter(kind for _voter, kind, _receipt in town.answers)
    assert kinds["thanks"] > kills
    assert told["broken"] == []  # acknowledged = stored
    assert told["envelopes"] == told["ballots"] >= kinds["thanks"]
    assert (told["half"], told["twice"]) == (0, 0)
    assert not {kind for kind in kinds if kind.startswith("5")}
    print(f"{kills} kills, {clients} voters at once: {dict(kinds)}, {told['ballots']} in the box")
    return kinds


def test_a_kill_loses_no_vote(town: Crowd) -> None:
    assert kill_while_voting(town, 1, 4, 80)["thanks"] > 1


@pytest.mark.nightly
def test_thirty_kills_under_fifty_voters_lose_no_vote(town: Crowd) -> None:
    assert kill_while_voting(town, 30, 50, 2000)["thanks"] > 30


# The twin, last: it takes the guard away for good


def test_without_the_constraint_voters_get_several_ballots(town: Crowd) -> None:
    """What holds is the constraint of the database, and the tests above would see it missing."""
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite", "SQLite lets one writer in at a time, so there the votes do not meet at all"
        return
    run(town.given, "unguard")
    for _crowd in range(20):  # chance decides whether two of them meet
        everyone_votes_everywhere(town, town.come(2), 6)
        told = town.tell()
        if told["twice"]:
            break
    assert told["twice"] > 0
    assert told["envelopes"] > 2
