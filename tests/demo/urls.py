"""The addresses of a demonstration; the suite itself runs as a real site, without them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from naober.config.urls import urlpatterns as of_a_real_site

urlpatterns = of_a_real_site + i18n_patterns(
    path("demo/", include("naober.demo.urls")), prefix_default_language=False
)
