"""A ballot with a choice that stands nowhere else: after the vote it is in the box and in no log, session, trail, mail, admin or report."""

import logging

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.views.debug import ExceptionReporter

from participation.budgeting.actions.codes import make_codes
from participation.budgeting.models import Ballot, Choice, Participation, Proposal
from participation.budgeting.views import ballots
from tests.participation.budgeting.test_views import ballot_url, code_in, fields_of, send, url, voter_client

pytestmark = pytest.mark.django_db
SENTINEL = 987_654_321
# The box, and the lists of all proposals.
BOX = {"budgeting_choice", "budgeting_proposal", "budgeting_frozentext"}


@pytest.fixture
def sentinel_town(place, cast):
    from django.utils import timezone

    from tests.participation.budgeting.town import build_town

    town = build_town(place, cast, timezone.now(), state="preparation", may_replace=True)
    old = town.proposals["Skeittirampin korjaus"]
    Proposal.objects.filter(pk=old.pk).delete()
    old.pk = SENTINEL
    old.save(force_insert=True)
    town.publish()
    town.open()
    return town


def everything_but_the_box() -> str:
    """All rows of all tables that are not the box itself."""
    texts = []
    for model in apps.get_models():
        if model._meta.db_table not in BOX and model._meta.managed and not model._meta.proxy:
            texts += [str(row) for row in model._base_manager.values_list()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_cache")
        texts += [str(row) for row in cursor.fetchall()]
    return "\n".join(texts)


@pytest.mark.parametrize("way", ["account", "code", "replaced"])
def test_the_choice_is_in_the_box_and_nowhere_else(sentinel_town, caplog, capfd, way):
    town = sentinel_town
    cache.clear()
    client = voter_client(town) if way == "account" else Client()
    receipts = []
    with caplog.at_level(logging.DEBUG):
        if way == "code":
            _batch, [code] = make_codes(round=town.round, holder="x", count=1, by=town.keeper, now=town.now)
            client.post(url("ballot_code", town), {"voter_code": code})
        if way == "replaced":
            first = send(voter_client(town), town, town.ids("Valot"))
            client.post(url("ballot_replace", town), {"code": code_in(first)})
            fields = fields_of(client.get(url("replacing_ballot", town)))
            answer = client.post(url("replacing_ballot", town), {**fields, "proposals": [SENTINEL], "send": "1"})
            receipts.append(code_in(first))
        else:
            answer = send(client, town, [SENTINEL])
        receipts.append(code_in(answer))
        client.get(url("ballot", town))
    assert Choice.objects.filter(proposal_id=SENTINEL).count() == 1
    elsewhere = everything_but_the_box() + caplog.text + "".join(capfd.readouterr()) + str(dict(client.session)) + str(answer.headers)
    for word in (str(SENTINEL), *receipts, *(receipt.replace("-", "") for receipt in receipts)):
        assert word not in elsewhere
    assert all(str(SENTINEL) not in str(session.get_decoded()) for session in Session.objects.all())
    assert all(str(SENTINEL) not in morsel.value for morsel in client.cookies.values())


def test_nothing_of_the_box_is_in_the_admin():
    shown = {model._meta.label for model in admin.site._registry}
    assert not {label for label in shown if label.startswith("budgeting.")}


def test_an_error_report_of_a_vote_has_no_choice(sentinel_town, monkeypatch, rf):
    """The report that would be mailed or sent to an error tracker when storing a vote fails."""
    import sys

    town, reports = sentinel_town, []
    client = voter_client(town)
    fields = fields_of(client.get(ballot_url(town)))

    def fails(**_given):
        raise RuntimeError("the disk is full")

    real = ballots.sent_ballot

    def reported(request, *rest):
        try:
            return real(request, *rest)
        except RuntimeError:
            reports.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_text())
            raise

    monkeypatch.setattr(ballots, "cast_ballot", fails)
    monkeypatch.setattr(ballots, "sent_ballot", reported)
    with pytest.raises(RuntimeError):
        client.post(ballot_url(town), {**fields, "proposals": [str(SENTINEL)], "send": "1"})
    [report] = reports
    assert "the disk is full" in report
    assert str(SENTINEL) not in report
    assert not Ballot.objects.exists()
    assert not Participation.objects.exists()
