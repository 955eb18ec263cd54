"""Addresses of the pages for everybody. None holds anything about a person."""

from django.urls import path

from naober.sites.public.views import (
    about,
    card,
    check,
    find,
    guide,
    referral,
    referral_doors,
    referral_inside,
    register,
    young,
)

app_name = "public"
urlpatterns = [
    path("", about.home, name="home"),
    path("hulp/", find.find, name="find"),
    path("zoeken/suggesties/", find.suggest, name="suggestions"),
    path("hulp/<slug:key>/", card.card, name="card"),
    path("hulp/<slug:key>/klopt-dit-nog/", card.report, name="card-report"),
    path("hulp/<slug:key>/gevolgd/", card.followed, name="card-followed"),
    path("hulp/<slug:key>/bedankt/", card.reported, name="card-reported"),
    path("hulp/<slug:key>/vraag/", referral.ask, name="referral-ask"),
    path("vraag/", referral_doors.word, name="referral-word"),
    path("vraag/verstuurd/", referral.sent, name="referral-sent"),
    path("vraag/volgen/<slug:word>/", referral_doors.follow, name="referral-open"),
    path("vraag/antwoord/<slug:key>/", referral_doors.answer, name="referral-answer"),
    path("vraag/code/", referral_doors.code, name="referral-code"),
    path("vraag/weg/", referral_doors.leave, name="referral-leave"),
    path("vraag/stand/", referral_inside.status, name="referral-status"),
    path("vraag/stand/intrekken/", referral_inside.withdraw, name="referral-take-back"),
    path("vraag/lezen/", referral_inside.question, name="referral-question"),
    path("check/", check.intro, name="check"),
    path("check/<int:number>/", check.question, name="check-question"),
    path("check/uitslag/", check.result, name="check-result"),
    path("check/meenemen/", check.take_along, name="check-take-along"),
    path("check/weggooien/", check.discard, name="check-discard"),
    path("check/weggegooid/", check.discarded, name="check-discarded"),
    path("keuzehulp/", guide.intro, name="guide"),
    path("keuzehulp/<int:number>/", guide.question, name="guide-question"),
    path("keuzehulp/uitkomst/", guide.result, name="guide-result"),
    path("jong/", young.young, name="young"),
    path("aanmelden/", register.intro, name="register"),
    path("aanmelden/klaar/", register.registered, name="registered"),
    path("aanmelden/<slug:slug>/", register.step, name="register-step"),
    path("steunpunten/", about.support_points, name="support-points"),
    path("privacy/", about.privacy, name="privacy"),
    path("toegankelijkheid/", about.accessibility, name="accessibility"),
]
