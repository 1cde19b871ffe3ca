"""GeoReport v2: addresses without a language, as the standard has them."""

from django.urls import URLPattern, path

from participation.feedback.views import georeport

urlpatterns: list[URLPattern] = [
    path("", georeport.georeport_root, name="georeport_root"),
    path("openapi.json", georeport.openapi_file, name="georeport_openapi"),
    path("discovery.<str:form>", georeport.discovery_file, name="georeport_discovery"),
    path("services.<str:form>", georeport.service_list, name="georeport_services"),
    path("services/<str:code>.<str:form>", georeport.service_definition, name="georeport_service"),
    path("requests.<str:form>", georeport.request_list, name="georeport_requests"),
    path("requests/<str:reference>.<str:form>", georeport.request_detail, name="georeport_request"),
    path("tokens/<str:token>.<str:form>", georeport.token_detail, name="georeport_token"),
    path("<path:rest>", georeport.no_such_address, name="georeport_none"),
]
