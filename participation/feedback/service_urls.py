"""Named routes of what serves other services, other systems and those who count."""

from django.urls import URLPattern, path

from participation.feedback.views import georeport, imports, keys, published, taking

urlpatterns: list[URLPattern] = [
    path("rajapinta/", georeport.georeport_page, name="georeport_page"),
    path("tyopoyta/lataa/", taking.desk_take, name="desk_take"),
    path("tyopoyta/tuonti/", imports.import_list, name="import_list"),
    path("tyopoyta/tuonti/<int:pk>/", imports.import_batch, name="import_batch"),
    path("tyopoyta/tuonti/<int:pk>/korjattavat/", imports.import_wrong, name="import_wrong"),
    path("avoin-data/asiat.<str:form>", published.published_file, name="published_region"),
    path("<slug:slug>/avoin-data/asiat.<str:form>", published.published_file, name="published_place"),
    path("<slug:slug>/avaimet/", keys.api_keys, name="api_keys"),
    path("<slug:slug>/avaimet/<int:key>/lakkauta/", keys.api_key_revoke, name="api_key_revoke"),
]
