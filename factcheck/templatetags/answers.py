"""How sure an answer is, as a picture."""

from django import template

register = template.Library()


@register.inclusion_tag("_components/sure.html")
def certainty(probability: float) -> dict:
    """A hundred dots, of which as many are full as messages in a hundred are the same claim."""
    percent = min(99, int(probability * 100))
    rows, rest = divmod(percent, 10)
    full, empty = f"M0 0h100v{rows * 10}H0z", f"M0 {rows * 10}h100V100H0z"
    if rest:
        full += f"M0 {rows * 10}h{rest * 10}v10H0z"
        empty = f"M{rest * 10} {rows * 10}H100V100H0V{rows * 10 + 10}h{rest * 10}z"
    return {"percent": percent, "full": full, "empty": empty}
