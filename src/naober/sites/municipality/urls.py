"""Addresses of the municipality."""

from django.urls import path

from naober.sites.municipality import views

app_name = "municipality"
urlpatterns = [path("", views.overview, name="overview")]
