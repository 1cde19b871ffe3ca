"""Addresses without a language: the look of a place."""

from django.urls import URLPattern, path

from organisations import views

urlpatterns: list[URLPattern] = [
    path("teema/<slug:slug>.css", views.theme_css, name="theme"),
    path("teema/<slug:slug>.png", views.organisation_logo, name="organisation_logo"),
]
