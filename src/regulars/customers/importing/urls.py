"""The pages of the import, below the customers' address and in their namespace."""

from django.urls import path

from regulars.customers.views import import_results as results
from regulars.customers.views import importing as steps

urlpatterns = [
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
