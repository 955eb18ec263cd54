"""Addresses of the editors of the social map."""

from django.urls import path

from naober.sites.editor.views import (
    bulk,
    doubles,
    freshness,
    guide,
    guide_parts,
    guide_trial,
    holes,
    imports,
    tools,
    words,
)

app_name = "editor"
QUESTION = "keuzehulp/concept/vraag/<slug:question>/"
CHOICE = QUESTION + "antwoord/<slug:choice>/"
urlpatterns = [
    path("", tools.overview, name="tools"),
    path("keuzehulp/", guide.overview, name="guide"),
    path("keuzehulp/begin/", guide.start, name="guide-start"),
    path("keuzehulp/terug/<int:number>/", guide.put_back, name="guide-put-back"),
    path("keuzehulp/concept/", guide.draft, name="guide-draft"),
    path("keuzehulp/concept/openbaar/", guide.publish, name="guide-publish"),
    path("keuzehulp/concept/weg/", guide.discard, name="guide-discard"),
    path("keuzehulp/concept/vraag/", guide_parts.add_question, name="guide-add-question"),
    path(QUESTION, guide_parts.question, name="guide-question"),
    path(f"{QUESTION}verplaatsen/", guide_parts.move, name="guide-move-question"),
    path(f"{QUESTION}weg/", guide_parts.remove, name="guide-remove-question"),
    path(f"{QUESTION}antwoord/", guide_parts.choice, name="guide-add-choice"),
    path(CHOICE, guide_parts.choice, name="guide-choice"),
    path(f"{CHOICE}verplaatsen/", guide_parts.move, name="guide-move-choice"),
    path(f"{CHOICE}weg/", guide_parts.remove, name="guide-remove-choice"),
    path("keuzehulp/proef/", guide_trial.intro, name="guide-trial"),
    path("keuzehulp/proef/<int:number>/", guide_trial.question, name="guide-trial-question"),
    path("keuzehulp/proef/uitkomst/", guide_trial.result, name="guide-trial-result"),
    path("keuzehulp/proef/tabel/", guide_trial.table, name="guide-table"),
    path("woorden/", words.searches, name="searches"),
    path("woorden/niets/<int:number>/weg/", words.leave, name="leave-search"),
    path("woorden/lijst/", words.table, name="words"),
    path("woorden/nieuw/", words.add, name="add-word"),
    path("woorden/<int:number>/", words.word, name="word"),
    path("woorden/<int:number>/weg/", words.take_away, name="take-word-away"),
    path("woorden/<int:number>/terug/", words.bring_back, name="bring-word-back"),
    path("samen/", bulk.bulk, name="bulk"),
    path("importeren/", imports.overview, name="imports"),
    path("importeren/<uuid:run_id>/", imports.one, name="import"),
    path("importeren/<uuid:run_id>/begin/", imports.start, name="import-start"),
    path("importeren/<uuid:run_id>/weg/", imports.throw_away, name="import-throw-away"),
    path("klopt-nog/", freshness.overview, name="freshness"),
    path("klopt-nog/<slug:place>/", freshness.rule, name="freshness-rule"),
    path("klopt-nog/<slug:place>/regio/", freshness.follow, name="follow-region"),
    path("gaten/", holes.table, name="holes"),
    path("gaten/kaarten/", holes.cards, name="hole-cards"),
    path("gaten/bestand/", holes.file, name="holes-file"),
    path("dubbel/", doubles.overview, name="doubles"),
    path("dubbel/terug/<uuid:merged_id>/", doubles.unmerge, name="unmerge"),
    path("dubbel/<slug:first>/<slug:second>/", doubles.double, name="double"),
    path("dubbel/<slug:first>/<slug:second>/anders/", doubles.different, name="different"),
]
