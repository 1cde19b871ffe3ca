"""The pages that the table of addresses does not name: forms with errors, receipts, accounts, work under way, refusals."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from interfaces.networks.models import Membership
from organisations.models import Body
from participation.budgeting.actions.ballots import cast_ballot
from participation.budgeting.actions.changes import Reason, cancel_round, extend_voting
from participation.budgeting.actions.codes import make_codes
from participation.budgeting.actions.kiosks import open_kiosk
from participation.budgeting.actions.rounds import begin_phase
from participation.budgeting.enums import BallotType, RoundState, TieRule
from participation.budgeting.models import Proposal, Round
from participation.feedback.actions.imports import read_batch
from participation.feedback.actions.moderation import ask_comment_review, hide_comment
from participation.feedback.enums import CommentState, ImportFormat
from participation.feedback.models import Comment
from participation.matters.actions import DraftWords, save_draft
from participation.matters.actions.attachments import ask_file_review, hide_file
from participation.matters.actions.following import follow
from participation.matters.enums import DeclineReason, HideReason, MatterKind, Outcome
from participation.matters.models import Attachment, Matter
from participation.matters.queries.endings import Ending, Ends, token_of
from participation.matters.queries.following import Follower, thing_of
from participation.matters.rules import AWAITING
from people.enums import Role
from people.models import Person, User
from portal.enums import JobError, JobState
from portal.models import Job
from reports.rounds.models import Passage
from tests.participation.budgeting.town import Town, build_town
from tests.participation.matters.story import leave
from tests.personas import NOW, PASSWORD, invite
from tests.repository.access_table import (
    CELL,
    DECIDED,
    LAHTI,
    PLACE_FOLLOWED,
    ROUND,
    a_paper_batch,
    a_subscriber,
    a_winner,
    an_attachment,
)
from tests.world import World
from wellbeing.indicators.models import Indicator, Observation

YEAR = timezone.localdate().year  # the demo's report is this year's
LANGUAGES = ("fi", "sv", "en")
NOBODY = AnonymousUser()
IDENTITY_CODE = "Soita minulle, tunnukseni on 131052-308T."
IDENTITY_CARDS = {"fi": "131052-308T", "sv": "010190-123M", "en": "131052-308T"}
TOLD = {"kind": "idea", "title": "Penkki Launeen pysäkille", "text": "Pysäkillä ei voi istua.", "reply": "code"}
# Drawn by name through tests/journeys/rooms.py: what leads to them has its own tests.
BY_NAME = (
    "400.html",
    "409.html",
    "429.html",
    "500.html",
    "account/signup_closed.html",
    "account/verified_email_required.html",
    "organisations/empty.html",
)


@dataclass(frozen=True)
class Visit:
    """A page, or with `sent` the answer to the form on it that has the field `form`. `status` is what the last answer must be."""

    name: str
    reader: Person
    url: str
    sent: Mapping[str, Any] | None = None
    form: str = "main form[method=post]"
    status: int = 200


@dataclass
class Company:
    """Those whom only these pages need."""

    forgetful: User
    pending: User
    without_password: User
    careful: User
    voters: dict[str, User]
    jobs: dict[str, Job] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)


def resident(world: World, name: str) -> User:
    user = invite(name, world.lahti, Role.RESIDENT)
    User.objects.filter(pk=user.pk).update(home_municipality=world.lahti, birth_year=1955, identified_at=NOW)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def gather(world: World) -> Company:
    """Make the people and the work that the pages show."""
    company = Company(
        forgetful=resident(world, "forgetful"),
        pending=resident(world, "pending"),
        without_password=resident(world, "without-password"),
        careful=resident(world, "careful"),
        voters={language: resident(world, f"voter-{language}") for language in LANGUAGES},
    )
    EmailAddress.objects.create(user=company.pending, email="new@example.org", verified=False, primary=False)
    company.without_password.set_unusable_password()
    company.without_password.save(update_fields=["password"])
    TOTP.activate(company.careful, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(company.careful)
    Passage.objects.filter(round__year=YEAR, key="summary").update(version=7)
    now = timezone.now()
    for state, more in {
        JobState.QUEUED: {}, JobState.RUNNING: {"attempt": 1, "done": 3, "total": 12},
        JobState.FAILED: {"attempt": 3, "done": 3, "total": 12, "error": JobError.LOST, "finished_at": now},
        JobState.DONE: {"attempt": 1, "done": 12, "total": 12, "finished_at": now},
    }.items():  # fmt: skip
        job = Job(
            kind=world.job.kind,
            result={"year": YEAR},
            state=state,
            started_by=world.cast.county_official.pk,
            created_at=now,
            heartbeat_at=now,
            **more,
        )
        Job.objects.bulk_create([job])
        company.jobs[state.value] = job
    rounds_of_heinola(world, company)
    results_of_towns(world)
    return company


def results_of_towns(world: World) -> None:
    """Results of single towns, which the demo's documents do not give."""
    indicator = Indicator.objects.get(number=288)
    for place, value in ((world.lahti, 7), (world.heinola, 9)):
        Observation.objects.create(
            indicator=indicator, organisation=place, year=YEAR - 1, value=value, source="x", recorded_at=NOW, is_example=True
        )


def rounds_of_heinola(world: World, company: Company) -> None:
    """A round in each state that the demo's rounds have left behind: `osbu-<state>`."""
    place = SimpleNamespace(
        lahti=world.heinola, heinola=world.heinola, board=Body.objects.filter(organisation=world.heinola).first()
    )
    cast = SimpleNamespace(coordinator=world.cast.other_coordinator)

    def town(name: str, state: str, **rules: Any) -> Town:
        made = build_town(place, cast, timezone.now(), state=state, tie_rule=TieRule.DRAW, **rules)
        Round.objects.filter(pk=made.round.pk).update(slug=f"osbu-{name}")
        return made

    town("preparation", "preparation")
    town("published", "published")
    today = timezone.localdate()
    days = {"ideas_open_on": today, "ideas_close_on": today + timedelta(days=30), "proposals_on": today + timedelta(days=90)}
    for name, steps in {"ideas": ["ideas"], "co-creation": ["ideas", "co_creation"], "assessment": ["assessment"]}.items():
        round = town(name, "preparation", **days).round
        for step in steps:
            begin_phase(round=round, to=RoundState(step), by=cast.coordinator)
    gone = town("cancelled", "voting")
    later = gone.round.voting_closes_at + timedelta(days=1)
    extend_voting(round=gone.round, closes_at=later, reason=Reason("Kirjautuminen ei toiminut."), by=cast.coordinator)
    cancel_round(round=gone.round, reason=Reason("Rahaa ei myönnetty."), by=cast.coordinator)
    town("a-number", "voting", ballot_type=BallotType.K_APPROVAL, max_choices=2)
    at_points(town("replaced", "voting", may_replace=True), company)
    town("points", "voting", ballot_type=BallotType.POINTS, max_points=10)
    town("ranking", "voting", ballot_type=BallotType.RANKING, max_choices=3)
    town("counting", "voting").close()
    tie = town("tie", "voting")
    tie.votes(*[("pohjoinen", tie.ids(title)) for title in ("Lintutorni", "Uimaportaat")])
    tie.close()
    tie.count()
    counted = town("counted", "voting")
    counted.close()
    counted.count()


def at_points(town: Town, company: Company) -> None:
    """A voting point with a code for a voter, and a sent vote of each language to replace."""
    now = timezone.now()
    company.codes["kiosk"] = open_kiosk(round=town.round, place="Pääkirjasto", by=town.keeper, now=now)[1]
    for language in LANGUAGES:
        _batch, [code, other] = make_codes(round=town.round, holder="Koulu", count=2, by=town.keeper, now=now)
        company.codes[language] = code
        company.receipts[language] = cast_ballot(
            round=town.round, area=town.area("etela"), voter=NOBODY, choices=town.ids("Valot"), now=now, voter_code=other
        )


def replaced(reader: Person, company: Company, language: str) -> Iterator[Visit]:
    """A receipt entered, its ballot filled in anew, and the new receipt; only readers with an account keep their cookies in the crawl."""
    place = {"slug": "heinola", "round": "osbu-replaced"}
    enter, ballot = reverse("ballot_replace", kwargs=place), reverse("replacing_ballot", kwargs=place)
    two = Proposal.objects.filter(area__round__slug="osbu-replaced", area__slug="etela").order_by("cost")
    yield Visit("ballot: replace, unknown", reader, enter, {"code": "K7QF-2MWD-K7QF-2MWD-K7QF-2MWD"}, "form:has([name=code])")
    yield Visit("ballot: replace, begun", reader, enter, {"code": company.receipts[language]}, "form:has([name=code])")
    yield Visit("ballot: replace, nothing", reader, ballot, {"send": "1"}, "form:has([name=receipt])")
    yield Visit("ballot: replaced", reader, ballot, {"proposals": [str(two[0].pk)], "send": "1"}, "form:has([name=receipt])")
    yield Visit("receipt: may be replaced", reader, reverse("receipt_check", kwargs=place))


def voting_point(reader: Person, company: Company, language: str) -> Iterator[Visit]:
    """A device is bound, a voter votes on it, and the next one finds its start."""
    place = {"slug": "heinola", "round": "osbu-replaced"}
    start, ballot = reverse("kiosk", kwargs=place), reverse("kiosk_ballot", kwargs=place)
    one = Proposal.objects.filter(area__round__slug="osbu-replaced", area__slug="etela").order_by("cost").first()
    yield Visit("kiosk: wrong code", reader, start, {"kiosk_code": "K7QF-2MWD-9XTB"}, "form:has([name=kiosk_code])")
    yield Visit("kiosk: bound", reader, start, {"kiosk_code": company.codes["kiosk"]}, "form:has([name=kiosk_code])")
    yield Visit("kiosk: errors", reader, start, {"voter_code": "K7QF-2MWD-9XTB"}, "form:has([name=voter_code])")
    yield Visit("kiosk: area", reader, start, {"voter_code": company.codes[language]}, "form:has([name=voter_code])")
    sent = {"proposals": [str(one.pk)], "send": "1"}
    yield Visit("kiosk: receipt", reader, f"{ballot}?alue=etela", sent, "form:has([name=receipt])")
    yield Visit("kiosk: next voter", reader, start)


def refusals(world: World) -> Iterator[Visit]:
    yield Visit("404", NOBODY, f"{reverse('municipality_front', kwargs=LAHTI)}ei-ole/", status=404)
    yield Visit("403", world.cast.resident, reverse("roles", kwargs=LAHTI), status=403)
    for template in BY_NAME:
        yield Visit(template, NOBODY, reverse("drawn_by_name", args=[template]))


def accounts(world: World, company: Company) -> Iterator[Visit]:
    login, mail = reverse("account_login"), EmailAddress.objects.get(user=company.forgetful)
    yield Visit("login", NOBODY, login)
    yield Visit("login: errors", NOBODY, login, {"login": "", "password": ""}, "form:has([name=password])")
    yield Visit(
        "login: code",
        NOBODY,
        login,
        {"login": company.careful.email, "password": PASSWORD},
        "form:has([name=password])",
    )
    for name in (
        "signup", "email_verification_sent", "inactive", "reset_password", "reset_password_done", "reset_password_from_key_done"
    ):  # fmt: skip
        yield Visit(name, NOBODY, reverse(f"account_{name}"))
    yield Visit(
        "sign-up: errors", NOBODY, reverse("account_signup"), {"email": "ei osoite", "password1": "a", "password2": "b"}
    )
    yield Visit("reset: errors", NOBODY, reverse("account_reset_password"), {"email": ""})
    key = default_token_generator.make_token(company.forgetful)
    for one in (key, "stale-key"):
        yield Visit(
            f"new password {one}",
            NOBODY,
            reverse("account_reset_password_from_key", args=[user_pk_to_url_str(company.forgetful), one]),
        )
    for one in (EmailConfirmationHMAC(mail).key, "no:such:key"):
        yield Visit(f"confirm e-mail {one}", NOBODY, reverse("account_confirm_email", args=[one]))
    yield Visit("cancelled", NOBODY, reverse("socialaccount_login_cancelled"))
    yield Visit("not identified", NOBODY, reverse("socialaccount_login_error"), status=401)
    plain = company.forgetful
    for name in (
        "account_logout",
        "account_email",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
    ):
        yield Visit(name, plain, reverse(name))
    yield Visit("e-mail: errors", plain, reverse("account_email"), {"email": "ei osoite", "action_add": "1"})
    yield Visit(
        "password: errors",
        plain,
        reverse("account_change_password"),
        {"oldpassword": "", "password1": "", "password2": ""},
    )
    yield Visit("authenticator: errors", plain, reverse("mfa_activate_totp"), {"code": "1"}, "form:has([name=code])")
    yield Visit("e-mail: pending", company.pending, reverse("account_email"))
    yield Visit("set password", company.without_password, reverse("account_set_password"))
    for name in ("index", "deactivate_totp", "view_recovery_codes", "generate_recovery_codes", "reauthenticate"):
        yield Visit(f"mfa {name}", company.careful, reverse(f"mfa_{name}"))


def own_pages(world: World) -> Iterator[Visit]:
    cast, own = world.cast, reverse("own_data")
    yield Visit("own data, resident", cast.resident, own)
    yield Visit(
        "own settings: errors", cast.resident, own, {"language": "xx"}, f"form[action='{reverse('own_settings')}']"
    )
    yield Visit("erase: errors", cast.resident, own, {"word": ""}, f"form[action='{reverse('own_erase')}']")
    yield Visit(
        "roles: errors",
        cast.administrator,
        reverse("roles", kwargs=LAHTI),
        {"email": "", "role": None},
        "form:has([name=email])",
    )
    place = reverse("place_settings", kwargs=LAHTI)
    yield Visit(
        "settings: errors", cast.administrator, place, {"brand": "x", "website": "ei osoite"}, "form:has([name=brand])"
    )


def told(world: World) -> Iterator[Visit]:
    tell, cast = reverse("idea_new", kwargs=LAHTI), world.cast
    yield Visit(
        "tell: errors",
        NOBODY,
        tell,
        {"title": "", "text": "", "reply": "email", "reply_email": "x"},
        "form:has([name=title])",
    )
    yield Visit("tell: identity code", NOBODY, tell, {**TOLD, "text": IDENTITY_CODE}, "form:has([name=title])")
    yield Visit("tell: received", NOBODY, tell, {**TOLD, "token": None}, "form:has([name=title])")
    yield Visit("ideas: none found", NOBODY, f"{reverse('idea_list', kwargs=LAHTI)}?q=xyzzy")
    track, enter = reverse("matter_track"), reverse("desk_enter")
    yield Visit("track: errors", NOBODY, track, {"code": "x"})
    yield Visit("enter: errors", cast.moderator, enter, {"title": "", "text": ""}, "form:has([name=title])")
    yield Visit(
        "enter: the slip", cast.moderator, enter, {**TOLD, "channel": "phone", "consent": "on", "token": None}, "form:has([name=title])"
    )


def services(world: World) -> Iterator[Visit]:
    """Keys of other services, matters of other systems, downloads."""
    cast, rows = world.cast, b"id;title;text\n1;Penkki;Torille penkki.\n2;;Otsikko puuttuu.\n"
    batch = read_batch(
        organisation=world.lahti, format=ImportFormat.CSV, source="Vanha", data=rows, file_name="vanhat.csv", kind=MatterKind.IDEA,
        was_shown=True, by=cast.coordinator, now=NOW,
    )  # fmt: skip
    yield Visit("import: the rows", cast.coordinator, reverse("import_batch", kwargs={"pk": batch.pk}))
    yield Visit("import: errors", cast.coordinator, reverse("import_list"), {"source": ""})
    yield Visit("keys: a new one", cast.administrator, reverse("api_keys", kwargs=LAHTI), {"name": "Palauteappi"})
    yield Visit("keys: errors", cast.administrator, reverse("api_keys", kwargs=LAHTI), {"name": ""})
    yield Visit("download: errors", cast.coordinator, reverse("desk_take"), {"first_day": "99"})


def matters(world: World) -> Iterator[Visit]:
    """One matter of each state, at the desk and in public, and each of its forms sent empty at once."""
    cast, seen = world.cast, set()
    for matter in Matter.objects.filter(organisation=world.lahti).order_by("pk"):
        if (matter.state, matter.visibility) in seen:
            continue
        seen.add((matter.state, matter.visibility))
        at_desk = reverse("desk_matter", args=[matter.reference])
        yield Visit(f"desk: {matter.state} {matter.visibility}", cast.coordinator, at_desk)
        yield Visit(f"path: {matter.state} {matter.visibility}", NOBODY, reverse("matter_detail", args=[matter.code]))
    handed = Matter.objects.exclude(organisation=world.lahti).filter(origin=world.lahti, visibility="public").first()
    if handed:
        yield Visit("path: handed over", NOBODY, reverse("matter_detail", args=[handed.reference]))
    open_one = reverse("desk_matter", args=[world.idea.reference])
    for word, fields in {
        "ohjaa": {"post": ""},
        "siirra": {"receiver": ""},
        "vastaa": {"text": IDENTITY_CODE},
        "muistiinpano": {"text": "", "note": ""},
    }.items():
        yield Visit(f"desk: {word} errors", cast.coordinator, open_one, fields, f"form[action$='/{word}/']")
    yield from desk(world, open_one)
    ticked = "&".join(
        f"matter={matter.pk}" for matter in Matter.objects.filter(organisation=world.lahti, state="open")[:3]
    )
    yield Visit("desk: ticked", cast.coordinator, f"{reverse('desk')}?{ticked}")
    for who in ("moderator", "official", "auditor", "registrar", "county_coordinator"):
        yield Visit(f"desk of {who}", getattr(cast, who), reverse("desk"))


def telling(world: World) -> Iterator[Visit]:
    """What only a sender opens: whether the answer helped, and asking for a review."""
    of_lahti = Matter.objects.filter(origin=world.lahti)
    answered = reverse("matter_echo", args=[of_lahti.filter(state="answered", echoes__isnull=True).earliest("pk").code])
    declined = reverse("matter_review", args=[of_lahti.filter(state="declined").earliest("pk").code])
    yield Visit("echo", NOBODY, f"{answered}?auttoi=no")
    yield Visit("echo: errors", NOBODY, answered, {"why": IDENTITY_CODE}, "form:has([name=why])")
    yield Visit("review", NOBODY, declined)
    yield Visit("review: errors", NOBODY, declined, {"text": ""}, "form:has([name=text])")


def following(world: World) -> Iterator[Visit]:
    """Follow with and without an account, the own list, the mail's two links, and the path of a sender who ended the messages."""
    page, own = reverse("follow", kwargs=PLACE_FOLLOWED), reverse("follow_list")
    resident = world.cast.resident
    yield Visit("follow: errors", NOBODY, page, {"email": "x"})
    yield Visit("follow: sent", NOBODY, f"{page}?lahetetty=1")
    yield Visit("follow: own list by mail, sent", NOBODY, f"{own}?lahetetty=1")
    yield Visit("follow: nothing yet", world.cast.auditor, own)
    for thing in (world.idea, world.lahti):
        follow(thing=thing_of(thing), by=Follower(resident), now=timezone.now())
    yield Visit("follow: account", resident, page)
    yield Visit("follow: own list", resident, own)
    yield Visit("follow: path", resident, reverse("matter_detail", args=[world.idea.reference]))
    subscriber = a_subscriber(world)
    follow(thing=thing_of(world.lahti), by=Follower(subscriber=subscriber), now=timezone.now())
    yield Visit("follow: subscriber", NOBODY, reverse("follower", args=[subscriber.key]))
    for ends, pk in ((Ends.SENDER, world.idea.pk), (Ends.ACCOUNT, resident.pk), (Ends.SUBSCRIBER, 0)):
        yield Visit(f"follow: end {ends.name}", NOBODY, reverse("follow_end", args=[token_of(Ending(ends, (pk,)))]))
    ended = Matter.objects.exclude(reply_email="").filter(origin=world.lahti)[:2]
    Matter.objects.filter(pk__in=[each.pk for each in ended[:1]]).update(tells_sender=False)
    for each in ended:
        yield Visit("follow: a sender", NOBODY, reverse("matter_detail", args=[each.code]))


def moderated(world: World) -> Iterator[Visit]:
    """A held comment and a hidden one with a review, as moderators and their writer see them; a decision sent without its reason."""
    cast, now = world.cast, timezone.now()
    said = {"matter": world.idea, "author": cast.resident, "pen_name": "Kuulolla", "text": "Tuo on typerin idea.", "at": now}
    held = Comment.objects.create(**said, state=CommentState.HELD, held_for="links,new_author")
    hidden = [Comment.objects.create(**said) for _each in range(2)]
    for comment in hidden:
        hide_comment(comment=comment, reason=DeclineReason.INSULT, text="Kirjoita ideasta.", by=cast.moderator, now=now)
    ask_comment_review(comment=hidden[0], text="En loukannut ketään.", by=cast.resident, now=now)
    at = {comment: reverse("moderation_item", kwargs={"kind": "kommentti", "key": comment.pk}) for comment in (held, *hidden)}
    yield Visit("moderation: queue", cast.moderator, reverse("moderation_queue"))
    yield Visit("moderation: own no", cast.moderator, at[hidden[0]])
    no = {"decision": "ala-nayta", "reason": None, "text": ""}
    yield Visit("moderation: errors", cast.coordinator, at[held], no, "form:has([name=decision])")
    words = reverse("moderation_words", kwargs=LAHTI)
    yield Visit("moderation: words, errors", cast.moderator, words, {"word": "x"}, "form:has([name=word])")
    for comment in hidden:
        yield Visit("comment: own", cast.resident, reverse("comment_own", args=[world.idea.reference, comment.pk]))


def hidden_file(world: World) -> Iterator[Visit]:
    """Pictures that a moderator hid, as their sender sees them, and the review that the sender asks for, as each moderator does."""
    idea, cast, now = world.idea, world.cast, timezone.now()
    kept = {"code": idea.reference, "attachment": Attachment.objects.filter(matter=idea).latest("pk").pk}
    yield Visit("file: errors", cast.moderator, reverse("desk_file", kwargs=kept), {"reason": None, "text": ""}, "form:has([name=reason])")
    hidden, asked = (a_hidden_file(kept["attachment"], cast.moderator) for _copy in range(2))
    review = reverse("file_review", args=[idea.code, hidden.pk])
    yield Visit("file: hidden", cast.moderator, reverse("desk_file", kwargs={**kept, "attachment": hidden.pk}))
    yield Visit("file: its sender", NOBODY, reverse("matter_detail", args=[idea.code]))
    yield Visit("file: ask for a review", NOBODY, review)
    yield Visit("file: ask, errors", NOBODY, review, {"text": ""}, "form:has([name=text])")
    ask_file_review(file=asked, text="Kuvassa on vain penkki.", by=AnonymousUser(), code=idea.code, now=now)
    for name in ("moderator", "coordinator", "county_coordinator"):
        page = reverse("desk_file", kwargs={**kept, "attachment": asked.pk})
        yield Visit(f"file: review, {name}", getattr(cast, name), page)
    yield Visit("file: review in the queue", cast.coordinator, reverse("moderation_queue"))


def a_hidden_file(number: int, moderator: User) -> Attachment:
    """Another picture like it, hidden."""
    file = Attachment.objects.get(pk=number)
    file.pk = None
    file.save(force_insert=True)
    return hide_file(file=file, reason=HideReason.PERSON, text="Kuvasta tunnistaa ihmisen.", by=moderator, now=timezone.now())


def discussed(world: World) -> Iterator[Visit]:
    """An idea with a picture, a document, comments of all kinds and answers to them, as everyone and as their writer see them."""
    idea, cast, now = world.idea, world.cast, timezone.now()
    if not Attachment.objects.filter(matter=idea).exists():
        an_attachment(world)
    said = {"matter": idea, "author": cast.resident, "pen_name": "Kuulolla", "at": now}
    first = Comment.objects.create(**said, text="Hyvä idea.")
    Comment.objects.create(**said, text="Ja toinen sana siitä.", parent=first)
    role = {"organisation": world.lahti, "role": "Viranhaltija"}
    Comment.objects.create(matter=idea, author=cast.official, text="Kiitos.", at=now, parent=first, **role)
    Comment.objects.create(**said, text="Odottaa vielä.", state=CommentState.HELD)
    page = reverse("matter_detail", args=[idea.reference])
    for name, reader in (("everyone", NOBODY), ("its writer", cast.resident)):
        yield Visit(f"discussion: {name}", reader, page)
    write = reverse("comment_write", args=[idea.reference])
    yield Visit("comment: answer", cast.resident, f"{write}?vastaus={first.pk}")
    yield Visit("comment: errors", cast.resident, write, {"text": IDENTITY_CODE, "pen_name": ""}, "form:has([name=text])")
    yield Visit("comment: as an official", cast.official, write)
    yield Visit("ideas: a further page", NOBODY, reverse("idea_list", kwargs=LAHTI) + "?jarjestys=uusin&jatko=0.4102444800000000.1")


def desk(world: World, open_one: str) -> Iterator[Visit]:
    """What stands around the matters on the desk: drafts, templates, joining, a page that somebody else has made old."""
    cast = world.cast
    answer = {"version": "0", "text": "Vastaus", "outcome": "reply"}
    yield Visit("desk: changed meanwhile", cast.coordinator, open_one, answer, "form[action$='/vastaa/']", status=409)
    yield Visit("template: errors", cast.coordinator, reverse("template_new"), {"title": "", "text_fi": ""}, "form:has([name=text_fi])")
    other = Matter.objects.filter(organisation=world.lahti, visibility="public", state__in=["open", "answered"]).exclude(pk=world.idea.pk)
    join = reverse("desk_merge", args=[world.idea.reference])
    yield Visit("join: chosen", cast.coordinator, f"{join}?into={other.earliest('pk').reference}")
    yield Visit("join: none found", cast.coordinator, f"{join}?haku=xyzzyxyzzy")
    yield Visit("desk: own view", cast.coordinator, f"{reverse('desk')}?group=late")
    a_ready_draft(world)
    yield Visit("drafts: errors", cast.coordinator, reverse("draft_list"), {"minute": "x"}, "form:has([name=minute])")


def a_ready_draft(world: World) -> None:
    """An answer that lacks nothing but its minute."""
    matter = Matter.objects.filter(organisation=world.lahti, state__in=AWAITING, draft__isnull=True).earliest("pk")
    words = DraftWords(text="Kiitos ideasta.", outcome=Outcome.REPLY)
    save_draft(matter=matter, words=words, by=world.cast.official, now=timezone.now(), seen=matter.version, version=0)


def vote(world: World, company: Company, language: str) -> Iterator[Visit]:
    cast, ballot = world.cast, reverse("ballot", kwargs=ROUND)
    south = Proposal.objects.filter(area__round__slug=ROUND["round"], area__slug="etela")
    yield Visit("ballot: area", cast.resident, f"{ballot}?alue=")
    yield Visit("ballot: no area", cast.resident, f"{ballot}?alue=&nayta=1")
    yield Visit("ballot: signed out", NOBODY, f"{ballot}?alue=etela")
    yield Visit("ballot: looking for a word", NOBODY, f"{ballot}?alue=etela&haku=valot")
    picture = reverse("picture_choice", kwargs={**ROUND, "proposal": south.earliest("pk").pk})
    yield Visit("picture: errors", cast.coordinator, picture, {"alt_fi": ""}, "form:has([name=picture])")
    every = {"proposals": [str(pk) for pk in south.values_list("pk", flat=True)], "send": "1"}
    yield Visit("ballot: over budget", cast.resident, f"{ballot}?alue=etela", every, "form:has([name=receipt])")
    yield Visit("ballot: nothing", cast.resident, f"{ballot}?alue=etela", {"send": "1"}, "form:has([name=receipt])")
    yield Visit("ballot: not eligible", cast.coordinator, ballot)
    one = {"proposals": [str(south.order_by("cost").first().pk)], "send": "1"}
    yield Visit("ballot: receipt", company.voters[language], f"{ballot}?alue=etela", one, "form:has([name=receipt])")
    yield Visit("ballot: voted already", company.voters[language], ballot)
    check = reverse("receipt_check", kwargs=ROUND)
    yield Visit("receipt: errors", NOBODY, check, {"code": ""})
    yield Visit("receipt: unknown", NOBODY, check, {"code": "K7QF-2MWD-K7QF-2MWD-K7QF-2MWD"})
    desk, papers = reverse("desk_vote", kwargs=ROUND), reverse("paper_batches", kwargs=ROUND)
    yield Visit("desk: errors", cast.official, desk, {"identity_code": "x"}, "form:has([name=identity_code])")
    yield Visit("papers: errors", cast.official, papers, {"place": ""}, "form:has([name=place])")
    yield Visit("papers: the sheets", cast.official, papers, {"place": "Pääkirjasto", "size": "2"}, "form:has([name=place])")
    batch = {**ROUND, "number": a_paper_batch(world)["number"]}
    yield Visit("papers: keying", cast.official, reverse("paper_keying", kwargs=batch))
    box = reverse("round_box", kwargs=ROUND)
    yield Visit("box: unknown receipt", NOBODY, box, {"code": "K7QF-2MWD-K7QF-2MWD-K7QF-2MWD"}, "form:has([name=code])")
    code, batches = reverse("ballot_code", kwargs=ROUND), reverse("code_batches", kwargs=ROUND)
    yield Visit("voter code: errors", NOBODY, code, {"voter_code": "K7QF-2MWD-9XTB"}, "form:has([name=voter_code])")
    yield Visit("voter codes: errors", cast.coordinator, batches, {"holder": "", "people": "x"}, "form:has([name=holder])")
    yield Visit("voter codes: the sheet", cast.coordinator, batches, {"holder": "Koulu", "count": "2"}, "form:has([name=holder])")
    yield Visit("voter codes: batches", cast.coordinator, batches)
    yield Visit("ballot: a number", NOBODY, f"{reverse('ballot', args=['heinola', 'osbu-a-number'])}?alue=etela")
    yield from given_ballots()
    yield from replaced(cast.resident, company, language)
    yield from voting_point(cast.resident, company, language)
    yield Visit("vote files: errors", cast.coordinator, reverse("vote_files", kwargs=LAHTI), {"name": ""}, "form:has([name=name])")
    points = reverse("kiosks", kwargs=ROUND)
    yield Visit("kiosks: errors", cast.official, points, {"place": ""}, "form:has([name=place])")
    yield Visit("kiosks: opened", cast.official, points, {"place": "Pääkirjasto"}, "form:has([name=place])")
    code = {"identity_code": IDENTITY_CARDS[language], "code": "1"}
    yield Visit("desk: a code", cast.official, desk, code, "form:has([name=identity_code])")
    yield Visit("manage: decided", cast.coordinator, reverse("round_manage", kwargs=DECIDED))
    yield Visit("round: decided", NOBODY, reverse("round_detail", kwargs=DECIDED))
    yield Visit("proposals: decided", NOBODY, reverse("proposal_list", kwargs=DECIDED))


def given_ballots() -> Iterator[Visit]:
    """Ballots with points and with places: as they come, and with what was typed wrong."""
    for name, word, wrong in (("points", "points", ["7", "x"]), ("ranking", "place", ["1", "1"])):
        page = f"{reverse('ballot', args=['heinola', f'osbu-{name}'])}?alue=etela"
        two = Proposal.objects.filter(area__round__slug=f"osbu-{name}", area__slug="etela").values_list("pk", flat=True)[:2]
        yield Visit(f"ballot: {name}", NOBODY, page)
        sent = {f"{word}-{pk}": typed for pk, typed in zip(two, wrong, strict=True)} | {"send": "1"}
        yield Visit(f"ballot: {name} errors", NOBODY, page, sent, "form:has([name=receipt])")


def carried_out(world: World) -> Iterator[Visit]:
    """The work of a winner and its forms."""
    page = reverse("round_delivery", kwargs=a_winner(world))
    yield Visit("work: list", world.cast.coordinator, reverse("delivery_list", kwargs=DECIDED))
    for what, fields in {"stage": {"text_fi": ""}, "spent": {"spent": "x"}, "picture": {"alt_fi": ""}}.items():
        yield Visit(f"work: {what} errors", world.cast.coordinator, page, fields, f"form:has([value={what}])")


def being_prepared(world: World) -> Iterator[Visit]:
    """Founding a round, its plan, its ideas and proposals, its phases before them, and what changes its course."""
    keeper = world.cast.other_coordinator
    new = reverse("round_new", kwargs={"slug": "heinola"})
    yield Visit("found: from a template", keeper, f"{new}?malli=town_areas")
    yield Visit("found: errors", keeper, f"{new}?malli=village", {"name_fi": "", "area_1_budget": "x"}, "main form")
    preparation = {"slug": "heinola", "round": "osbu-preparation"}
    yield Visit("ideas to proposals", keeper, reverse("round_ideas", kwargs=preparation))
    yield Visit("proposal: errors", keeper, reverse("proposal_new", kwargs=preparation), {"title_fi": "", "cost": "x"}, "main form")
    left = leave(world.heinola, now=timezone.now())
    Matter.objects.filter(pk=left.pk).update(state="open", visibility="public")
    decline = f"{reverse('ideas_decline', kwargs=preparation)}?idea={left.pk}"
    yield Visit("decline: errors", keeper, decline, {"reason_fi": ""}, "main form")
    yield Visit("plan", keeper, reverse("round_plan", kwargs=preparation))
    for name in ("ideas", "co-creation", "assessment", "cancelled"):
        place = {"slug": "heinola", "round": f"osbu-{name}"}
        yield Visit(f"round: {name}", NOBODY, reverse("round_detail", kwargs=place))
        yield Visit(f"manage: {name}", keeper, reverse("round_manage", kwargs=place))
    for name, kind in (("a-number", "lisaaika"), ("counting", "uudelleen"), ("counting", "peruutus")):
        change = reverse("round_change", kwargs={"slug": "heinola", "round": f"osbu-{name}", "kind": kind})
        yield Visit(f"{kind}: errors", keeper, change, {"reason_fi": ""}, "main form")


def running(world: World) -> Iterator[Visit]:
    """The keeper's page of a round in every state, and its forms sent empty."""
    keeper = world.cast.other_coordinator
    for name in ("preparation", "published", "counting", "tie", "counted"):
        place = {"slug": "heinola", "round": f"osbu-{name}"}
        manage = reverse("round_manage", kwargs=place)
        if name == "counting":
            yield Visit(f"proposals: {name}", keeper, reverse("round_proposals", kwargs=place))
        if name == "published":
            yield Visit(f"fall out: {name}", keeper, reverse("round_proposals", kwargs=place), {"proposals": ""}, "main form")
        if name in ("published", "counting"):
            proposal = Proposal.objects.on_ballot().filter(area__round__slug=place["round"]).first()
            out = reverse("proposal_exclude", kwargs={**place, "proposal": proposal.pk})
            yield Visit(f"take out: {name}", keeper, out, {"reason_fi": ""}, "main form")
        yield Visit(f"manage: {name}", keeper, manage)
        yield Visit(f"seal: {name}", keeper, reverse("box_seal", kwargs=place))
        if name in ("published", "counting"):
            yield Visit(f"round: {name}", NOBODY, reverse("round_detail", kwargs=place))
            yield Visit(f"ballot: {name}", world.cast.resident, reverse("ballot", kwargs=place))
        if name == "tie":
            yield Visit(
                "draw: errors",
                keeper,
                manage,
                {"seed": "", "witness": ""},
                f"form[action='{reverse('round_draw', kwargs=place)}']",
            )
        if name == "preparation":
            rules = {"ballot_type": "points", "counting_rule": "shares"}
            yield Visit("rules: errors", keeper, reverse("round_rules", kwargs=place), rules, "main form")
            categories = reverse("round_categories", kwargs=place)
            yield Visit("categories: errors", keeper, categories, {"name_fi": "", "budget": "x"}, "form:has([name=name_fi])")
            yield Visit("categories: the first", keeper, categories, {"name_fi": "Puistot", "budget": "20000"}, "form:has([name=name_fi])")
            yield Visit("rules side by side: no file", keeper, reverse("rule_preview", kwargs=place), {}, "main form")
        if name == "counted":
            yield Visit("protocol: counted", keeper, reverse("count_protocol", kwargs=place))
            yield Visit(
                "decision: errors",
                keeper,
                manage,
                {"body": ""},
                f"form[action='{reverse('round_confirm', kwargs=place)}']",
            )


def answering(world: World) -> Iterator[Visit]:
    cast = world.cast
    meeting = Membership.objects.select_related("network").first()
    if meeting:
        yield Visit("network with members", NOBODY, reverse("network_detail", args=[meeting.network.slug]))
    yield Visit("matrix: vacant", NOBODY, f"{reverse('contacts_matrix')}?tila=vacant")
    yield Visit("matrix: wrong day", NOBODY, f"{reverse('contacts_matrix')}?pvm=x")
    cell = {key: CELL[key] for key in ("interface", "slug")}
    yield Visit("cell, keeper", cast.coordinator, reverse("interface_cell", kwargs=cell))
    yield Visit("contact: errors", cast.coordinator, reverse("contact_set", kwargs=CELL), {"post": ""})
    yield Visit(
        "contact: new post errors",
        cast.coordinator,
        reverse("contact_set", kwargs=CELL),
        {"post": "new", "mailbox": "x"},
    )
    post = reverse("post_edit", args=[world.post.pk])
    yield Visit("post: errors", cast.coordinator, post, {"title_fi": "", "mailbox": "x"})
    for name in (
        "municipality_front",
        "contact_directory",
        "municipality_wellbeing",
        "idea_list",
        "round_list",
        "outcome_list",
        "panel_list",
    ):
        yield Visit(f"{name}, nothing yet", NOBODY, reverse(name, args=["lapinjarvi"]))


def measuring(world: World, company: Company) -> Iterator[Visit]:
    official = world.cast.county_official
    yield Visit(
        "result: errors",
        official,
        reverse("observation_new", args=[286]),
        {"organisation": "", "year": "x", "value": "x", "source": ""},
    )
    yield Visit("review: errors", official, reverse("card_review", args=[286]), {"status": None, "reasons": ""})
    write = reverse("passage_write", kwargs={"year": YEAR, "key": "summary"})
    yield Visit("passage: errors", official, write, {"text_fi": "x" * 6001})
    yield Visit(
        "passage: changed meanwhile", official, write, {"text_fi": "Oma teksti", "seen_version": "1"}, status=409
    )
    yield Visit("report, compiler", official, reverse("report_detail", args=[YEAR]))
    yield Visit("indicator with towns", NOBODY, reverse("indicator_detail", args=[288]))
    yield Visit("reports, compiler", official, reverse("report_list"))
    for state, job in company.jobs.items():
        yield Visit(f"job {state}", official, reverse("job_detail", args=[job.pk]))


def further_pages(world: World, company: Company, language: str) -> Iterator[Visit]:
    """All of them in the language at hand."""
    yield Visit("gallery", NOBODY, f"/tyylit/?kieli={language}")
    yield from refusals(world)
    yield from accounts(world, company)
    yield from own_pages(world)
    yield from told(world)
    yield from services(world)
    yield from matters(world)
    yield from telling(world)
    yield from moderated(world)
    yield from hidden_file(world)
    yield from discussed(world)
    yield from following(world)
    yield from vote(world, company, language)
    yield from being_prepared(world)
    yield from running(world)
    yield from carried_out(world)
    yield from answering(world)
    yield from measuring(world, company)


def freshly_signed_in(session: Any) -> None:
    """allauth asks for the password again before it shows secrets; the crawl's people have just written it."""
    records = session.get("account_authentication_methods", [])
    session["account_authentication_methods"] = [
        {**record, "at": time.time(), "reauthenticated": True} for record in records
    ]
    session.save()
