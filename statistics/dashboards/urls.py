from django.urls import URLPattern, path

from statistics.dashboards import views
from statistics.dashboards.builder import views as builder
from statistics.dashboards.comparing import views as comparing
from statistics.dashboards.county import views as county
from statistics.dashboards.listing import KINDS as LISTS
from statistics.dashboards.named import views as named
from statistics.dashboards.ranking import views as ranking


def _ranking(place: str, kind: ranking.Kind) -> list[URLPattern]:
    files = ranking.files(kind)
    return [
        path(place, ranking.page(kind), name=kind.view),
        *(path(f"{place}.{one}", files, {"extension": one}, name=f"{kind.view}_{one}") for one in LISTS),
        path(f"bygg-inn/{place}", ranking.frame(kind), name=f"{kind.view}_frame"),
    ]


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
    path("bygg-inn/sammenlign", comparing.compare_frame, name="compare_frame"),
    path("fylker", county.counties, name="counties"),
    *(path(f"fylke/<str:code>.{one}", county.county_file, {"extension": one}, name=f"county_{one}") for one in LISTS),
    path("fylke/<str:code>", county.county, name="county"),
    path("bygg-inn/fylke/<str:code>", county.county_frame, name="county_frame"),
    *(pattern for place, kind in ranking.RANKINGS.items() for pattern in _ranking(place, kind)),
    path("tabell", builder.table, name="table"),
    *(path(f"tabell.{kind}", builder.table_file, {"kind": kind}, name=f"table_{kind}") for kind in builder.KINDS),
    path("bygg-inn/tabell", builder.table_frame, name="table_frame"),
    path("grupper", named.all_groups, name="groups"),
    path("gruppe/<str:slug>", named.group, name="group"),
]
