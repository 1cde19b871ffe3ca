"""Named routes."""

from django.urls import path

from wellbeing.plans import views

urlpatterns = [
    path("hyvinvointi/", views.wellbeing_overview, name="wellbeing_overview"),
    path("hyvinvointi/suunnitelmat/", views.plan_list, name="plan_list"),
    path("hyvinvointi/indikaattorit/<int:number>/katsaus/", views.card_review, name="card_review"),
]
