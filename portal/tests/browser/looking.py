"""Whether people can read a page: at any width, in the dark, and by any means that WCAG 2.2 AA speaks of."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 360, 768, 1024, 1280, 1920)


def need_readable(page):
    """The page as it stands fits every width, and axe finds nothing, light or dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        need_fitting(page)
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        need_accessible(page)


def need_fitting(page):
    """Nothing is wider than the window."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{width} pixels in {page.viewport_size}"


def need_accessible(page, *, but=()):
    """No breach of axe's rules, leaving out those named in `but`."""
    rules = {rule: {"enabled": False} for rule in but}
    options = {"runOnly": RULES, "rules": rules, "resultTypes": ["violations"]}  # or it reports for a second
    found = Axe().run(page, options=options).response["violations"]
    faults = [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
    assert not faults, faults
