"""Every form of a page, read from its HTML and filled with hostile texts, whatever fields it has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

WRITTEN = {"text", "search", "email", "url", "tel", "number", "password", ""}
KEPT = {"csrfmiddlewaretoken", "version", "token", "next", "seen"}


@dataclass
class Field:
    """`options` are the values of a select, of radio buttons or tick boxes of one name; `most` is how many letters the browser takes."""

    name: str
    type: str
    value: str = ""
    most: int = 100_000
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def put(self, name: str, type: str, value: str, most: str = "") -> None:
        here = self.fields.setdefault(name, Field(name, type, value, int(most or 100_000)))
        if type in {"radio", "checkbox"}:
            here.options.append(value)


class Forms(HTMLParser):
    """The forms of a page in their order. Only what a browser would send is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.select: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.inside)
        if self.inside is None:
            return
        name = given.get("name", "")
        if tag == "option" and self.select is not None and given.get("value"):
            self.select.options.append(given["value"])
        elif tag == "button" and name:
            self.inside.buttons.append((name, given.get("value", "")))
        elif name and tag == "input":
            self.inside.put(name, given.get("type", "text"), given.get("value", "on"), given.get("maxlength", ""))
        elif name and tag in {"textarea", "select"}:
            self.inside.put(name, tag, "", given.get("maxlength", ""))
            self.select = self.inside.fields[name] if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        if tag == "select":
            self.select = None


class Attack:
    """Fills every written field with `text`, with `with_files` files too; chooses the choice whose turn it is. Keeps each answer."""

    def __init__(self) -> None:
        self.text, self.with_files = "", False
        self.answers: list[tuple[str, str]] = []
        self.tried: set[tuple[str, str]] = set()
        self.broken: list[str] = []
        self.turn = 0

    def forms_at(self, client: Client, url: str) -> Iterator[Form]:
        answer = client.get(url, follow=True)
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            yield from Forms(answer.content.decode()).forms

    def data_for(self, form: Form, given: dict[str, Any]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name, here in form.fields.items():
            if name in given:
                data[name] = given[name]
            elif name in KEPT or here.type == "hidden":
                data[name] = here.value
            elif here.type == "file" and not self.with_files:
                continue
            elif here.type == "file":
                data[name] = SimpleUploadedFile(f"{self.text}.csv".replace("/", "_"), self.text.encode("utf-8", "replace"))
            elif here.type in WRITTEN or here.type == "textarea":
                data[name] = self.text[: here.most]
            elif here.options:
                data[name] = here.options[self.turn % len(here.options)]
        return data

    def send(self, client: Client, url: str, form: Form, given: dict[str, Any]) -> int:
        """Send the form as a browser would and keep the page that answers."""
        target = urljoin(f"http://testserver{url}", form.action or url).removeprefix("http://testserver")
        data = self.data_for(form, given)
        self.tried |= {(target.split("?")[0], name) for name in data if name not in KEPT}
        self.turn += 1
        answer = (client.post if form.method == "post" else client.get)(target, data, follow=True)
        if answer.status_code >= 500:
            self.broken.append(f"{form.method} {target}: {answer.status_code}")
        elif answer.get("Content-Type", "").startswith("text/html"):
            self.answers.append((f"{form.method} {target}", answer.content.decode()))
        return answer.status_code

    def all_forms(self, client: Client, url: str, skip: tuple[str, ...] = (), **given: Any) -> None:
        """Every form of the page; `skip` are parts of addresses that would end the session or the thing itself."""
        for form in list(self.forms_at(client, url)):
            if not any(part in form.action for part in skip):
                self.send(client, url, form, given)

    def one_form(self, client: Client, url: str, with_field: str, **given: Any) -> int:
        """The form with the field; 0 when the page has none."""
        form = next((form for form in self.forms_at(client, url) if with_field in form.fields), None)
        return self.send(client, url, form, given) if form else 0
