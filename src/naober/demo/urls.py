"""Addresses that only a demonstration has."""

from django.urls import path

from naober.demo import views

app_name = "demo"
urlpatterns = [
    path("post/", views.mail, name="mail"),
    path("inloggen/", views.logins, name="logins"),
]
