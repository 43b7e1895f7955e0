from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal import checks

__all__ = ["PortalConfig", "checks"]  # importing the checks is what registers them


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Halaman umum")
