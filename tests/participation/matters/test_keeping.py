"""What the desk keeps: who works on what, calls of colleagues, own views, response templates; and the page of joining."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from participation.matters import actions
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind
from participation.matters.models import DeskFilter, Mention, ResponseTemplate
from people.models import AuditEvent, OutboxMail
from tests.participation.matters.story import HETU, fresh, leave
from tests.personas import sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
DESK = "/fi/tyopoyta/"
TEMPLATES = f"{DESK}vastauspohjat/"


@pytest.fixture
def at_desk(cast):
    return {name: sign_in(Client(), person) for name, person in cast.everyone().items()}


@pytest.fixture
def matter(place, desk):
    desk.now = timezone.now()
    return leave(place.lahti, kind=MatterKind.FEEDBACK, title="Penkki puuttuu pysäkiltä", topic=place.exercise, now=timezone.now())


def page_of(matter, word=""):
    return f"{DESK}asiat/{matter.reference}/" + (f"{word}/" if word else "")


def titles(answer):
    return {row.matter.title for group in answer.context["page"].groups for row in group.rows}


def note(client, matter, **words):
    return client.post(page_of(matter, "muistiinpano"), {"version": fresh(matter).version, "token": uuid4(), "text": "Katsotko?", **words})


# Who works on what


def test_one_takes_a_matter_gives_it_on_and_it_is_freed(at_desk, cast, matter):
    take, me = page_of(matter, "tekija"), str(cast.official.pk)
    assert at_desk["official"].post(take, {"assignee": "me", "seen": ""}).status_code == 302
    assert fresh(matter).assignee == cast.official
    assert titles(at_desk["official"].get(f"{DESK}?group=mine")) == {matter.title}
    assert "Tekijä: official@example.org" in at_desk["coordinator"].get(DESK).content.decode()
    assert titles(at_desk["coordinator"].get(f"{DESK}?group=nobody")) == set()
    assert at_desk["coordinator"].post(take, {"assignee": str(cast.moderator.pk), "seen": me}).status_code == 302
    assert at_desk["coordinator"].post(take, {"assignee": "", "seen": str(cast.moderator.pk)}).status_code == 302
    assert fresh(matter).assignee is None
    assert titles(at_desk["coordinator"].get(f"{DESK}?group=nobody")) == {matter.title}
    assert AuditEvent.objects.filter(event="desk.assigned").count() == 2
    assert AuditEvent.objects.filter(event="desk.unassigned").count() == 1


def test_two_take_at_once_and_the_second_hears_of_the_first(at_desk, cast, matter):
    for name, status in (("official", 302), ("official", 302), ("coordinator", 409)):
        assert at_desk[name].post(page_of(matter, "tekija"), {"assignee": "me", "seen": ""}).status_code == status
    assert fresh(matter).assignee == cast.official


@pytest.mark.parametrize("typed", ["0", "x", "99999999999999999999", "auditor", "county_official", "resident"])
def test_a_matter_is_given_only_to_those_who_work_here(at_desk, cast, matter, typed):
    chosen = str(getattr(cast, typed).pk) if hasattr(cast, typed) else typed
    assert at_desk["coordinator"].post(page_of(matter, "tekija"), {"assignee": chosen, "seen": ""}).status_code == 302
    assert fresh(matter).assignee is None


@pytest.mark.parametrize(("name", "status"), [("auditor", 403), ("county_coordinator", 404), ("resident", 403), ("anonymous", 302)])
def test_who_works_on_it_is_settled_by_those_who_answer(at_desk, matter, name, status):
    assert at_desk[name].post(page_of(matter, "tekija"), {"assignee": "me", "seen": ""}).status_code == status
    assert fresh(matter).assignee is None


def test_residents_never_see_who_works_on_what(at_desk, cast, desk, place):
    idea = desk.take(leave(place.lahti), "show")
    actions.assign_matter(matter=idea, assignee=cast.official, seen=None, by=cast.official, now=timezone.now())
    for address in (idea.reference, idea.code):
        assert "official@example.org" not in at_desk["anonymous"].get(f"/fi/asiat/{address}/").content.decode()


def test_a_matter_that_goes_elsewhere_leaves_its_worker(cast, desk, matter):
    actions.assign_matter(matter=matter, assignee=cast.official, seen=None, by=cast.official, now=timezone.now())
    desk.hand(matter)
    assert fresh(matter).assignee is None


# Calls


def test_a_called_colleague_sees_it_on_the_desk_gets_one_mail_and_says_when_it_is_seen(at_desk, cast, matter):
    token = uuid4()
    for _click in range(2):
        assert note(at_desk["coordinator"], matter, mentioned=[cast.official.pk], token=token).status_code == 302
    assert Mention.objects.count() == 1
    mail = OutboxMail.objects.get(to="official@example.org")
    assert matter.reference in mail.body
    assert matter.code not in mail.body
    assert matter.title not in mail.subject
    text = at_desk["official"].get(DESK).content.decode()
    assert "Sinua pyydettiin katsomaan" in text
    assert "Katsotko?" in text
    assert "@official@example.org" in at_desk["coordinator"].get(page_of(matter)).content.decode()
    assert "Sinua pyydettiin katsomaan" not in at_desk["moderator"].get(DESK).content.decode()
    assert "Sinua pyydettiin katsomaan" in at_desk["official"].get(page_of(matter)).content.decode()
    assert at_desk["official"].post(page_of(matter, "luettu"), {"desk": "1"}).url == DESK
    assert "Sinua pyydettiin katsomaan" not in at_desk["official"].get(DESK).content.decode()


def test_whoever_answers_a_call_with_a_note_has_seen_it(at_desk, cast, matter):
    note(at_desk["coordinator"], matter, mentioned=[cast.official.pk])
    note(at_desk["official"], matter, text="Katson huomenna.")
    assert Mention.objects.get().seen_at is not None


@pytest.mark.parametrize("who", ["county_official", "resident", "coordinator"])
def test_only_colleagues_who_see_the_matter_can_be_called(at_desk, cast, matter, who):
    answer = note(at_desk["coordinator"], matter, mentioned=[getattr(cast, who).pk])
    assert answer.status_code == 200
    assert not Mention.objects.exists()
    assert matter.steps.filter(kind=StepKind.NOTE).count() == 0


def test_a_call_to_somebody_elses_matter_is_not_seen_by_others(at_desk, cast, matter):
    assert at_desk["county_official"].post(page_of(matter, "luettu")).status_code == 404
    note(at_desk["coordinator"], matter, mentioned=[cast.official.pk])
    at_desk["moderator"].post(page_of(matter, "luettu"))
    assert Mention.objects.get().seen_at is None


# Own views


def test_a_view_is_kept_used_and_removed_by_its_owner_alone(at_desk, place, matter):
    leave(place.lahti, kind=MatterKind.FEEDBACK, title="Muu asia", now=timezone.now())
    here = at_desk["coordinator"]
    query = here.get(f"{DESK}?topic=liikunta&group=later&words=").context["filter"].query
    assert query == "group=later&topic=liikunta"
    assert here.post(f"{DESK}nakymat/uusi/", {"name": "Liikunnan asiat", "query": query}).url == f"{DESK}?{query}"
    for headers in ({}, {"HX-Request": "true"}):
        assert "Liikunnan asiat" in here.get(f"{DESK}nakymat/", headers=headers).content.decode()
        assert "Liikunnan asiat" not in at_desk["official"].get(f"{DESK}nakymat/", headers=headers).content.decode()
    assert f"{DESK}nakymat/" in here.get(DESK).content.decode()
    kept = DeskFilter.objects.get()
    assert titles(here.get(f"{DESK}?{kept.query}")) == {matter.title}
    at_desk["official"].post(f"{DESK}nakymat/{kept.pk}/poista/")
    assert DeskFilter.objects.count() == 1
    here.post(f"{DESK}nakymat/{kept.pk}/poista/")
    assert not DeskFilter.objects.exists()


def test_the_same_name_again_means_the_new_choices_and_rubbish_is_not_kept(at_desk, place):
    here = at_desk["coordinator"]
    for query in ("group=late", "group=mine"):
        here.post(f"{DESK}nakymat/uusi/", {"name": "Omat", "query": query})
    assert [(kept.name, kept.query) for kept in DeskFilter.objects.all()] == [("Omat", "group=mine")]
    for wrong in ({"name": "", "query": "group=late"}, {"name": "Tyhjä", "query": ""}, {"name": "Roska", "query": "group=zzz&x=<b>"},
                  {"name": "Muualle", "query": "https://example.org"}):  # fmt: skip
        assert here.post(f"{DESK}nakymat/uusi/", wrong).url.startswith(f"{DESK}?")
    assert DeskFilter.objects.count() == 1


# Response templates


@pytest.fixture
def template(place):
    return ResponseTemplate.objects.create(
        organisation=place.lahti, topic=place.exercise, title="Penkit", text_fi="Penkit tulevat keväällä.", text_sv="Bänkarna kommer."
    )


def test_a_template_is_written_mended_and_removed_by_those_who_answer(at_desk, place):
    words = {"version": "0", "title": "Penkit", "topic": place.exercise.pk, "text_fi": "Penkit tulevat.", "text_sv": "", "text_en": ""}
    assert at_desk["official"].post(f"{TEMPLATES}uusi/", words).status_code == 302
    row = ResponseTemplate.objects.get()
    assert (row.organisation, row.topic, row.version) == (place.lahti, place.exercise, 1)
    edit = f"{TEMPLATES}{row.pk}/"
    assert at_desk["coordinator"].post(edit, {**words, "version": "1", "text_fi": "Penkit tulevat pian."}).status_code == 302
    assert "Penkit tulevat pian." in at_desk["official"].get(TEMPLATES).content.decode()
    assert at_desk["official"].post(f"{edit}poista/", {"version": "1"}).status_code == 409
    assert at_desk["official"].post(f"{edit}poista/", {"version": "2"}).status_code == 302
    assert not ResponseTemplate.objects.exists()
    events = ["desk.template_removed", "desk.template_saved", "desk.template_saved"]
    assert sorted(AuditEvent.objects.filter(event__startswith="desk.template").values_list("event", flat=True)) == events


def test_of_two_who_mend_a_template_the_second_gets_both_texts(at_desk, template):
    edit = f"{TEMPLATES}{template.pk}/"
    words = {"version": "1", "title": "Penkit", "topic": "", "text_fi": "Ensimmäisen sanat"}
    assert at_desk["official"].post(edit, words).status_code == 302
    answer = at_desk["coordinator"].post(edit, {**words, "text_fi": "Toisen sanat"})
    assert answer.status_code == 409
    assert "Ensimmäisen sanat" in answer.content.decode()
    assert "Toisen sanat" in answer.content.decode()
    again = {**words, "text_fi": "Molempien sanat", "version": answer.context["form"]["version"].value()}
    assert at_desk["coordinator"].post(edit, again).status_code == 302


def test_bad_templates_are_said_at_the_field(at_desk, place, template):
    for words in ({"title": "", "text_fi": ""}, {"title": "Penkit", "text_fi": "Sama nimi"}, {"title": "Koodi", "text_fi": f"Hei {HETU}"}):
        answer = at_desk["official"].post(f"{TEMPLATES}uusi/", {"version": "0", **words})
        assert answer.status_code == 200
    assert ResponseTemplate.objects.count() == 1


@pytest.mark.parametrize(("name", "status"), [("moderator", 403), ("auditor", 403), ("resident", 403), ("county_official", 404)])
def test_templates_of_a_place_are_its_own(at_desk, template, name, status):
    edit = f"{TEMPLATES}{template.pk}/"
    assert at_desk[name].get(edit).status_code in (status, 404)
    assert at_desk[name].post(edit, {"version": "1", "title": "x", "text_fi": "x"}).status_code in (status, 404)
    assert at_desk[name].post(f"{edit}poista/", {"version": "1"}).status_code in (status, 404)
    template.refresh_from_db()
    assert template.title == "Penkit"


def test_a_template_comes_after_what_was_typed_in_the_senders_language_and_nothing_is_sent(at_desk, place, matter, template):
    other = ResponseTemplate.objects.create(organisation=place.heinola, title="Heinolan", text_fi="x")
    swedish = leave(place.lahti, kind=MatterKind.FEEDBACK, topic=place.exercise, language="sv", now=timezone.now())
    for row, expected in ((matter, "Hei!\n\nPenkit tulevat keväällä."), (swedish, "Hei!\n\nBänkarna kommer.")):
        page = at_desk["official"].get(page_of(row)).content.decode()
        assert "Penkit" in page
        assert "Heinolan" not in page
        words = {"version": 1, "token": uuid4(), "text": "Hei!", "came_of_it": "Uusi penkki", "insert_template": "1"}
        answer = at_desk["official"].post(page_of(row, "vastaa"), {**words, "template": template.pk})
        assert answer.context["form"]["text"].value() == expected
        assert answer.context["form"]["came_of_it"].value() == "Uusi penkki"
        assert not answer.context["form"].errors
        for wrong in (other.pk, "", "x"):
            answer = at_desk["official"].post(page_of(row, "vastaa"), {**words, "template": wrong})
            assert answer.context["form"]["text"].value() == "Hei!"
        assert fresh(row).state == MatterState.OPEN


# Joining


def join(client, matter, into, **words):
    return client.post(
        page_of(matter, "yhdista"), {"into": into.reference, "version": fresh(matter).version, "token": uuid4(), "text": "", **words}
    )


@pytest.fixture
def twin(place, matter):
    return leave(place.lahti, kind=MatterKind.FEEDBACK, title="Pysäkiltä puuttuu penkki", now=timezone.now())


def test_the_one_alike_is_proposed_what_moves_is_told_and_then_they_are_joined(at_desk, matter, twin):
    here = at_desk["coordinator"]
    assert twin.title in here.get(page_of(matter)).content.decode()
    page = here.get(page_of(matter, "yhdista"))
    assert [similar.matter for similar in page.context["page"].found] == [twin]
    text = here.get(f"{page_of(matter, 'yhdista')}?into={twin.reference}").content.decode()
    assert "Tätä ei voi perua." in text
    assert fresh(matter).state == MatterState.OPEN
    answer = join(here, matter, twin)
    assert (answer.status_code, answer.url) == (302, page_of(twin))
    assert (fresh(matter).state, fresh(matter).merged_into) == (MatterState.MERGED, twin)


def test_the_other_one_is_found_by_its_number_or_words(at_desk, place, matter):
    other = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Uimahalli auki aamuisin", now=timezone.now())
    for words in (other.reference.upper(), "uimahallin aamut"):
        page = at_desk["coordinator"].get(page_of(matter, "yhdista"), {"haku": words})
        assert [similar.matter for similar in page.context["page"].found] == [other], words
    assert not at_desk["coordinator"].get(page_of(matter, "yhdista"), {"haku": "xyzzyxyzzy"}).context["page"].found


def test_joining_to_oneself_to_another_desk_or_to_nothing_does_nothing(at_desk, place, matter):
    elsewhere = leave(place.heinola, kind=MatterKind.FEEDBACK, now=timezone.now())
    for into in (matter, elsewhere):
        assert join(at_desk["coordinator"], matter, into).status_code == 200
    assert at_desk["coordinator"].post(page_of(matter, "yhdista"), {}).status_code == 200
    assert fresh(matter).state == MatterState.OPEN


def test_joining_an_old_page_tells_what_happened_and_keeps_the_words(at_desk, desk, matter, twin):
    seen = fresh(matter).version
    desk.route(matter)
    answer = join(at_desk["coordinator"], matter, twin, version=seen, text="Sama asia.")
    assert answer.status_code == 409
    assert "Sama asia." in answer.content.decode()
    again = answer.context["form"]["version"].value()
    assert join(at_desk["coordinator"], matter, twin, version=again, text="Sama asia.").status_code == 302


@pytest.mark.parametrize(("name", "status"), [("official", 403), ("auditor", 403), ("county_coordinator", 404), ("resident", 403)])
def test_joining_is_for_those_who_route(at_desk, matter, twin, name, status):
    assert at_desk[name].get(page_of(matter, "yhdista")).status_code == status
    assert join(at_desk[name], matter, twin).status_code == status


# Budgets


@pytest.mark.parametrize("count", [1, 12])
def test_the_desk_with_everything_on_it_asks_the_same_few_questions(at_desk, cast, place, matter, template, count):
    here = at_desk["official"]
    for number in range(count):
        row = leave(place.lahti, kind=MatterKind.FEEDBACK, title=f"Penkki {number}", topic=place.exercise, now=timezone.now())
        actions.assign_matter(matter=row, assignee=cast.official, seen=None, by=cast.official, now=timezone.now())
        actions.add_note(matter=row, text="Katso", mentioned=[cast.official], by=cast.coordinator, now=timezone.now())
        actions.keep_filter(name=f"Näkymä {number}", query=f"group=late&words={number}", by=cast.official, now=timezone.now())
        words = actions.DraftWords(text="Kyllä", outcome=Outcome.REPLY)
        actions.save_draft(matter=row, words=words, by=cast.official, now=timezone.now(), seen=1, version=0)
    for address in (DESK, page_of(row), TEMPLATES):
        here.get(address)
        with assert_queries():
            here.get(address)
