"""Named routes of the report round."""

from django.urls import path

from reports.rounds import views

urlpatterns = [
    path("vuosikello/", views.annual_clock, name="annual_clock"),
    path("raportit/<int:year>/kirjoita/", views.passage_list, name="passage_list"),
    path("raportit/<int:year>/kirjoita/<slug:key>/", views.passage_write, name="passage_write"),
    path("raportit/<int:year>/kirjoita/<slug:slug>/<slug:key>/", views.passage_write, name="passage_write_place"),
]
