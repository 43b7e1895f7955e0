"""Checks of our own, run by `manage.py check` and, those of deployment, by `check --deploy`."""

from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.checks import check_admin_app
from django.core.checks import Error, Tags, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template


@register("templates", deploy=True)
def templates_compile(app_configs, **kwargs):
    """Every template of ours can be read: a mistake shows here, not to a visitor."""
    errors = []
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt", ".xml"):
            errors += problems(path)
    return errors


@register(Tags.admin)
def admin_is_sound(app_configs, **kwargs):
    """Django's own check of this name may come before the pages of the admin are loaded, and sees none."""
    admin.autodiscover()
    return check_admin_app(app_configs)


def problems(path: Path) -> list[Error]:
    name = str(path.relative_to(settings.BASE_DIR / "templates"))
    try:
        get_template(name)
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        return [Error(f"{name}: {error}", id="portal.E001")]
    return []
