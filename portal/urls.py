"""Health and the gallery: addresses without a language."""

from django.urls import URLPattern, path

from portal import views

urlpatterns: list[URLPattern] = [
    path("terveys/elossa", views.health_live, name="health_live"),
    path("terveys/valmis", views.health_ready, name="health_ready"),
    path("tyylit/", views.gallery, name="gallery"),
]
