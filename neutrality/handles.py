"""Names of accounts, in one form however they were written."""

from urllib.parse import urlsplit

LEADING = {"c", "channel", "user", "pages", "groups", "people", "in"}


def account_of(written: str) -> str:
    """The account that `written` names: `@Nama`, `nama` and `https://platform/nama/?x=1` are the same."""
    text = written.strip()
    if "://" in text or text.startswith("www."):
        parts = urlsplit(text if "://" in text else f"https://{text}")
        steps = [step for step in parts.path.split("/") if step]
        while len(steps) > 1 and steps[0].lower() in LEADING:
            steps.pop(0)
        text = steps[0] if steps else parts.netloc
    return text.lstrip("@").casefold()[:120]
