from django import template

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """Two letters for a face without a photo: `PS` of "Prabowo Subianto"."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:2])).upper()
