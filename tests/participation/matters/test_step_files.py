"""Files that officials send with a step, and single files that a moderator hides: seen by those who may, gone for the others."""

from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from participation.matters import actions
from participation.matters.actions.attachments import ask_file_review, attach, hide_file, show_file
from participation.matters.enums import HideReason, MatterKind, Outcome
from participation.matters.models import Attachment, Step
from people.models import AuditEvent, OutboxMail
from portal.exceptions import ChangedMeanwhile, NotPermitted, NotVisible, RuleBroken
from tests.participation.feedback.hostile import EVERY, JPEG, MARK, paper
from tests.participation.matters.story import HETU, fresh, leave, post_of
from tests.personas import NOW, sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
PDF = paper(lambda pdf: None)


def upload(content=JPEG, name="kuva.jpg", type="image/jpeg"):
    return SimpleUploadedFile(name, content, type)


def status(client, url):
    answer = client.get(url)
    answer.getvalue()
    return answer.status_code


@pytest.fixture
def official(cast):
    return sign_in(Client(), cast.official)


@pytest.fixture
def moderator(cast):
    return sign_in(Client(), cast.moderator)


def send(client, matter, word, **words):
    row = fresh(matter)
    return client.post(f"/fi/tyopoyta/asiat/{matter.reference}/{word}/", {"version": row.version, "token": str(uuid4()), **words})


def answer_with_files(official, matter, **more):
    plan = upload(PDF, "oma nimi.pdf", "application/pdf")
    given = {"text": "Tässä suunnitelma.", "outcome": Outcome.REPLY, "draft": 0, "file_1": plan, "file_2": upload(), "alt_2": "Ranta"}
    return send(official, matter, "vastaa", **{**given, **more})


def address(file, word=None):
    return f"/fi/asiat/{word or file.matter.reference}/liitteet/{file.pk}/"


# With a step


def test_files_of_an_answer_stand_with_the_answer_for_everyone(place, desk, official, visitor):
    idea = desk.take(leave(place.lahti), "show")
    assert answer_with_files(official, idea).status_code == 302
    document, photo = Attachment.objects.order_by("pk")
    assert document.step == photo.step == Step.objects.get(kind="answered")
    with assert_queries():
        page = visitor.get(f"/fi/asiat/{idea.reference}/")
    [answer] = page.context["page"].answers
    assert [file.url for file in answer.files] == [address(document), address(photo)]
    assert page.context["page"].files == []
    assert "oma nimi" not in page.content.decode()
    assert page.content.decode().count('alt="Ranta"') == 1
    assert [status(visitor, address(file)) for file in (document, photo)] == [200, 200]


def test_files_of_other_steps_stand_on_the_path_and_those_of_notes_on_the_desks_alone(place, desk, official, visitor):
    idea = desk.take(leave(place.lahti), "show")
    assert send(official, idea, "valmistele", text="Mittaamme.", file_1=upload(), alt_1="Mittaus").status_code == 302
    assert send(official, idea, "muistiinpano", text="Sisäistä.", file_1=upload(), alt_1="Sisäinen kuva").status_code == 302
    shown, inner = Attachment.objects.order_by("pk")
    path = visitor.get(f"/fi/asiat/{idea.reference}/").context["page"].steps
    assert [file.alt for step in path for file in step.files] == ["Mittaus"]
    with assert_queries():
        desk_path = official.get(f"/fi/tyopoyta/asiat/{idea.reference}/").context["page"].steps
    assert [(file.alt, file.note) for step in desk_path for file in step.files] == [
        ("Mittaus", ""), ("Sisäinen kuva", "Vain työpöydät näkevät tämän.")
    ]  # fmt: skip
    assert (status(visitor, address(shown)), status(visitor, address(inner))) == (200, 404)
    assert status(visitor, address(inner, idea.code)) == 404, "not even the sender"


def test_files_of_a_private_answer_are_its_senders_and_the_desks(place, official, visitor):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)
    assert answer_with_files(official, matter).status_code == 302
    file = Attachment.objects.order_by("pk").last()
    page = visitor.get(f"/fi/asiat/{matter.code}/").content.decode()
    assert address(file, matter.code) in page
    assert status(visitor, address(file, matter.code)) == 200
    assert status(Client(), address(file)) == 404


def test_the_sender_of_a_joined_matter_gets_the_files_of_the_common_answer_and_never_the_others(place, cast, official, visitor):
    kept, joined = (leave(place.lahti, kind=MatterKind.FEEDBACK, title=title) for title in ("Melu", "Sama melu"))
    own = attach(matter=kept, upload=upload(), alt="Oma", is_public=False, now=NOW)
    assert send(official, kept, "valmistele", text="Ennen.", file_1=upload(), alt_1="Ennen").status_code == 302
    before = Attachment.objects.order_by("pk").last()
    actions.merge_matters(matter=fresh(joined), into=fresh(kept), by=cast.coordinator, now=timezone.now())
    assert answer_with_files(official, kept).status_code == 302
    photo = Attachment.objects.order_by("pk").last()
    page = visitor.get(f"/fi/asiat/{joined.code}/").content.decode()
    assert address(photo, joined.code) in page
    seen = {file.pk: status(visitor, address(file, joined.code)) for file in (photo, own, before)}
    assert seen == {photo.pk: 200, own.pk: 404, before.pk: 404}


@pytest.mark.parametrize("hostile", [one for one in EVERY if not one.kept][::6], ids=lambda one: one.name)
def test_a_file_that_will_not_do_is_told_beside_the_field_and_the_step_is_not_taken(place, official, hostile):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, reply_email="a@example.org")
    mails = OutboxMail.objects.count()
    answer = answer_with_files(official, matter, file_1=upload(hostile.content, hostile.file, hostile.type))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "govuk-error-message" in text or "error-message" in text
    assert "Tässä suunnitelma." in text, "what was typed stays"
    assert "Valitse tiedostot uudelleen" in text
    assert MARK.decode() not in text
    assert not Attachment.objects.exists()
    assert not Step.objects.filter(kind="answered").exists()
    assert OutboxMail.objects.count() == mails


def test_a_step_that_is_refused_keeps_no_file(place, official):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)
    answer = answer_with_files(official, matter, outcome=Outcome.YES)  # a yes without what comes next
    assert answer.status_code == 200
    assert not Attachment.objects.exists()
    assert not default_storage.exists("attachments") or not any(default_storage.listdir("attachments"))


def test_the_same_form_twice_is_one_step_with_its_files_once(place, official):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)
    words = {"version": matter.version, "token": str(uuid4())}
    for _click in range(2):
        assert answer_with_files(official, matter, **words).status_code == 302
    assert (Step.objects.filter(kind="answered").count(), Attachment.objects.count()) == (1, 2)


def test_a_draft_says_that_it_keeps_no_files_and_an_identity_code_in_their_words_is_stopped(place, official):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)
    given = {"version": matter.version, "token": str(uuid4()), "draft": 0, "text": "Alku"}
    kept = official.post(f"/fi/tyopoyta/asiat/{matter.reference}/luonnos/", {**given, "file_1": upload()})
    assert "Luonnos ei säilytä tiedostoja." in kept.content.decode()
    assert "Alku" in kept.content.decode()
    assert official.post(f"/fi/tyopoyta/asiat/{matter.reference}/luonnos/", given).status_code == 302
    stopped = answer_with_files(official, matter, draft=1, alt_2=f"Kortti {HETU}")
    assert "131052-•••T" in stopped.content.decode()
    assert not Attachment.objects.exists()


# Hidden by a moderator


@pytest.fixture
def pictured(place, desk):
    """A shown idea with two pictures."""
    idea = leave(place.lahti, reply_email="a@example.org")
    files = [attach(matter=idea, upload=upload(), alt=alt, is_public=True, now=NOW) for alt in ("Penkki", "Naapuri")]
    return desk.take(idea, "show"), files


def hide(client, file, **words):
    given = {"reason": HideReason.PERSON, "text": "Kuvasta tunnistaa ihmisen."}
    return client.post(f"/fi/tyopoyta/asiat/{file.matter.reference}/liitteet/{file.pk}/", {**given, **words})


def test_a_moderator_hides_one_picture_and_the_text_and_the_others_stay(pictured, moderator, official, visitor):
    idea, (kept, hidden) = pictured
    link = f"/fi/tyopoyta/asiat/{idea.reference}/liitteet/{hidden.pk}/"
    assert link in moderator.get(f"/fi/tyopoyta/asiat/{idea.reference}/").content.decode()
    assert link in moderator.get(f"/fi/tyopoyta/tarkistus/idea/{idea.reference}/").content.decode()
    with assert_queries():
        assert moderator.get(link).status_code == 200
    assert hide(moderator, hidden).status_code == 302
    page = visitor.get(f"/fi/asiat/{idea.reference}/")
    assert [file.alt for file in page.context["page"].files] == ["Penkki"]
    assert (status(visitor, address(kept)), status(visitor, address(hidden))) == (200, 404)
    own = visitor.get(f"/fi/asiat/{idea.code}/").content.decode()
    assert "Kuvasta tunnistaa ihmisen." in own
    assert "tunnistaa jonkun" in own, "the reason of the list, in words"
    assert status(visitor, address(hidden, idea.code)) == 200
    assert status(official, address(hidden)) == 200, "the desks still see it"
    [event] = AuditEvent.objects.filter(event="matter.file_hidden")
    assert idea.code not in str(event.facts)


def test_it_is_shown_again_to_those_who_saw_it(pictured, moderator, visitor):
    idea, (_kept, hidden) = pictured
    hide(moderator, hidden)
    assert moderator.post(f"/fi/tyopoyta/asiat/{idea.reference}/liitteet/{hidden.pk}/", {"show": "1"}).status_code == 302
    assert status(visitor, address(hidden)) == 200
    assert AuditEvent.objects.filter(event="matter.file_shown").count() == 1


def test_a_hidden_file_is_in_no_interface(pictured, moderator, visitor):
    idea, (kept, hidden) = pictured
    hide(moderator, hidden)
    told = visitor.get(f"/georeport/v2/requests/{idea.reference}.json?jurisdiction_id=lahti&extensions=true").content.decode()
    assert f"liitteet/{kept.pk}/" in told
    assert f"liitteet/{hidden.pk}/" not in told


def test_a_file_of_a_step_that_is_hidden_is_the_desks_alone(place, desk, official, moderator, visitor):
    matter = desk.take(leave(place.lahti), "show")
    answer_with_files(official, matter)
    file = Attachment.objects.order_by("pk").last()
    assert hide(moderator, file).status_code == 302
    assert status(visitor, address(file, matter.code)) == 404
    assert status(official, address(file)) == 200


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"text": " "}, {"text": f"Se on {HETU}."}])
def test_without_a_reason_or_with_an_identity_code_nothing_is_hidden(pictured, moderator, visitor, wrong):
    file = pictured[1][1]
    assert hide(moderator, file, **wrong).status_code == 200
    assert status(visitor, address(file)) == 200


def test_of_two_moderators_the_first_reason_stands_and_the_second_keeps_the_words(pictured, cast, moderator):
    file = pictured[1][1]
    assert hide(moderator, file).status_code == 302
    assert hide(moderator, file).status_code == 302, "a double click is one decision"
    second = hide(sign_in(Client(), cast.coordinator), file, text="Toinen syy.")
    assert second.status_code == 409
    for words in ("Toinen syy.", "Kuvasta tunnistaa ihmisen.", "Joku piilotti tiedoston"):
        assert words in second.content.decode(), words
    assert AuditEvent.objects.filter(event="matter.file_hidden").count() == 1
    with pytest.raises(ChangedMeanwhile):
        hide_file(file=file, reason=HideReason.INSULT, text="Kolmas.", by=cast.moderator, now=NOW)


def test_what_others_do_not_see_anyhow_is_not_hidden(place, cast, moderator):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)
    file = attach(matter=matter, upload=upload(), alt="", is_public=False, now=NOW)
    assert "Muut eivät näe tätä tiedostoa muutenkaan." in moderator.get(
        f"/fi/tyopoyta/asiat/{matter.reference}/liitteet/{file.pk}/"
    ).content.decode()
    with pytest.raises(RuleBroken):
        hide_file(file=file, reason=HideReason.PERSON, text="Syy.", by=cast.moderator, now=NOW)


# The sender hears it, and somebody else looks again


def mails_to(address):
    return list(OutboxMail.objects.filter(to=address).order_by("pk"))


def page_of(file):
    return f"/fi/tyopoyta/asiat/{file.matter.reference}/liitteet/{file.pk}/"


def ask(client, file, text="Kuvassa on vain minun penkkini.", **words):
    given = {"text": text, "token": str(uuid4()), **words}
    return client.post(f"/fi/asiat/{file.matter.code}/liitteet/{file.pk}/uusi-arvio/", given)


def test_the_sender_of_a_hidden_file_is_told_once_why_and_how_to_ask_for_a_review(pictured, moderator):
    idea, (_kept, file) = pictured
    OutboxMail.objects.all().delete()
    for _click in range(2):
        assert hide(moderator, file).status_code == 302
    [told] = mails_to("a@example.org")
    assert "tunnistaa jonkun" in told.body, "the reason of the list"
    assert "Kuvasta tunnistaa ihmisen." in told.body, "the moderator's own words"
    assert "pyydä uutta arviota tiedoston kohdalla" in told.body
    assert f"/fi/asiat/{idea.code}/" in told.body
    assert OutboxMail.objects.count() == 1, "the reason is told to nobody else"


def test_a_hidden_file_is_no_step_of_the_path_that_others_read_and_disturbs_nobody_who_writes(pictured, place, cast, moderator, visitor):
    idea, (_kept, file) = pictured
    before = visitor.get(f"/fi/asiat/{idea.reference}/").context["page"].steps
    hide(moderator, file)
    assert visitor.get(f"/fi/asiat/{idea.reference}/").context["page"].steps == before
    assert "Kuvasta tunnistaa" not in visitor.get(f"/fi/asiat/{idea.reference}/").content.decode()
    assert "Kuvasta tunnistaa" in sign_in(Client(), cast.coordinator).get(f"/fi/tyopoyta/asiat/{idea.reference}/").content.decode()
    actions.route_matter(matter=idea, post=post_of(place.lahti), by=cast.coordinator, now=NOW, version=idea.version)


def test_another_moderator_looks_again_when_the_sender_asks_once(pictured, cast, moderator, visitor):
    idea, (_kept, file) = pictured
    hide(moderator, file)
    OutboxMail.objects.all().delete()
    assert f"liitteet/{file.pk}/uusi-arvio/" in visitor.get(f"/fi/asiat/{idea.code}/").content.decode()
    assert visitor.get(f"/fi/asiat/{idea.code}/liitteet/{file.pk}/uusi-arvio/").status_code == 200
    assert ask(visitor, file).status_code == 302
    assert [mail.to for mail in OutboxMail.objects.all()] == [cast.coordinator.email], "not the one who hid it, and not the sender"
    assert "uusi-arvio" not in visitor.get(f"/fi/asiat/{idea.code}/").content.decode()
    assert "jo pyydetty" in ask(visitor, file).content.decode()

    second = sign_in(Client(), cast.coordinator)
    with assert_queries():
        queue = second.get("/fi/tyopoyta/tarkistus/")
    [item] = [item for item in queue.context["page"].items if item.kind == "liite"]
    assert item.url == page_of(file)
    assert item.can_show
    page = second.get(item.url).content.decode()
    assert "vain minun penkkini" in page
    own = moderator.get(page_of(file)).content.decode()
    assert "Näytä tiedosto taas" not in own
    assert "uusi arvio kuuluu jollekulle muulle" in own
    assert moderator.post(page_of(file), {"show": "1"}).status_code == 403
    assert hide(moderator, file, text="Edelleen ei.").status_code == 403

    seen = {"seen": item.version}
    assert second.post(page_of(file), {"show": "1", **seen}).status_code == 302
    assert status(visitor, address(file)) == 200
    assert "näytetään taas" in mails_to("a@example.org")[-1].body
    assert sign_in(Client(), cast.coordinator).get("/fi/tyopoyta/tarkistus/").context["page"].items == []


def test_a_review_may_keep_the_file_hidden_and_the_sender_hears_it_without_a_second_way(pictured, cast, moderator, visitor):
    idea, (_kept, file) = pictured
    hide(moderator, file)
    ask(visitor, file)
    assert hide(sign_in(Client(), cast.coordinator), file, seen=2).status_code == 302
    told = mails_to("a@example.org")[-1]
    assert "Kuvasta tunnistaa ihmisen." in told.body
    assert "pyydä uutta arviota" not in told.body
    assert status(visitor, address(file)) == 404
    assert "Toinen moderaattori on katsonut" in visitor.get(f"/fi/asiat/{idea.code}/").content.decode()
    with pytest.raises(RuleBroken):
        ask_file_review(file=file, text="Taas.", by=cast.resident, code=idea.code, now=NOW)


def test_the_county_decides_a_review_and_sees_no_other_hidden_file(pictured, cast, moderator, visitor):
    other, file = pictured[1]
    county = sign_in(Client(), cast.county_coordinator)
    hide(moderator, other)
    hide(moderator, file)
    assert county.get(page_of(file)).status_code == 404
    ask(visitor, file)
    assert county.get(page_of(file)).status_code == 200
    assert status(county, address(file)) == 200
    assert county.get(page_of(other)).status_code == 404
    assert status(county, address(other)) == 404
    assert [item.key for item in county.get("/fi/tyopoyta/tarkistus/").context["page"].items] == [str(file.pk)]
    assert county.post(page_of(file), {"show": "1", "seen": 2}).status_code == 302
    assert status(visitor, address(file)) == 200


def test_two_who_decide_a_review_end_in_one_decision(pictured, cast, moderator, visitor):
    file = pictured[1][1]
    hide(moderator, file)
    ask(visitor, file)
    assert sign_in(Client(), cast.county_coordinator).post(page_of(file), {"show": "1", "seen": 2}).status_code == 302
    late = hide(sign_in(Client(), cast.coordinator), file, seen=2, text="Minusta ei.")
    assert late.status_code == 409
    assert "Minusta ei." in late.content.decode()
    assert status(visitor, address(file)) == 200


def test_only_the_sender_asks_and_only_for_a_hidden_file(pictured, cast, moderator, visitor):
    idea, (shown, file) = pictured
    hide(moderator, file)
    with pytest.raises(NotVisible):
        ask_file_review(file=file, text="Minä.", by=cast.resident, code=idea.reference, now=NOW)
    assert Client().get(f"/fi/asiat/{idea.reference}/liitteet/{file.pk}/uusi-arvio/").status_code == 404
    assert "ei ole enää piilossa" in ask(visitor, shown).content.decode()
    assert "131052-•••T" in ask(visitor, file, text=f"Olen {HETU}.").content.decode()
    assert not Step.objects.filter(kind="file_review").exists()
    assert ask(visitor, file, text=" ").status_code == 200


def test_a_file_of_the_desks_has_no_sender_who_would_be_told(place, desk, official, moderator):
    matter = desk.take(leave(place.lahti, reply_email="a@example.org"), "show")
    answer_with_files(official, matter)
    OutboxMail.objects.all().delete()
    assert hide(moderator, Attachment.objects.order_by("pk").last()).status_code == 302
    assert not OutboxMail.objects.exists()
    assert AuditEvent.objects.filter(event="matter.file_hidden").count() == 1


def test_whoever_hid_it_may_show_it_again_until_a_review_is_asked_for(pictured, cast, moderator, visitor):
    file = pictured[1][1]
    hide(moderator, file)
    show_file(file=file, by=cast.moderator, now=NOW)
    hide(moderator, file)
    ask(visitor, file)
    with pytest.raises(NotPermitted):
        show_file(file=file, by=cast.moderator, now=NOW)
