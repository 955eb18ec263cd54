"""All addresses. Dutch has no prefix; English lives under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler400 = "naober.sites.errors.bad_request"
handler403 = "naober.sites.errors.forbidden"
handler404 = "naober.sites.errors.not_found"
handler500 = "naober.sites.errors.broken"

urlpatterns = i18n_patterns(
    path("", include("naober.sites.public.urls")),
    path("", include("naober.sites.arrival")),
    path("account/", include("naober.sites.account_urls")),
    path("mijn/", include("naober.sites.carer.urls")),
    path("balie/", include("naober.sites.desk.urls")),
    path("verwijzen/", include("naober.sites.desk.practice_urls")),
    path("redactie/", include("naober.sites.editor.urls")),
    path("aanbod/", include("naober.sites.provider.urls")),
    path("gemeente/", include("naober.sites.municipality.urls")),
    prefix_default_language=False,
)

urlpatterns += [  # for programs: not in two languages
    path("api/", include("naober.api.urls")),
    path("", include("naober.sites.public.machine_urls")),
]

if settings.NAOBER_DEMO:
    urlpatterns += i18n_patterns(
        path("demo/", include("naober.demo.urls")), prefix_default_language=False
    )
