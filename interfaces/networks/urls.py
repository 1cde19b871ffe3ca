"""Named routes."""

from django.urls import URLPattern, path

from interfaces.networks import views

urlpatterns: list[URLPattern] = [
    path("verkostot/", views.network_list, name="network_list"),
    path("verkostot/lataa.<str:file_format>", views.networks_export, name="networks_export"),
    path("verkostot/kuva/<slug:interface>/", views.network_picture, name="network_picture"),
    path("verkostot/kuva/<slug:interface>.svg", views.network_picture_svg, name="network_picture_svg"),
    path("verkostot/<slug:network>/", views.network_detail, name="network_detail"),
    path("verkostot/<slug:network>/lataa.<str:file_format>", views.network_export, name="network_export"),
]
