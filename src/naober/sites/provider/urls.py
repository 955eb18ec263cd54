"""Addresses of who keeps cards. A card is named by its key, as on its public page."""

from django.urls import path

from naober.sites.provider.views import card, editing, lists, questions, quick

app_name = "provider"
urlpatterns = [
    path("", lists.cards, name="cards"),
    path("wachten/", lists.waiting, name="waiting"),
    path("meldingen/", lists.reports, name="reports"),
    path("meldingen/<uuid:report_id>/", quick.handled, name="report"),
    path("vragen/", questions.questions, name="questions"),
    path("vragen/<uuid:referral_id>/", questions.question, name="question"),
    path("nieuw/", editing.new, name="new"),
    path("klopt-nog/<str:token>/", quick.still_right, name="still-right"),
    path("kaart/<slug:key>/", card.card, name="card"),
    path("kaart/<slug:key>/voorbeeld/", card.preview, name="preview"),
    path("kaart/<slug:key>/versies/", card.history, name="history"),
    path("kaart/<slug:key>/versies/<int:number>/", card.version, name="version"),
    path("kaart/<slug:key>/versies/<int:number>/besluit/", editing.decide, name="decide"),
    path("kaart/<slug:key>/wijzigen/", editing.edit, name="edit"),
    path("kaart/<slug:key>/plek/", quick.room, name="room"),
    path("kaart/<slug:key>/klopt/", quick.confirm, name="confirm"),
    path("kaart/<slug:key>/dicht/", quick.close, name="close"),
    path("kaart/<slug:key>/open/", quick.reopened, name="reopen"),
]
