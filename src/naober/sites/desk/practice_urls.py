"""Addresses of a practice team: what it sends, and how that goes."""

from django.urls import path

from naober.sites.desk.views import referring

app_name = "practice"
urlpatterns = [
    path("", referring.practice_referrals, name="referrals"),
    path("kiezen/", referring.choose, name="choose"),
    path("naar/<slug:key>/", referring.practice_refer, name="refer"),
    path("<uuid:referral_id>/", referring.practice_referral, name="referral"),
    path("<uuid:referral_id>/<slug:step>/", referring.practice_move, name="referral-move"),
]
