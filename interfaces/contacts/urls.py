"""Named routes."""

from django.urls import URLPattern, path

from interfaces.contacts.views import cells, directory, matrix, posts

CELL = "yhdyspinnat/<slug:interface>/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("yhdyspinnat/", matrix.contacts_matrix, name="contacts_matrix"),
    path("yhdyspinnat/lataa.<str:file_format>", matrix.contacts_export, name="contacts_export"),
    path("yhdyspinnat/kunta/<slug:slug>/", matrix.contacts_municipality, name="contacts_municipality"),
    path("yhdyspinnat/toimet/<int:post>/", posts.post_detail, name="post_detail"),
    path("yhdyspinnat/toimet/<int:post>/muuta/", posts.post_edit, name="post_edit"),
    path("yhdyspinnat/toimet/<int:post>/vahvista/", posts.post_confirm, name="post_confirm"),
    path(CELL, cells.interface_cell, name="interface_cell"),
    path(f"{CELL}<slug:side>/toimi/", cells.contact_set, name="contact_set"),
    path(f"{CELL}<slug:side>/vahvista/", cells.contact_confirm, name="contact_confirm"),
    path(f"{CELL}<slug:side>/avoimeksi/", cells.contact_end, name="contact_end"),
    path(f"{CELL}<slug:side>/palautunut/", cells.contact_bounced, name="contact_bounced"),
    path("<slug:slug>/yhteyshenkilot/", directory.contact_directory, name="contact_directory"),
    path("<slug:slug>/yhteyshenkilot/<slug:stage>/", directory.life_stage, name="life_stage"),
]
