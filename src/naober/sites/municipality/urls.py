"""Addresses of this audience."""

from django.urls import URLPattern

app_name = "municipality"
urlpatterns: list[URLPattern] = []
