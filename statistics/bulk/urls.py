from django.urls import path

from statistics.bulk import views

urlpatterns = [
    path("", views.listing, name="files"),
    path("<str:number>/<str:name>", views.file, name="file"),
]
