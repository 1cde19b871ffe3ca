"""What another service leaves for a resident."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from participation.feedback.models import ApiKey
from participation.matters.actions import Said
from participation.matters.actions.attachments import Sent, leave_with_files
from participation.matters.enums import Channel
from participation.matters.models import Matter


def token_of(key: ApiKey, said: Said, once: str, now: datetime) -> UUID:
    """The same for the same request sent again: by the sender's own mark (`once`), or within the same day when it gives none."""
    words = (said.kind, said.title, said.text, said.place, said.reply_email, said.reply_phone, said.latitude, said.longitude, said.topic)
    return uuid5(NAMESPACE_URL, "\x1f".join([str(key.pk), once or f"{now:%Y-%m-%d}", *map(str, words)]))


@transaction.atomic
def receive_request(*, key: ApiKey, said: Said, files: Sequence[Sent] = (), once: str, now: datetime) -> Matter:
    """Leave a matter and its files for the key's organisation. The caller has found the key to be working. Raises RuleBroken."""
    token = token_of(key, said, once, now)
    return leave_with_files(
        said=said, files=files, organisation=key.organisation, by=AnonymousUser(), now=now, channel=Channel.API, token=token
    )
