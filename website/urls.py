from django.urls import path

from website import views

urlpatterns = [
    path("", views.front, name="front"),
    path("sok", views.search_page, name="search"),
    path("sok.json", views.search_json, name="search_json"),
    path("legemidler", views.browser, name="browser"),
    path("metode", views.method, name="method"),
    path("data", views.data, name="data"),
    path("tilgjengelighet", views.accessibility, name="accessibility"),
]
