"""Addresses of this audience."""

from django.urls import URLPattern

app_name = "carer"
urlpatterns: list[URLPattern] = []
