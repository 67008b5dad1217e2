from django.urls import URLPattern, path

from statistics.dashboards import views
from statistics.dashboards.builder import views as builder
from statistics.dashboards.comparing import views as comparing
from statistics.dashboards.county import views as county
from statistics.dashboards.named import views as named
from statistics.dashboards.ranking import views as ranking

urlpatterns: list[URLPattern] = [
    path("legemiddel/<str:code>.csv", views.drug_csv, name="drug_csv"),
    path("legemiddel/<str:code>.json", views.drug_json, name="drug_json"),
    path("legemiddel/<str:code>.xlsx", views.drug_xlsx, name="drug_xlsx"),
    path("legemiddel/<str:code>.svg", views.drug_svg, name="drug_svg"),
    path("legemiddel/<str:code>.png", views.drug_png, name="drug_png"),
    path("legemiddel/<str:code>", views.drug, name="drug"),
    path("bygg-inn/legemiddel/<str:code>", views.drug_frame, name="drug_frame"),
    path("sammenlign", comparing.compare, name="compare"),
    *(
        path(f"sammenlign.{kind}", comparing.compare_file, {"kind": kind}, name=f"compare_{kind}")
        for kind in comparing.KINDS
    ),
    path("fylker", county.counties, name="counties"),
    path("fylke/<str:code>", county.county, name="county"),
    path("mest-brukt", ranking.most_used, name="most_used"),
    path("mest-brukt.csv", ranking.most_used_csv, name="most_used_csv"),
    path("storst-endring", ranking.most_changed, name="most_changed"),
    path("storst-endring.csv", ranking.most_changed_csv, name="most_changed_csv"),
    path("fylkesforskjeller", ranking.most_different, name="most_different"),
    path("fylkesforskjeller.csv", ranking.most_different_csv, name="most_different_csv"),
    path("tabell", builder.table, name="table"),
    *(path(f"tabell.{kind}", builder.table_file, {"kind": kind}, name=f"table_{kind}") for kind in builder.KINDS),
    path("grupper", named.all_groups, name="groups"),
    path("gruppe/<str:slug>", named.group, name="group"),
]
