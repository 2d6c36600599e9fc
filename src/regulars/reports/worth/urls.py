"""Addresses of the pages about value, within those of the module."""

from django.urls import path

from regulars.reports.worth.views import calculator, figures, potential

urlpatterns = [
    path("value-matrix/", figures.value_matrix, name="value_matrix"),
    path("structure/", figures.customer_structure, name="structure"),
    path("what-if/", figures.what_if, name="what_if"),
    path("allocation/", figures.allocation, name="allocation"),
    path("behind/", figures.worth_customers, name="worth_customers"),
    path("ltv/", calculator.calculator, name="ltv"),
    path("ltv/kept/<int:calculation_id>/remove/", calculator.remove_calculation, name="remove_ltv"),
    path("ltv/templates/", calculator.templates, name="ltv_templates"),
    path("ltv/templates/new/", calculator.new_template, name="new_ltv_template"),
    path("ltv/templates/<int:template_id>/", calculator.template, name="ltv_template"),
    path("ltv/templates/<int:template_id>/remove/", calculator.remove_template, name="remove_ltv_template"),
    path("wallet/customers/<int:customer_id>/", potential.new_wallet, name="new_wallet"),
    path("wallet/<int:estimate_id>/", potential.wallet, name="wallet"),
    path("wallet/<int:estimate_id>/remove/", potential.remove_wallet, name="remove_wallet"),
    path("prospects/", potential.prospects, name="prospects"),
    path("prospects/profile/", potential.target_profile, name="target_profile"),
    path("prospects/profile/learnt/", potential.take_learnt, name="take_learnt"),
]
