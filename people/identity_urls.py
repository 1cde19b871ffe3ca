"""To the identity provider and back: outside the languages, because the provider knows one address by heart."""

from django.urls import path

from people.views.identity import identified, identify

urlpatterns = [
    path("tunnistus/<slug:provider_id>/", identify, name="openid_connect_login"),
    path("tunnistus/<slug:provider_id>/paluu/", identified, name="openid_connect_callback"),
]
