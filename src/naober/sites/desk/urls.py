"""Addresses of the desk. Ids are random; names never stand in an address."""

from django.urls import path

from naober.sites.desk.views import (
    closing,
    correcting,
    files,
    from_card,
    lists,
    received,
    referring,
    registration,
    team,
)

app_name = "desk"
urlpatterns = [
    path("", lists.today, name="today"),
    path("mensen/", lists.people, name="people"),
    path("mensen/zoeken/", lists.search, name="search"),
    path("mensen/afgesloten/", closing.closed, name="closed"),
    path("aanmeldingen/", lists.inbox, name="inbox"),
    path("mensen/<uuid:case_id>/", files.file, name="file"),
    path("mensen/<uuid:case_id>/contact/", files.contact, name="contact"),
    path("mensen/<uuid:case_id>/contact/<uuid:contact_id>/", correcting.correct, name="correct"),
    path("mensen/<uuid:case_id>/contactpersoon/", files.assign, name="assign"),
    path("mensen/<uuid:case_id>/gegevens/", files.edit, name="edit"),
    path("mensen/<uuid:case_id>/situatie/", files.situation, name="situation"),
    path("mensen/<uuid:case_id>/toestemming/<slug:purpose>/", files.consent, name="consent"),
    path("mensen/<uuid:case_id>/afsluiten/", closing.close, name="close"),
    path("mensen/<uuid:case_id>/heropenen/", closing.reopen, name="reopen"),
    path("mensen/<uuid:case_id>/verwijderen/", closing.remove, name="remove"),
    path("mensen/<uuid:case_id>/verwijzen/", referring.choose_for, name="refer-choose"),
    path("mensen/<uuid:case_id>/verwijzen/<slug:key>/", referring.refer, name="refer"),
    path("verwijzen/<slug:key>/", from_card.for_whom, name="refer-from-card"),
    path("verwijzingen/", referring.referrals, name="referrals"),
    path("verwijzingen/gekregen/", received.received, name="received"),
    path("verwijzingen/gekregen/<uuid:referral_id>/", received.question, name="received-question"),
    path("verwijzingen/<uuid:referral_id>/", referring.referral, name="referral"),
    path("verwijzingen/<uuid:referral_id>/<slug:step>/", referring.move, name="referral-move"),
    path("nieuw/", registration.register, name="register"),
    path("nieuw/<uuid:case_id>/", registration.registered, name="registered"),
    path("team/", team.team, name="team"),
    path("team/uitnodigen/", team.invite, name="invite"),
    path("team/<uuid:member_id>/<slug:step>/", team.move, name="move"),
]
