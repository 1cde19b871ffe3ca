"""Named routes."""

from django.urls import URLPattern, path

from participation.panels import views

urlpatterns: list[URLPattern] = [path("<slug:slug>/raadit/", views.panel_list, name="panel_list")]
