"""Addresses of the carer's own pages, all under /mijn/."""

from django.urls import path

from naober.sites.carer.views import data, known, leaving, referrals, start

app_name = "carer"
urlpatterns = [
    path("", start.home, name="home"),
    path("check-bewaren/", start.keep_check, name="keep-check"),
    path("gegevens/", known.details, name="details"),
    path("gegevens/wijzigen/", known.change, name="change"),
    path("situatie/", known.situation, name="situation"),
    path("toestemming/", leaving.consents, name="consents"),
    path("toestemming/steun-stoppen/", leaving.end_support, name="end-support"),
    path("vragen/", referrals.referrals, name="referrals"),
    path("vragen/<uuid:referral_id>/", referrals.withdraw, name="referral-take-back"),
    path("wie-keek/", data.looked, name="looked"),
    path("downloaden/", data.download, name="download"),
    path("downloaden/mijn-gegevens.json", data.download_json, name="download-json"),
    path("downloaden/mijn-gegevens.pdf", data.download_pdf, name="download-pdf"),
    path("stoppen/", leaving.leave, name="leave"),
    path("stoppen/<uuid:pk>/", leaving.leave, name="leave-other"),
    path("gestopt/", leaving.left, name="left"),
]
