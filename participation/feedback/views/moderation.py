"""What waits for a moderator, the decision on it, and the list of words at which texts wait."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from organisations.models import Organisation
from organisations.queries import public_organisation
from participation.feedback.actions.moderation import ask_comment_review, hide_comment, show_comment
from participation.feedback.enums import CommentState, CommentStepKind
from participation.feedback.forms.moderation import SHOW, DecisionForm, QueueFilterForm, ReviewForm, WordForm
from participation.feedback.models import Comment
from participation.feedback.permissions import check_can_moderate_anywhere, was_comment_appealed
from participation.feedback.queries.moderation import (
    Item,
    decision_of_comment_step,
    item_at,
    others_who_decide,
    own_comment,
    queue_page,
)
from participation.feedback.rules import can_take_comment_step
from participation.matters.actions import decline_matter, publish_matter
from participation.matters.actions.holding import add_hold_word, remove_hold_word
from participation.matters.enums import DeclineReason
from participation.matters.forms import REMOVE, with_code_removed
from participation.matters.models import Matter
from participation.matters.queries import desk_place
from participation.matters.queries.holding import hold_word_at, hold_words
from people.enums import Permission
from people.gates import signed_in, staff_page
from people.permissions import check_own_permission
from portal.exceptions import ChangedMeanwhile, NotPermitted, RuleBroken

ITEM = "participation/feedback/moderation_item.html"


@never_cache
@require_safe
@staff_page
def moderation_queue(request: HttpRequest) -> HttpResponse:
    check_can_moderate_anywhere(request.user)
    filter = QueueFilterForm(request.GET)
    page = queue_page(request.user, timezone.now(), filter.group)
    context = {"page": page, "filter": filter, "organisation": desk_place(request.user), "is_filtered": any(request.GET.values())}
    return render(request, "participation/feedback/moderation.html", context)


@never_cache
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def moderation_item(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One text with all that was decided on it, and the decision."""
    now = timezone.now()
    item = item_at(kind, key, request.user, now)
    form = form_for(request, item)
    if form is not None and form.is_bound and form.is_valid() and decided(item, form, request):
        return redirect("moderation_queue")
    if form is not None and form.has_changed_meanwhile:
        item = item_at(kind, key, request.user, now)
        form.renew(item)
    others = others_who_decide(item) if item.refusal else ""
    context = {"item": item, "form": form, "others": others, "organisation": desk_place(request.user)}
    return render(request, ITEM, context, status=409 if form is not None and form.has_changed_meanwhile else 200)


def form_for(request: HttpRequest, item: Item) -> DecisionForm | None:
    """Empty, as it was sent, or none when nothing may be decided. Raises NotPermitted to the one who said no before."""
    if request.method == "POST":
        if item.refusal:
            raise NotPermitted(item.refusal)
        is_draft = REMOVE in request.POST
        return DecisionForm(with_code_removed(request.POST) if is_draft else request.POST, is_draft=is_draft, item=item)
    if not item.can_show and not item.can_hide:
        return None
    return DecisionForm(initial={"version": item.version, "token": uuid4()}, item=item)


def decided(item: Item, form: DecisionForm, request: HttpRequest) -> bool:
    """Take the decision. A rule that says no, or a change by somebody else, is told in the form, and what was typed stays."""
    typed, subject = form.cleaned_data, item.subject
    move = {"by": request.user, "now": timezone.now(), "version": typed["version"], "token": typed["token"]}
    try:
        if typed["decision"] == SHOW:
            publish_matter(matter=subject, **move) if isinstance(subject, Matter) else show_comment(comment=subject, **move)
            messages.success(request, _("The text is now shown to everyone."))
        else:
            move |= {"reason": DeclineReason(typed["reason"]), "text": typed["text"]}
            decline_matter(matter=subject, **move) if isinstance(subject, Matter) else hide_comment(comment=subject, **move)
            messages.success(request, _("The text is not shown. The writer sees the reason."))
    except (RuleBroken, ChangedMeanwhile) as refusal:
        form.add_error(None, refusal.message)
        form.has_changed_meanwhile = isinstance(refusal, ChangedMeanwhile)
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def moderation_words(request: HttpRequest, slug: str) -> HttpResponse:
    """The words at which a text waits: add one, remove one."""
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.MATTER_MODERATE, organisation)
    if "remove" in request.POST:
        return removed(request, organisation)
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and added(form, request, organisation):
        return redirect("moderation_words", slug=slug)
    context = {"organisation": organisation, "form": form, "words": hold_words(organisation)}
    return render(request, "participation/feedback/moderation_words.html", context)


def added(form: WordForm, request: HttpRequest, organisation: Organisation) -> bool:
    word = form.cleaned_data["word"]
    try:
        is_new = add_hold_word(organisation=organisation, word=word, by=request.user, now=timezone.now())
    except RuleBroken as refusal:
        form.add_error("word", refusal.message)
        return False
    told = _("“%(word)s” is on the list.") if is_new else _("“%(word)s” was on the list already.")
    messages.success(request, told % {"word": word})
    return True


def removed(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    word = hold_word_at(organisation, request.POST["remove"])
    if word is not None:
        remove_hold_word(organisation=organisation, word=word, by=request.user, now=timezone.now())
        messages.success(request, _("“%(word)s” was removed from the list.") % {"word": word.stem})
    return redirect("moderation_words", slug=organisation.slug)


@never_cache
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def comment_own(request: HttpRequest, code: str, comment: int) -> HttpResponse:
    """What became of one's own comment, and the wish that somebody else looks at it."""
    own = own_comment(code, comment, request.user)
    form = ReviewForm(request.POST) if request.method == "POST" else ReviewForm(initial={"token": uuid4()})
    if form.is_bound and form.is_valid() and asked(form, request, own):
        return redirect("comment_own", code=code, comment=comment)
    context = {
        "comment": own, "matter": own.matter, "organisation": own.matter.origin, "form": form, "can_ask": can_ask(own),
        "history": [decision_of_comment_step(step) for step in own.steps.all()],
    }  # fmt: skip
    return render(request, "participation/feedback/comment_own.html", context)


def can_ask(comment: Comment) -> bool:
    return can_take_comment_step(CommentState(comment.state), CommentStepKind.APPEALED) and not was_comment_appealed(comment)


def asked(form: ReviewForm, request: HttpRequest, comment: Comment) -> bool:
    typed = form.cleaned_data
    try:
        ask_comment_review(comment=comment, text=typed["text"], by=request.user, now=timezone.now(), token=typed["token"])
    except RuleBroken as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("You asked for a review. Somebody else reads your comment within two working days."))
    return True
