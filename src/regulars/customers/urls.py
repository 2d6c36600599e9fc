from django.urls import include, path

from regulars.customers.views import bin as bin_pages
from regulars.customers.views import bulk, export, fields, form, owner, page, saved
from regulars.customers.views import list as list_pages

app_name = "customers"
urlpatterns = [
    path("", list_pages.customers, name="list"),
    path("conditions/", list_pages.add_condition, name="add_condition"),
    path("columns/", list_pages.choose_columns, name="columns"),
    path("counts/", list_pages.view_counts, name="view_counts"),
    path("count/", list_pages.live_count, name="count"),
    path("import/", include("regulars.customers.importing.urls")),
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
