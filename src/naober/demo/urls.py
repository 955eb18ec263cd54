"""Addresses that only a demonstration has."""

from django.urls import URLPattern

app_name = "demo"
urlpatterns: list[URLPattern] = []
