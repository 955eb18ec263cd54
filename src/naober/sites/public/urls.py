"""Addresses of the pages for everybody. None holds anything about a person."""

from django.urls import path

from naober.sites.public.views import about, card, check, find, guide, pack, register, young

app_name = "public"
urlpatterns = [
    path("", about.home, name="home"),
    path("hulp/", find.find, name="find"),
    path("zoeken/suggesties/", find.suggest, name="suggestions"),
    path("hulp/<slug:key>/", card.card, name="card"),
    path("hulp/<slug:key>/klopt-dit-nog/", card.report, name="card-report"),
    path("hulp/<slug:key>/gevolgd/", card.followed, name="card-followed"),
    path("hulp/<slug:key>/bedankt/", card.reported, name="card-reported"),
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
    path("pakket/", pack.pack, name="pack"),
    path("pakket/gemeente/", pack.choose_municipality, name="pack-choose"),
    path("pakket/mijn-pakket.pdf", pack.my_pack, name="pack-mine"),
    path("pakket/<slug:slug>.pdf", pack.of_municipality, name="pack-municipality"),
    path("steunpunten/", about.support_points, name="support-points"),
    path("privacy/", about.privacy, name="privacy"),
    path("toegankelijkheid/", about.accessibility, name="accessibility"),
]
