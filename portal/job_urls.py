"""The page of a job, in the languages of its readers."""

from django.urls import URLPattern, path

from portal import views

urlpatterns: list[URLPattern] = [
    path("tyot/<uuid:uuid>/", views.job_detail, name="job_detail"),
]
