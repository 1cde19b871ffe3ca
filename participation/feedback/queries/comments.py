"""The discussion under an idea: a comment and the answers to it one after another, a page at a time."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participation.feedback.enums import CommentState
from participation.feedback.models import Comment
from participation.matters.enums import MatterKind
from participation.matters.models import Matter
from participation.matters.permissions import is_shown
from participation.matters.queries.discussion import Discussion, Remark
from participation.matters.queries.holding import is_new_author
from participation.matters.rules import parse_reference
from people.enums import Permission
from people.models import Person, User
from people.permissions import has_permission
from people.queries import OwnData
from portal.exceptions import NotVisible
from portal.numerals import day, number

COMMENTS_ON_PAGE = 30
MOST_COUNTED = 200


def comments_seen_by(person: Person, matter: Matter) -> QuerySet[Comment]:
    """What is shown, the reader's own whatever became of it, and the places of others' that have answers under them."""
    seen = Q(state=CommentState.SHOWN)
    if isinstance(person, User):
        seen |= Q(author=person) & ~Q(state=CommentState.GONE)
    answers = Comment.objects.filter(parent=OuterRef("pk"), state=CommentState.SHOWN)
    return Comment.objects.filter(seen | Q(Exists(answers), parent=None), matter=matter)


def discussion_of(matter: Matter, person: Person, place: str) -> Discussion | None:
    """Two queries, and a third where the discussion goes on."""
    if matter.kind != MatterKind.IDEA or not is_shown(matter):
        return None
    comments = comments_seen_by(person, matter).alias(thread=Coalesce("parent", "id"))
    rows, after = comments.select_related("organisation").order_by("thread", "pk"), parse_place(place)
    if after is not None:
        rows = rows.filter(TupleGreaterThan(Tuple(F("thread"), F("pk")), after))
    found = list(rows[: COMMENTS_ON_PAGE + 1])
    shown, last = found[:COMMENTS_ON_PAGE], found[COMMENTS_ON_PAGE - 1 : COMMENTS_ON_PAGE]
    is_whole = after is None and len(found) <= COMMENTS_ON_PAGE
    return Discussion(
        remarks=[remark_of(comment, matter, person) for comment in shown],
        count=count_words(said(shown) if is_whole else said_under(matter)),
        write_url=reverse("comment_write", kwargs={"code": matter.reference}),
        following=f"{last[0].parent_id or last[0].pk}.{last[0].pk}" if len(found) > COMMENTS_ON_PAGE else "",
        is_first=after is None,
    )


def said(comments: Iterable[Comment]) -> int:
    return sum(comment.state == CommentState.SHOWN for comment in comments)


def said_under(matter: Matter) -> int:
    """How many comments are shown, counted to a little over two hundred."""
    return Comment.objects.filter(matter=matter, state=CommentState.SHOWN).order_by()[: MOST_COUNTED + 1].count()


def count_words(count: int) -> str:
    return _("over %(n)s") % {"n": number(MOST_COUNTED)} if count > MOST_COUNTED else number(count)


def parse_place(typed: str) -> tuple[int, int] | None:
    """Thread and comment after which a page begins; None for the beginning."""
    parts = typed.split(".")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return None
    return int(parts[0]), int(parts[1])


def remark_of(comment: Comment, matter: Matter, person: Person) -> Remark:
    is_own = isinstance(person, User) and comment.author_id == person.pk and comment.state != CommentState.GONE
    is_read = comment.state == CommentState.SHOWN or is_own
    names = {"code": matter.reference, "comment": comment.pk}
    return Remark(
        key=comment.pk,
        who=who_says(comment) if is_read else "",
        mark=f"{comment.role}, {comment.organisation.name}" if is_read and comment.organisation else "",
        on=day(comment.at),
        text=comment.text if is_read else "",
        language=matter.language,
        is_answer=comment.parent_id is not None,
        note=note_on(comment, is_own=is_own),
        answer_url=answer_url(comment, matter) if comment.state == CommentState.SHOWN else "",
        remove_url=reverse("comment_remove", kwargs=names) if is_own else "",
        state_url=reverse("comment_own", kwargs=names) if is_own and comment.state != CommentState.SHOWN else "",
        moderate_url=moderate_url(comment, matter, person),
    )


def moderate_url(comment: Comment, matter: Matter, person: Person) -> str:
    """Where a moderator of the place decides on the comment."""
    if comment.state == CommentState.GONE or not has_permission(person, Permission.MATTER_MODERATE, matter.organisation_id):
        return ""
    return reverse("moderation_item", kwargs={"kind": "kommentti", "key": comment.pk})


def who_says(comment: Comment) -> str:
    """A pen name; the organisation for those who speak for it; nobody once the account is erased."""
    return "" if comment.organisation_id else comment.pen_name or _("A resident")


def answer_url(comment: Comment, matter: Matter) -> str:
    """Where the comment is answered; an answer is answered beside it, under the same comment."""
    return reverse("comment_write", kwargs={"code": matter.reference}) + f"?vastaus={comment.parent_id or comment.pk}"


def note_on(comment: Comment, *, is_own: bool) -> str:
    match CommentState(comment.state):
        case CommentState.HELD if is_own:
            return _("Only you see this for now. A moderator reads it before others do.")
        case CommentState.HIDDEN if is_own:
            return _("A moderator did not show this. Only you see it.")
        case CommentState.GONE:
            return _("The writer took this comment back.")
        case CommentState.HELD | CommentState.HIDDEN:
            return _("This comment is not shown.")
    return ""


def idea_to_discuss(reference: str) -> Matter:
    """The shown idea at an open reference. Raises NotVisible; a secret code opens nothing here."""
    ideas = Matter.objects.shown().ideas().select_related("organisation", "origin__parent")
    idea = ideas.filter(reference=parse_reference(reference) or "").first()
    if idea is None:
        raise NotVisible(reference)
    return idea


def comment_to_answer(idea: Matter, typed: str) -> Comment | None:
    """The comment that somebody wants to answer, the first of its thread; None when it cannot be answered (any more)."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        return None
    shown = Comment.objects.filter(matter=idea, state=CommentState.SHOWN, parent=None).select_related("organisation")
    return shown.filter(pk=int(typed)).first()


def is_new_here(person: Person) -> bool:
    """Nobody has yet shown a text of this person, neither an idea nor a comment."""
    if not isinstance(person, User):
        return True
    return is_new_author(person) and not Comment.objects.filter(author=person, state=CommentState.SHOWN).exists()


def own_comments(user: User) -> OwnData:
    """What the person has said under ideas. One query."""
    rows = Comment.objects.filter(author=user).exclude(state=CommentState.GONE).select_related("matter").order_by("at")
    return OwnData(
        title=_("My comments"),
        columns=[_("Day"), _("Idea"), pgettext("comment", "Pen name"), _("Comment")],
        rows=[[day(row.at), row.matter.title, row.pen_name, row.text] for row in rows],
    )
