"""Addresses for programs: not in two languages."""

from django.urls import path

from naober.sites.public.views import machines

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("hulp/<slug:key>/openingstijden.ics", machines.opening_hours, name="opening_hours"),
]
