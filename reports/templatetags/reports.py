from django import template

from reports.masking import mask

register = template.Library()


@register.filter
def masked_unless(text: str, raw: bool) -> str:
    """What a reporter wrote: in full for triage (`raw`), with personal data covered for everyone else."""
    return text if raw else mask(text)
