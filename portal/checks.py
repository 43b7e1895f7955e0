"""Checks of our own, run by `manage.py check --deploy`."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register
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


def problems(path: Path) -> list[Error]:
    name = str(path.relative_to(settings.BASE_DIR / "templates"))
    try:
        get_template(name)
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        return [Error(f"{name}: {error}", id="portal.E001")]
    return []
