"""Atom feeds (RFC 4287) of what can be followed; a reader that has the newest gets 304."""

from datetime import UTC, datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from participation.matters.queries.feeds import FeedPage, feed_page
from participation.matters.queries.following import thing_at


@require_safe
def feed(request: HttpRequest, what: str, address: str) -> HttpResponseBase:
    page = feed_page(thing_at(what, address))
    content = written(page)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    changed = int(page.changed.timestamp()) if page.changed else None
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8", headers={"Cache-Control": "public, max-age=300"})
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response


class PathFeed(Atom1Feed):
    """An empty feed has a fixed day too, so that its tag stays the same until something happens."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=datetime(2026, 1, 1, tzinfo=UTC))


def written(page: FeedPage) -> bytes:
    """The feed as XML. Summaries are HTML, so every letter of people's own words is escaped once more."""
    atom = PathFeed(
        title=page.title, link=page.page_url, description=None, language=page.language, author_name=page.author, feed_url=page.feed_url,
        feed_guid=page.feed_url,
    )  # fmt: skip
    for entry in page.entries:
        summary = linebreaks(entry.text, autoescape=True)
        atom.add_item(
            title=entry.title, link=entry.url, description=summary, unique_id=entry.id, pubdate=entry.at, updateddate=entry.at
        )
    return atom.writeString("utf-8").encode()
