"""Front pages and pages about the service; last in line, because a slug takes any word.

Each page about the service stands for the whole installation and again under each place, so that a reader stays where they were.
"""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from organisations import views

ABOUT: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
    "vastauslupaus": ("promise", views.promise),
    "keskustelun-saannot": ("discussion_rules", views.discussion_rules),
    "avoin-data": ("open_data", views.open_data),
    "saavutettavuus": ("accessibility", views.accessibility),
    "selkokieli": ("plain_language", views.plain_language),
    "tietoa": ("about", views.about),
}

urlpatterns: list[URLPattern] = [
    path("", views.region_front, name="region_front"),
    *(path(f"{word}/", view, name=name) for word, (name, view) in ABOUT.items()),
    path("<slug:slug>/", views.municipality_front, name="municipality_front"),
    path("<slug:slug>/osallistu/", views.participate, name="participate"),
    path("<slug:slug>/avoin-data/vakiluku.<str:form>", views.population_export, name="population_export"),
    *(path(f"<slug:slug>/{word}/", view, name=name) for word, (name, view) in ABOUT.items()),
]
