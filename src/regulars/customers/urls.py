from django.urls import include, path

from regulars.customers.views import (
    acting,
    bulk,
    consents,
    duties,
    export,
    fields,
    form,
    interactions,
    owner,
    page,
    past,
    promises,
    records,
    saved,
)
from regulars.customers.views import bin as bin_pages
from regulars.customers.views import import_results as results
from regulars.customers.views import importing as steps
from regulars.customers.views import list as list_pages

IMPORTING = [
    path("", steps.imports, name="imports"),
    path("<slug:kind>/new/", steps.upload, name="import_upload"),
    path("<int:import_id>/", steps.current, name="import"),
    path("<int:import_id>/sheet/", steps.sheet, name="import_sheet"),
    path("<int:import_id>/columns/", steps.match_columns, name="import_columns"),
    path("<int:import_id>/check/", results.check, name="import_check"),
    path("<int:import_id>/start/", results.start, name="import_start"),
    path("<int:import_id>/progress/", results.progress, name="import_progress"),
    path("<int:import_id>/stop/", results.stop, name="import_stop"),
    path("<int:import_id>/undo/", results.undo, name="import_undo"),
    path("<int:import_id>/discard/", results.discard, name="import_discard"),
    path("<int:import_id>/not-taken.xlsx", results.not_taken, name="import_not_taken"),
]

app_name = "customers"
urlpatterns = [
    path("", list_pages.customers, name="list"),
    path("conditions/", list_pages.add_condition, name="add_condition"),
    path("columns/", list_pages.choose_columns, name="columns"),
    path("counts/", list_pages.view_counts, name="view_counts"),
    path("count/", list_pages.live_count, name="count"),
    path("import/", include(IMPORTING)),
    path("views/", saved.views, name="views"),
    path("views/save/", saved.save_view, name="save_view"),
    path("views/<int:view_id>/", saved.change_view, name="change_view"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("undo/<int:step_id>/", bulk.undo, name="undo"),
    path("export/", export.export, name="export"),
    path("new/", form.new, name="new"),
    path("bin/", bin_pages.bin_page, name="bin"),
    path("fields/", fields.fields, name="fields"),
    path("fields/new/", fields.field, name="new_field"),
    path("fields/<int:field_id>/", fields.field, name="field"),
    path("collection-plan/", fields.collection_plan, name="collection_plan"),
    path("<int:customer_id>/", page.customer, name="customer"),
    path("<int:customer_id>/edit/", form.edit, name="edit"),
    path("<int:customer_id>/delete/", bin_pages.delete, name="delete"),
    path("<int:customer_id>/restore/", bin_pages.restore, name="restore"),
    path("<int:customer_id>/claim/", owner.claim, name="claim"),
    path("<int:customer_id>/release/", owner.release, name="release"),
    path("<int:customer_id>/assign/", owner.assign, name="assign"),
]

# What stands on the page of one customer; a module's tab comes last, it takes any word.
urlpatterns += [
    path("<int:customer_id>/timeline/", page.story, name="timeline"),
    path("<int:customer_id>/facts/", past.known, name="facts"),
    path("facts/<int:fact_id>/take-back/", past.take_back, name="take_back_fact"),
    path("<int:customer_id>/history/", past.history, name="history"),
    path("<int:customer_id>/interactions/", interactions.add, name="add_interaction"),
    path("<int:customer_id>/consents/", consents.consents, name="consents"),
    path("<int:customer_id>/add/<slug:kind>/", records.add, name="add"),
    path("<int:customer_id>/bring-back/<int:step_id>/", records.bring_back, name="bring_back"),
    path("<int:customer_id>/actions/<slug:code>/", acting.act, name="act"),
    path("<int:customer_id>/actions/<slug:code>/take-back/", acting.take_back, name="take_back_act"),
    path("<int:customer_id>/<slug:code>/", page.tab, name="tab"),
    path("records/<slug:kind>/<int:record_id>/", records.record, name="record"),
    path("records/<slug:kind>/<int:record_id>/removal/", records.remove, name="remove_record"),
    path("interactions/<int:interaction_id>/", interactions.interaction, name="interaction"),
    path("interactions/<int:interaction_id>/removal/", interactions.remove, name="remove_interaction"),
    path("interactions/<int:interaction_id>/answer/", interactions.answer, name="answer"),
    path("interactions/<int:interaction_id>/unanswer/", interactions.unanswer, name="unanswer"),
    path("promises/<int:promise_id>/<slug:outcome>/", promises.outcome, name="promise_outcome"),
    path("notes/<int:note_id>/<slug:mark>/", promises.mark_note, name="mark_note"),
    path("notes/<int:note_id>/<slug:mark>/take-back/", promises.unmark_note, name="unmark_note"),
]

# What is owed over all customers, under addresses of its own.
owed = [
    path("promises/", duties.promises, name="promises"),
    path("requests/", duties.requests, name="requests"),
    path("needs/", duties.needs, name="needs"),
    path("notices/", duties.notices, name="notices"),
    path("notices/seen/", duties.notices_seen, name="notices_seen"),
]
