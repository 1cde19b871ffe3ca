"""Who may open what: one line for each address. `tests/repository/test_access.py` proves every line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from participation.budgeting.actions.seal import publish_commitments
from participation.budgeting.enums import CodeKind
from participation.budgeting.models import CodeBatch, DeliveryPicture, Kiosk, PaperBatch, Round, VoteFile
from participation.budgeting.queries.winners import winners_in
from participation.feedback.models import ApiKey, ImportBatch
from participation.matters.actions.attachments import attach
from participation.matters.actions.following import token_for
from participation.matters.models import Attachment, ResponseTemplate, Subscriber
from participation.matters.queries.endings import Ending, Ends, token_of
from participation.matters.queries.following import thing_of

# Names of others' addresses that their own tests guard: Django's admin behind allauth, allauth's own sub-pages, and the demo's sign-in,
# which exists only in demo mode.
OUTSIDE = ("admin:", "account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_", "demo_sign_in")

EVERYONE = frozenset(
    {
        "anonymous", "resident", "moderator", "coordinator", "official", "registrar", "auditor", "administrator", "county_official",
        "county_coordinator", "other_coordinator",
    }
)  # fmt: skip
SIGNED_IN = EVERYONE - {"anonymous"}
STAFF = SIGNED_IN - {"resident"}
LAHTI_STAFF = STAFF - {"county_official", "county_coordinator", "other_coordinator"}


@dataclass(frozen=True)
class Access:
    """`get` / `post`: who may. `denied`: what the others of the same house get; `foreign`: what other tenants' staff get.

    `file`: the answer is a file, not a page. `post=None`: the address takes no POST (405). `shown`: the status of a permitted GET (302 where a GET only leads on, 405 where only POST exists).
    """

    kwargs: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] = field(default_factory=dict)
    get: frozenset[str] = EVERYONE
    post: frozenset[str] | None = None
    denied: int = 403
    foreign: int | None = None
    shown: int = 200
    data: Mapping[str, Any] = field(default_factory=dict)
    counts: bool = True
    why_not_counted: str = ""
    budget: int = 0
    as_reader: str = ""
    file: bool = False
    only_post: bool = False
    anonymous: int = 302
    refused: Mapping[str, int] = field(default_factory=dict)

    def refusal(self, who: str) -> int:
        if who == "anonymous":
            return self.anonymous
        if who in self.refused:
            return self.refused[who]
        if self.foreign and who in {"county_official", "county_coordinator", "other_coordinator"}:
            return self.foreign
        return self.denied

    def expected_get(self, who: str) -> set[int]:
        if self.only_post:
            return {405, self.refusal(who)}
        return {self.shown} if who in self.get else {self.refusal(who)}

    def expected_post(self, who: str) -> set[int]:
        if self.post is None:
            return {405} if who in self.get else {405, self.refusal(who)}
        if who in self.post:
            return {200, 302, 400, 409}
        return {self.refusal(who)}

    def reader_name(self) -> str:
        """The persona whose reading is counted: the most permitted of those who may."""
        order = (
            "coordinator",
            "county_official",
            "county_coordinator",
            "official",
            "administrator",
            "auditor",
            "registrar",
            "moderator",
            "resident",
            "anonymous",
        )
        return self.as_reader or next(who for who in order if who in self.get)

    def reader(self, world: Any) -> Any:
        return world.cast.everyone()[self.reader_name()]


YEAR = timezone.localdate().year  # the demo is told as of today
LAHTI = {"slug": "lahti"}
ROUND = {"slug": "lahti", "round": f"osallistuva-budjetointi-{YEAR}"}
DECIDED = {"slug": "lahti", "round": f"osallistuva-budjetointi-{YEAR - 1}"}
CELL = {"interface": "osallisuus", "slug": "lahti", "side": "kunta"}
PICTURED = {"interface": "hyvinvoinnin-ja-terveyden-edistaminen"}
KEEPERS = frozenset({"coordinator", "registrar"})
CONFIRMERS = frozenset({"coordinator", "official", "registrar"})
COUNTY_WRITERS = frozenset({"county_official", "county_coordinator"})
MEASURERS = COUNTY_WRITERS | {"coordinator", "official", "other_coordinator"}
MODERATORS = frozenset({"moderator", "coordinator", "county_coordinator", "other_coordinator"})
ENTERERS = frozenset(
    {"moderator", "coordinator", "official", "county_official", "county_coordinator", "other_coordinator"}
)
TAKERS = frozenset({"coordinator", "official", "auditor", "county_official", "county_coordinator", "other_coordinator"})
IMPORTERS = frozenset({"coordinator", "administrator"})
BRINGERS = frozenset({"coordinator", "administrator", "county_coordinator", "other_coordinator"})
ANSWERERS = ENTERERS - {"moderator"}
DESK_OF_LAHTI = frozenset({"moderator", "coordinator", "official", "auditor"})
AUDITORS = frozenset({"auditor", "administrator"})
VOTE_TAKERS = frozenset({"moderator", "coordinator", "official"})


def page(kwargs: Any = None, **more: Any) -> Access:
    """A page for everyone that takes no POST."""
    return Access(kwargs or {}, **more)


def form(kwargs: Any = None, **more: Any) -> Access:
    """A form for everyone."""
    return Access(kwargs or {}, post=EVERYONE, **more)


def file(kwargs: Any = None, **more: Any) -> Access:
    return Access(kwargs or {}, file=True, counts=False, **more)


def staff(who: frozenset[str], kwargs: Any = None, *, posts: bool = True, **more: Any) -> Access:
    """A page or form of Lahti's staff: 403 for the town's others, 404 for other tenants'."""
    return Access(kwargs or {}, get=who, post=who if posts else None, **{"foreign": 404, **more})


def act(who: frozenset[str], kwargs: Any = None, **more: Any) -> Access:
    """An action of staff: only POST."""
    return Access(kwargs or {}, get=frozenset(), post=who, only_post=True, counts=False, **{"foreign": 404, **more})


def own_code(kwargs: Any) -> Access:
    """The sender's own page, opened with the code that only the sender has: to everyone else it is not there."""
    return Access(
        kwargs, get=frozenset(), post=frozenset(), denied=404, foreign=404, anonymous=404, counts=False,
        why_not_counted="the sender's own, with the code; tests/participation/matters",
    )  # fmt: skip


def own(only_post: bool = False, budget: int = 0) -> Access:
    """One's own data."""
    return Access(
        get=frozenset() if only_post else SIGNED_IN,
        post=SIGNED_IN if only_post else None,
        only_post=only_post,
        counts=not only_post,
        budget=budget,
    )


def a_public_idea(world: Any) -> Mapping[str, Any]:
    return {"code": world.idea.reference}


def an_attachment(world: Any) -> Mapping[str, Any]:
    """A public picture of a shown idea, stored where this test stores."""
    target = BytesIO()
    Image.new("RGB", (8, 8)).save(target, "PNG")
    Attachment.objects.filter(matter=world.idea).delete()
    upload = ContentFile(target.getvalue(), "kuva.png")
    kept = attach(matter=world.idea, upload=upload, alt="Kuva", is_public=True, now=timezone.now())
    return {"code": world.idea.reference, "attachment": kept.pk}


def a_moderated_idea(world: Any) -> Mapping[str, Any]:
    return {"kind": "idea", "key": world.idea.reference}


def a_template(world: Any) -> Mapping[str, Any]:
    return {"template": ResponseTemplate.objects.filter(organisation=world.lahti).earliest("pk").pk}


def a_step(world: Any) -> Mapping[str, Any]:
    return {"code": world.idea.reference, "step": "muistiinpano"}


def a_winner(world: Any) -> Mapping[str, Any]:
    """A proposal that is being carried out."""
    return {**DECIDED, "proposal": winners_in(Round.objects.get(organisation__slug="lahti", slug=DECIDED["round"]))[0].pk}


def a_work_picture(world: Any) -> Mapping[str, Any]:
    """A picture of its work, stored where this test stores."""
    target, address = BytesIO(), a_winner(world)
    Image.new("RGB", (8, 8)).save(target, "PNG")
    name = default_storage.save("attachments/kuva.png", ContentFile(target.getvalue()))
    words = {"kind": "image/png", "width": 8, "height": 8, "alt_fi": "Kuva", "at": timezone.now(), "file": name}
    DeliveryPicture.objects.filter(proposal=address["proposal"], alt_fi="Kuva").delete()
    return {**address, "picture": DeliveryPicture.objects.create(proposal_id=address["proposal"], **words).pk}


PLACE_FOLLOWED = {"what": "paikka", "address": "lahti"}


def a_subscriber(world: Any) -> Subscriber:
    known = {"key": "k" * 43, "asked_at": timezone.now(), "confirmed_at": timezone.now()}
    return Subscriber.objects.get_or_create(email="seuraaja@esimerkki.example", defaults=known)[0]


def a_list(world: Any) -> Mapping[str, Any]:
    return {"key": a_subscriber(world).key}


def a_confirmation(world: Any) -> Mapping[str, Any]:
    return {"token": token_for(a_subscriber(world), thing_of(world.lahti))}


def an_ending(world: Any) -> Mapping[str, Any]:
    return {"token": token_of(Ending(Ends.SENDER, (world.idea.pk,)))}


def a_job(world: Any) -> Mapping[str, Any]:
    return {"uuid": world.job.pk}


def a_post(world: Any) -> Mapping[str, Any]:
    return {"post": world.post.pk}


def a_code_batch(world: Any) -> Mapping[str, Any]:
    """A batch of voter codes in the round that is open."""
    round = Round.objects.get(organisation__slug="lahti", slug=ROUND["round"])
    made = {"kind": CodeKind.BEARER, "holder": "Launeen koulu", "size": 1, "made_at": timezone.now()}
    return {**ROUND, "number": CodeBatch.objects.get_or_create(round=round, number=1, defaults=made)[0].number}


def a_paper_batch(world: Any) -> Mapping[str, Any]:
    """A batch of paper ballots in the round that is open."""
    round = Round.objects.get(organisation__slug="lahti", slug=ROUND["round"])
    made = {"area": round.areas.get(slug="etela"), "place": "Pääkirjasto", "size": 2, "made_at": timezone.now()}
    return {**ROUND, "number": PaperBatch.objects.get_or_create(round=round, number=1, defaults=made)[0].number}


POLL = """META
key;value
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost
a;50
VOTES
voter_id;vote
1;a
"""


def a_vote_file(world: Any) -> Mapping[str, Any]:
    """A published vote from a file."""
    told = {"meta": {"rule": "greedy"}, "kind": "approval", "votes": 0, "counted": True, "ties": False, "claims": False, "rows": []}
    made = {"name": "Vanha", "content": POLL, "sha256": "0" * 64, "told": told, "brought_at": timezone.now(), "published_at": timezone.now()}
    return {**LAHTI, "number": VoteFile.objects.get_or_create(organisation=world.lahti, number=1, defaults=made)[0].number}


def a_kiosk(world: Any) -> Mapping[str, Any]:
    """A voting point of the round that is open."""
    round = Round.objects.get(organisation__slug="lahti", slug=ROUND["round"])
    made = {"place": "Pääkirjasto", "code_hash": "0" * 64, "opened_at": timezone.now()}
    return {**ROUND, "number": Kiosk.objects.get_or_create(round=round, number=1, defaults=made)[0].number}


def a_box(world: Any) -> Mapping[str, Any]:
    """The round that is open, with a seal."""
    publish_commitments(timezone.now())
    return ROUND


def a_proposal(world: Any) -> Mapping[str, Any]:
    return {**ROUND, "proposal": world.proposal.pk}


def a_key(world: Any) -> Mapping[str, Any]:
    hidden = {"key_hash": "0" * 64, "created_at": timezone.now()}
    return {**LAHTI, "key": ApiKey.objects.get_or_create(organisation=world.lahti, name="Palauteappi", defaults=hidden)[0].pk}


def a_batch(world: Any) -> Mapping[str, Any]:
    """Rows of another system, one of them wrong."""
    row = {"n": 1, "id": "1", "title": "Penkki", "state": "wrong", "error": "-", "cells": {"id": "1"}}
    given = {"format": "csv", "read_at": timezone.now(), "rows": [row], "wrong_count": 1}
    return {"pk": ImportBatch.objects.get_or_create(organisation=world.lahti, source="Vanha", defaults=given)[0].pk}


def a_grant(world: Any) -> Mapping[str, Any]:
    return {**LAHTI, "grant": world.grant.pk}


TABLE: dict[str, Access] = {
    "about": page(LAHTI), "accessibility": page(LAHTI), "discussion_rules": page(LAHTI), "open_data": page(LAHTI), "plain_language": page(LAHTI),
    "promise": page(LAHTI), "privacy": page(), "region_front": page(), "municipality_front": page(LAHTI), "participate": page(LAHTI),
    "health_live": file(), "health_ready": file(), "gallery": page(why_not_counted="shown only in debug and demo", shown=302, counts=False),
    "theme": file(LAHTI), "organisation_logo": file(LAHTI, shown=404), "population_export": file({**LAHTI, "form": "csv"}),
    "job_detail": Access(a_job, get=COUNTY_WRITERS, denied=404),
    "own_data": own(), "own_data_all": own(budget=18), "own_data_download": own(True), "own_settings": own(True), "own_consents": own(True), "own_erase": own(True),
    "roles": staff(frozenset({"administrator"}), LAHTI), "role_remove": act(frozenset({"administrator"}), a_grant),
    "audit_trail": staff(AUDITORS, LAHTI, posts=False), "audit_export": act(AUDITORS, LAHTI),
    "place_settings": staff(frozenset({"administrator"}), LAHTI),
    "contacts_matrix": page(), "contacts_municipality": page(LAHTI), "interface_cell": page({"interface": "osallisuus", "slug": "lahti"}),
    "contacts_export": file({"file_format": "csv"}), "contact_directory": page(LAHTI), "life_stage": page({**LAHTI, "stage": "aikuiset"}),
    "post_detail": page(a_post), "post_edit": staff(KEEPERS, a_post), "post_confirm": act(CONFIRMERS, a_post),
    "contact_set": staff(KEEPERS, CELL), "contact_confirm": act(CONFIRMERS, CELL), "contact_end": act(KEEPERS, CELL), "contact_bounced": act(CONFIRMERS | COUNTY_WRITERS, CELL),
    "network_list": page(), "network_detail": page({"network": "phturva"}), "network_picture": page(PICTURED),
    "network_picture_svg": file(PICTURED), "network_export": file({"network": "phturva", "file_format": "csv"}),
    "networks_export": file({"file_format": "csv"}),
    "idea_list": page(LAHTI), "idea_new": form(LAHTI), "feedback_new": form(LAHTI), "outcome_list": page(LAHTI),
    "matter_received": page(LAHTI, shown=302, counts=False, why_not_counted="leads on without a fresh code in the session"),
    "matter_track": form(), "matter_detail": page(a_public_idea),
    "matter_support": Access(a_public_idea, post=EVERYONE, shown=302, counts=False, why_not_counted="only leads on"),
    "matter_echo": own_code(a_public_idea), "matter_review": own_code(a_public_idea),
    "matter_figures": page(LAHTI), "matter_figures_export": file({**LAHTI, "year": YEAR, "file_format": "csv"}),
    "follow": form(PLACE_FOLLOWED), "follow_list": form(), "follower": form(a_list), "feed": file(PLACE_FOLLOWED),
    "follow_confirm": form(a_confirmation), "follow_end": form(an_ending),
    "matter_mails": act(frozenset(), a_public_idea, denied=404, foreign=404, anonymous=404),
    "matter_withdraw": act(frozenset(), a_public_idea, denied=404, foreign=404, anonymous=404),
    "desk": Access(get=STAFF), "desk_enter": Access(get=ENTERERS, post=ENTERERS),
    "desk_entered": Access(get=STAFF, shown=302, counts=False, why_not_counted="leads on without a fresh code in the session"),
    "desk_matter": Access(a_public_idea, get=DESK_OF_LAHTI, denied=404, refused={"resident": 403}),
    "desk_route": act(frozenset({"coordinator", "county_coordinator", "other_coordinator"}), foreign=None),
    "draft_list": Access(get=ANSWERERS, post=ANSWERERS), "template_list": Access(get=ANSWERERS), "template_new": Access(get=ANSWERERS, post=ANSWERERS),
    "template_edit": Access(a_template, get=ANSWERERS & LAHTI_STAFF, post=ANSWERERS & LAHTI_STAFF, denied=404, refused={"resident": 403}),
    "template_remove": act(ANSWERERS & LAHTI_STAFF, a_template, denied=404, refused={"resident": 403}),
    "draft_untime": act(frozenset(), denied=404, refused={"resident": 403}),
    "draft_save": act(ANSWERERS & LAHTI_STAFF, a_public_idea, denied=404, refused={"resident": 403, "auditor": 403, "moderator": 403}),
    "draft_remove": act(ANSWERERS & LAHTI_STAFF, a_public_idea, denied=404, refused={"resident": 403, "auditor": 403, "moderator": 403}),
    "filter_list": Access(get=STAFF), "filter_keep": act(STAFF, foreign=None), "filter_remove": act(STAFF, {"kept": 1}, foreign=None),
    "desk_assign": act(ENTERERS & LAHTI_STAFF, a_public_idea, denied=404, refused={"resident": 403, "auditor": 403}),
    "desk_seen": act(DESK_OF_LAHTI, a_public_idea, denied=404, refused={"resident": 403}),
    "desk_merge": Access(
        a_public_idea, get=frozenset({"coordinator"}), post=frozenset({"coordinator"}), denied=404,
        refused={"resident": 403, "auditor": 403, "moderator": 403, "official": 403},
    ),
    "desk_step": act(ENTERERS & LAHTI_STAFF, a_step, denied=404, refused={"resident": 403, "auditor": 403}),
    "moderation_queue": Access(get=MODERATORS), "moderation_words": staff(MODERATORS & LAHTI_STAFF, LAHTI),
    "moderation_item": Access(a_moderated_idea, get=MODERATORS & LAHTI_STAFF, post=MODERATORS & LAHTI_STAFF, denied=404, refused={"resident": 403}),
    "comment_write": Access(a_public_idea, get=SIGNED_IN, post=SIGNED_IN),
    "comment_remove": Access({"code": "7f4k29", "comment": 1}, get=frozenset(), post=frozenset(), denied=404, counts=False, why_not_counted="one's own comment only; tests/participation/feedback"),
    "matter_attachment": file(an_attachment),
    "file_review": own_code(an_attachment),
    "desk_file": Access(
        an_attachment, get=MODERATORS & LAHTI_STAFF, post=MODERATORS & LAHTI_STAFF, denied=404,
        refused={"resident": 403, "auditor": 403, "official": 403},
    ),
    "comment_own": Access({"code": "7f4k29", "comment": 1}, get=frozenset(), post=frozenset(), denied=404, counts=False, why_not_counted="one's own comment only; tests/participation/feedback"),
    "decision_figures": page(LAHTI), "decision_export": file(LAHTI),
    "georeport_root": file(shown=302), "georeport_openapi": file(), "georeport_discovery": file({"form": "json"}),
    "georeport_services": file({"form": "json"}, shown=400), "georeport_service": file({"code": "other", "form": "xml"}, shown=400),
    "georeport_requests": file({"form": "json"}, post=frozenset(), shown=400, denied=403, anonymous=403),
    "georeport_request": file({"reference": "000000", "form": "json"}, shown=400), "georeport_token": file({"token": "1", "form": "json"}, shown=400),
    "georeport_none": file({"rest": "olematon"}, post=frozenset(), shown=404, denied=404, anonymous=404), "georeport_page": page(),
    "published_region": file({"form": "csv"}), "published_place": file({**LAHTI, "form": "json"}),
    "desk_take": Access(get=TAKERS, post=TAKERS), "import_list": Access(get=BRINGERS, post=BRINGERS),
    "import_batch": Access(a_batch, get=IMPORTERS, post=IMPORTERS, foreign=404), "import_wrong": file(a_batch, get=IMPORTERS, foreign=404),
    "api_keys": staff(frozenset({"administrator"}), LAHTI),
    "api_key_revoke": act(frozenset({"administrator"}), a_key),
    "round_list": page(LAHTI), "round_detail": page(ROUND), "proposal_list": page(ROUND), "proposal_detail": page(a_proposal),
    "ballot": form(ROUND), "receipt_check": form(ROUND), "round_result": page(DECIDED), "area_result": page({**DECIDED, "area": "etela"}),
    "ballots_csv": file({**DECIDED, "area": "etela"}), "ballots_pb": file({**DECIDED, "area": "etela"}),
    "frozen_configuration": file(ROUND), "proposal_picture": file(a_proposal, shown=404),
    "picture_choice": staff(frozenset({"coordinator"}), a_proposal),
    "round_manage": staff(frozenset({"coordinator"}), ROUND, posts=False),
    "round_proposals": staff(frozenset({"coordinator"}), ROUND), "proposal_exclude": staff(frozenset({"coordinator"}), a_proposal),
    "count_protocol": page(DECIDED, budget=13), "count_protocol_pdf": file(DECIDED, shown=404), "protocol_write": act(frozenset({"coordinator"}), DECIDED),
    "round_rules": staff(frozenset({"coordinator"}), ROUND), "rule_preview": staff(frozenset({"coordinator"}), ROUND),
    "vote_files": staff(frozenset({"coordinator"}), LAHTI), "vote_file": page(a_vote_file), "vote_file_pb": file(a_vote_file),
    "vote_file_practice": act(frozenset({"coordinator"}), a_vote_file),
    "vote_file_publish": act(frozenset({"coordinator"}), a_vote_file), "vote_file_remove": act(frozenset({"coordinator"}), a_vote_file),
    "round_categories": staff(frozenset({"coordinator"}), ROUND), "category_sort": act(frozenset({"coordinator"}), ROUND),
    "category_remove": act(frozenset({"coordinator"}), ROUND),
    "alternatives_undo": act(frozenset({"coordinator"}), ROUND),
    "desk_vote": staff(VOTE_TAKERS, ROUND), "paper_batches": staff(VOTE_TAKERS, ROUND),
    "paper_sheets": staff(VOTE_TAKERS, a_paper_batch, posts=False), "paper_keying": staff(VOTE_TAKERS, a_paper_batch),
    "paper_accept": act(VOTE_TAKERS, a_paper_batch), "round_box": form(ROUND),
    "kiosk": form(ROUND), "kiosk_ballot": form(ROUND, shown=302), "kiosks": staff(VOTE_TAKERS, ROUND),
    "kiosk_close": act(VOTE_TAKERS, a_kiosk), "ballot_replace": form(ROUND), "replacing_ballot": form(ROUND), "box_replaced": file(a_box),
    "box_leaves": file(a_box), "box_seal": staff(frozenset({"coordinator", "official"}), ROUND),
    "ballot_code": form(ROUND), "code_batches": staff(frozenset({"coordinator"}), ROUND), "code_void": staff(frozenset({"coordinator"}), a_code_batch),
    **{f"round_{verb}": act(frozenset({"coordinator"}), ROUND) for verb in ("open", "close", "count", "confirm", "draw", "publish")},
    "round_new": staff(frozenset({"coordinator"}), LAHTI), "round_plan": staff(frozenset({"coordinator"}), ROUND),
    "round_ideas": staff(frozenset({"coordinator"}), ROUND, posts=False), "proposal_new": staff(frozenset({"coordinator"}), ROUND),
    "proposal_edit": staff(frozenset({"coordinator"}), a_proposal),
    "ideas_decline": staff(frozenset({"coordinator"}), ROUND, shown=302, counts=False, why_not_counted="leads back without a chosen idea"),
    "delivery_list": staff(frozenset({"coordinator"}), DECIDED, posts=False), "round_delivery": staff(frozenset({"coordinator"}), a_winner),
    "delivery_remove": act(frozenset({"coordinator"}), lambda world: {**a_winner(world), "what": "vaihe"}), "delivery_picture": file(a_work_picture),
    **{f"round_{verb}": act(frozenset({"coordinator"}), ROUND) for verb in ("implement", "finish")},
    "round_phase": act(frozenset({"coordinator"}), ROUND), "round_change": staff(frozenset({"coordinator"}), {**ROUND, "kind": "lisaaika"}),
    "panel_list": page(LAHTI),
    "wellbeing_overview": page(), "plan_list": page(), "municipality_wellbeing": page(LAHTI), "indicator_detail": page({"number": 286}),
    "indicator_export": file({"number": 286, "file_type": "csv"}), "indicator_picture": file({"number": 286}),
    "card_review": Access({"number": 286}, get=COUNTY_WRITERS, post=COUNTY_WRITERS, denied=404, refused={"resident": 403}),
    "observation_new": Access({"number": 286}, get=MEASURERS, post=MEASURERS),
    "annual_clock": page(), "report_list": page(), "report_detail": page({"year": YEAR}),
    "report_pdf": file({"year": YEAR}), "municipality_card": page({"year": YEAR, "slug": "lahti"}), "municipality_card_pdf": file({"year": YEAR, "slug": "lahti"}),
    "passage_list": Access({"year": YEAR}, get=COUNTY_WRITERS, denied=404, refused={"resident": 403}),
    "passage_write": Access({"year": YEAR, "key": "summary"}, get=COUNTY_WRITERS, post=COUNTY_WRITERS, denied=404, refused={"resident": 403}),
    "passage_write_place": Access(
        {"year": YEAR, "slug": "lahti", "key": "strengths"}, get=COUNTY_WRITERS, post=COUNTY_WRITERS, denied=404, refused={"resident": 403}
    ),
    "report_compile": act(
        frozenset({"county_official"}), {"year": YEAR}, denied=404, refused={"resident": 403, "county_coordinator": 403}
    ),
}  # fmt: skip
