"""Named routes of the report and its cards."""

from django.urls import path

from reports.documents import views

urlpatterns = [
    path("raportit/", views.report_list, name="report_list"),
    path("raportit/<int:year>/", views.report_detail, name="report_detail"),
    path("raportit/<int:year>/laadi/", views.report_compile, name="report_compile"),
    path("raportit/<int:year>/raportti.pdf", views.report_pdf, name="report_pdf"),
    path("raportit/<int:year>/kuntakortit/<slug:slug>/", views.municipality_card, name="municipality_card"),
    path("raportit/<int:year>/kuntakortit/<slug:slug>.pdf", views.municipality_card_pdf, name="municipality_card_pdf"),
]
