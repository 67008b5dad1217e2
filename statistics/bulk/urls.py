"""The files themselves; the page that lists them is among the site's pages."""

from django.urls import path

from statistics.bulk import views

urlpatterns = [path("<str:number>/<str:name>", views.file, name="file")]
