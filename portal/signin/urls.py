"""The ways in, all under /admin/."""

from django.conf import settings
from django.contrib.auth import views
from django.urls import path

from portal.signin.forms import ResetForm
from portal.signin.views import ChooseView, enter_code, new_codes, set_up

letter = {
    "form_class": ResetForm,
    "email_template_name": "portal/signin/reset.txt",
    "subject_template_name": "portal/signin/reset_subject.txt",
    # The address of the site, not the one the asker has put into the request.
    "extra_email_context": {"site": settings.SITE_URL, "days": settings.PASSWORD_RESET_TIMEOUT // 86400},
}
chosen = {"template_name": "admin/signin/chosen.html"}

urlpatterns = [
    path("kode/", enter_code, name="second_factor"),
    path("kode/pasang/", set_up, name="set_up_second_factor"),
    path("kode/cadangan/", new_codes, name="spare_codes"),
    path("password_reset/", views.PasswordResetView.as_view(**letter), name="admin_password_reset"),
    path("password_reset/done/", views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", ChooseView.as_view(), name="password_reset_confirm"),
    path("reset/done/", views.PasswordResetCompleteView.as_view(**chosen), name="password_reset_complete"),
]
