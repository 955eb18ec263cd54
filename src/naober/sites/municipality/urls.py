"""Addresses of the municipality."""

from django.urls import path

from naober.sites.municipality import views

app_name = "municipality"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("gaten/", views.holes, name="holes"),
    path("gaten/kaarten/", views.hole_cards, name="hole-cards"),
    path("gaten/bestand/", views.holes_file, name="holes-file"),
]
