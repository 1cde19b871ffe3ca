"""Named routes."""

from django.urls import path

from wellbeing.indicators import views

urlpatterns = [
    path("hyvinvointi/indikaattorit/<int:number>/", views.indicator_detail, name="indicator_detail"),
    path(
        "hyvinvointi/indikaattorit/<int:number>/lataa.<str:file_type>", views.indicator_export, name="indicator_export"
    ),
    path("hyvinvointi/indikaattorit/<int:number>/kuva.svg", views.indicator_picture, name="indicator_picture"),
    path("hyvinvointi/indikaattorit/<int:number>/tulos/", views.observation_new, name="observation_new"),
    path("<slug:slug>/hyvinvointi/", views.municipality_wellbeing, name="municipality_wellbeing"),
]
