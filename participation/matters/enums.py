"""Kinds, states and channels of a matter, its steps, and its events in the audit trail."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MatterKind(models.TextChoices):
    IDEA = "idea", pgettext_lazy("matter", "Idea")
    FEEDBACK = "feedback", pgettext_lazy("matter", "Feedback")
    FAULT = "fault", pgettext_lazy("matter", "Fault")
    QUESTION = "question", pgettext_lazy("matter", "Question")
    THANKS = "thanks", pgettext_lazy("matter", "Thanks")
    STATEMENT = "statement", pgettext_lazy("matter", "Statement")


class MatterState(models.TextChoices):
    IN_MODERATION = "in_moderation", pgettext_lazy("matter", "Being checked")
    OPEN = "open", pgettext_lazy("matter", "Open")
    HANDED = "handed", pgettext_lazy("matter", "Handed over, waits to be accepted")
    ROUTED = "routed", pgettext_lazy("matter", "Sent to those who answer")
    PREPARED = "prepared", pgettext_lazy("matter", "Being prepared")
    ANSWERED = "answered", pgettext_lazy("matter", "Answered")
    DECIDED = "decided", pgettext_lazy("matter", "Decided")
    IMPLEMENTED = "implemented", pgettext_lazy("matter", "Being carried out")
    DONE = "done", pgettext_lazy("matter", "Done")
    CHECKED = "checked", pgettext_lazy("matter", "Effect checked")
    DECLINED = "declined", pgettext_lazy("matter", "Not shown")
    MERGED = "merged", pgettext_lazy("matter", "Joined to another matter")
    NOT_OURS = "not_ours", pgettext_lazy("matter", "Belongs to somebody else")
    WITHDRAWN = "withdrawn", pgettext_lazy("matter", "Withdrawn")


class Visibility(models.TextChoices):
    PUBLIC = "public", pgettext_lazy("visibility", "Shown to everyone")
    PARTICIPANTS = "members", pgettext_lazy("visibility", "For those who take part")
    PRIVATE = "private", pgettext_lazy("visibility", "Only for the sender and those who answer")


class Channel(models.TextChoices):
    WEB = "web", pgettext_lazy("channel", "Web")
    PHONE = "phone", pgettext_lazy("channel", "Phone")
    COUNTER = "counter", pgettext_lazy("channel", "Service point")
    EVENING = "evening", pgettext_lazy("channel", "Residents' evening")
    PAPER = "paper", pgettext_lazy("channel", "Paper")
    API = "api", pgettext_lazy("channel", "Another service")


class StepKind(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("step", "Received")
    PUBLISHED = "published", pgettext_lazy("step", "Shown to everyone")
    ROUTED = "routed", pgettext_lazy("step", "Sent to those who answer")
    HANDED_OVER = "handed_over", pgettext_lazy("step", "Handed over")
    ACCEPTED = "accepted", pgettext_lazy("step", "Accepted")
    RETURNED = "returned", pgettext_lazy("step", "Given back")
    PREPARED = "prepared", pgettext_lazy("step", "Being prepared")
    ANSWERED = "answered", pgettext_lazy("step", "Answered")
    DECIDED = "decided", pgettext_lazy("step", "Decided")
    IMPLEMENTED = "implemented", pgettext_lazy("step", "Being carried out")
    DONE = "done", pgettext_lazy("step", "Done")
    CHECKED = "checked", pgettext_lazy("step", "Effect checked")
    REOPENED = "reopened", pgettext_lazy("step", "Opened again")
    DECLINED = "declined", pgettext_lazy("step", "Not shown")
    APPEALED = "appealed", pgettext_lazy("step", "A review was asked for")
    MERGED = "merged", pgettext_lazy("step", "Joined to another matter")
    NOT_OURS = "not_ours", pgettext_lazy("step", "Belongs to somebody else")
    WITHDRAWN = "withdrawn", pgettext_lazy("step", "Withdrawn")
    NOTE = "note", pgettext_lazy("step", "Note")
    FILE_HIDDEN = "file_hidden", pgettext_lazy("step", "A file is not shown to others")
    FILE_APPEALED = "file_review", pgettext_lazy("step", "A review of a file was asked for")
    FILE_SHOWN = "file_shown", pgettext_lazy("step", "A file is shown again")


class Outcome(models.TextChoices):
    """What the answer or decision says; a no is told as plainly as a yes."""

    YES = "yes", pgettext_lazy("outcome", "Yes, we do this")
    PARTLY = "partly", pgettext_lazy("outcome", "We do a part of this")
    NOT_YET = "not_yet", pgettext_lazy("outcome", "Not yet, and here is why")
    NO = "no", pgettext_lazy("outcome", "No, and here is why")
    REPLY = "reply", pgettext_lazy("outcome", "An answer to what was asked")


class DeclineReason(models.TextChoices):
    """Why a moderator does not show a text; the sender sees it in these words."""

    PRIVATE = "private", pgettext_lazy("decline", "It tells private things about somebody")
    INSULT = "insult", pgettext_lazy("decline", "It insults or threatens somebody")
    ADVERTISEMENT = "advertisement", pgettext_lazy("decline", "It is an advertisement")
    SAME = "same", pgettext_lazy("decline", "The same has been sent already")
    OUTSIDE = "outside", pgettext_lazy("decline", "It is not about the work of the municipality or the county")


class HideReason(models.TextChoices):
    """Why a moderator does not show a single picture or document; the sender sees it in these words."""

    PERSON = "person", pgettext_lazy("file", "Somebody can be recognised in it, or it tells private things")
    INSULT = "insult", pgettext_lazy("file", "It insults or threatens somebody")
    RIGHTS = "rights", pgettext_lazy("file", "It seems to be made by somebody else, who has not given leave")
    OUTSIDE = "outside", pgettext_lazy("file", "It has nothing to do with the matter")


class HoldReason(models.TextChoices):
    """Why a rule asks a moderator to look closer; the rule never decides."""

    LINKS = "links", pgettext_lazy("hold", "It has many links")
    NEW_AUTHOR = "new_author", pgettext_lazy("hold", "The writer is new here")
    LISTED_WORD = "word", pgettext_lazy("hold", "It has a word of the list")
    IDENTITY_CODE = "identity_code", pgettext_lazy("hold", "It had a personal identity code")


class Helped(models.TextChoices):
    """What the sender says when asked whether the answer helped."""

    YES = "yes", pgettext_lazy("helped", "Yes")
    PARTLY = "partly", pgettext_lazy("helped", "Partly")
    NO = "no", pgettext_lazy("helped", "No")


class DraftRefusal(models.TextChoices):
    """Why an answer that waited for its minute was not published."""

    CHANGED = "changed", pgettext_lazy("draft", "Something happened to the matter after the draft was written")
    STATE = "state", pgettext_lazy("draft", "The matter can no longer be answered")
    RIGHTS = "rights", pgettext_lazy("draft", "The writer no longer has the right to answer")


class MailPace(models.TextChoices):
    AT_ONCE = "at_once", pgettext_lazy("mail", "At once")
    DAILY = "daily", pgettext_lazy("mail", "Once a day")
    NEVER = "never", pgettext_lazy("mail", "Never")


class Told(StrEnum):
    """In what capacity somebody is told of a step (rules.notices). The values are words of the documentation."""

    SENDER = "sender"
    JOINED = "senders of joined matters"
    FOLLOWERS = "its followers"
    AROUND = "followers of topic, area, organisation"
    POST = "post that answers"
    COORDINATORS = "coordinators who have it"
    GIVER = "coordinators who gave it"
    MODERATORS = "moderators"
    MENTIONED = "mentioned"


class AttachmentKind(models.TextChoices):
    """What may be attached; the content decides, not the name."""

    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    PDF = "application/pdf", "PDF"


class Urgency(models.TextChoices):
    """Where a matter stands against the answer promise. Never stored: rules.urgency_of derives it."""

    LATE = "late", pgettext_lazy("urgency", "Late")
    THIS_WEEK = "week", pgettext_lazy("urgency", "To be answered this week")
    LATER = "later", pgettext_lazy("urgency", "There is still time")


class DeskGroup(models.TextChoices):
    """How the desk sorts what it sees. Never stored."""

    LATE = "late", pgettext_lazy("desk", "Late")
    MODERATION = "moderation", pgettext_lazy("desk", "Waiting to be read")
    THIS_WEEK = "week", pgettext_lazy("desk", "To be answered this week")
    LATER = "later", pgettext_lazy("desk", "There is still time")
    FOLLOWED = "followed", pgettext_lazy("desk", "Promised to go on")
    HANDED = "handed", pgettext_lazy("desk", "Handed over, answered elsewhere")
    ENDED = "ended", pgettext_lazy("desk", "Ended")


class MatterEvent(models.TextChoices):
    RECEIVED = "matter.received", _("%(code)s was received")
    PUBLISHED = "matter.published", _("%(actor)s showed %(code)s to everyone")
    ROUTED = "matter.routed", _("%(actor)s sent %(code)s to %(post)s")
    HANDED_OVER = "matter.handed_over", _("%(actor)s handed %(code)s over to %(receiver)s")
    ACCEPTED = "matter.accepted", _("%(actor)s accepted %(code)s")
    RETURNED = "matter.returned", _("%(actor)s gave %(code)s back to %(receiver)s")
    PREPARED = "matter.prepared", _("%(actor)s began to prepare %(code)s")
    ANSWERED = "matter.answered", _("%(actor)s answered %(code)s")
    DECIDED = "matter.decided", _("%(actor)s recorded the decision on %(code)s")
    IMPLEMENTED = "matter.implemented", _("%(actor)s recorded that %(code)s is being carried out")
    DONE = "matter.done", _("%(actor)s recorded that %(code)s is done")
    CHECKED = "matter.checked", _("%(actor)s recorded the effect of %(code)s")
    REOPENED = "matter.reopened", _("%(code)s was opened again")
    APPEALED = "matter.appealed", _("A review was asked for on %(code)s")
    MERGED = "matter.merged", _("%(actor)s joined %(code)s to %(target)s")
    NOT_OURS = "matter.not_ours", _("%(actor)s told that %(code)s belongs to somebody else")
    DECLINED = "matter.declined", _("%(actor)s did not show %(code)s")
    WITHDRAWN = "matter.withdrawn", _("%(code)s was withdrawn")
    NOTED = "matter.noted", _("%(actor)s wrote an internal note on %(code)s")
    FILE_HIDDEN = "matter.file_hidden", _("%(actor)s hid a file of %(code)s")
    FILE_APPEALED = "matter.file_review", _("A review of a file was asked for on %(code)s")
    FILE_SHOWN = "matter.file_shown", _("%(actor)s showed a hidden file of %(code)s again")


class ModerationEvent(models.TextChoices):
    WORD_ADDED = "moderation.word_added", _("%(actor)s put “%(word)s” on the list of words at which a text waits")
    WORD_REMOVED = "moderation.word_removed", _("%(actor)s took “%(word)s” from the list of words at which a text waits")


class DeskEvent(models.TextChoices):
    """What the desk does around the steps."""

    ASSIGNED = "desk.assigned", _("%(actor)s gave %(code)s to a colleague to work on")
    UNASSIGNED = "desk.unassigned", _("%(actor)s freed %(code)s from the one who worked on it")
    DRAFTED = "desk.drafted", _("%(actor)s saved a draft of the answer to %(code)s")
    DRAFT_REMOVED = "desk.draft_removed", _("%(actor)s removed the draft of the answer to %(code)s")
    TIMED = "desk.timed", _("%(actor)s set the minute at which the answer to %(code)s is published")
    UNTIMED = "desk.untimed", _("%(actor)s took back the minute of the answer to %(code)s")
    REFUSED = "desk.refused", _("The waiting answer to %(code)s was not published")
    TEMPLATE_SAVED = "desk.template_saved", _("%(actor)s saved the response template “%(title)s”")
    TEMPLATE_REMOVED = "desk.template_removed", _("%(actor)s removed the response template “%(title)s”")
