from django.urls import URLPattern, path

from statistics.dashboards import views

urlpatterns: list[URLPattern] = [
    path("legemiddel/<str:code>.csv", views.drug_csv, name="drug_csv"),
    path("legemiddel/<str:code>.json", views.drug_json, name="drug_json"),
    path("legemiddel/<str:code>", views.drug, name="drug"),
]
