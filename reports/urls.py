from django.urls import path

from reports.views import report_find, report_form, report_receipt

urlpatterns = [
    path("lapor/", report_form, name="report_form"),
    path("laporan/", report_find, name="report_find"),
    path("laporan/<str:receipt>/", report_receipt, name="report_receipt"),
]
