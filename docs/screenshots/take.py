"""Take the README's screenshots of a running site that holds the demonstration content.

    DATA_DIR=var .venv/bin/python docs/screenshots/take.py [http://127.0.0.1:8000]

Checks two messages, sends one report, and opens the editors' queue with the triage account in
`DATA_DIR/accounts.txt`. Writes NAME-360.png and NAME-1280.png beside this file.
"""

import os
import re
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
DATA_DIR = Path(os.environ.get("DATA_DIR", "var"))
WIDTHS = (360, 1280)
TALLEST = 2800  # pixels; what stands below is cut off
KNOWN = (
    "Info A1!! Katanya 7 kontainer surat suara dari China di Tanjung Priok sudah dicoblos semua. "
    "Viralkan sebelum dihapus!!"
)
UNKNOWN = "Katanya di kampung sebelah panitia membagi kupon parkir gratis ke semua warga. Benar tidak?"
PAGES = {
    "home": "/",
    "candidates": "/kandidat/pemilu-2024/presiden/indonesia/",
    "schedule": "/jadwal/pemilu-2024/",
}


def main(site: str) -> None:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--disable-gpu"], chromium_sandbox=os.getuid() != 0
        )
        for width in WIDTHS:
            context = browser.new_context(locale="id-ID", viewport={"width": width, "height": 900})
            take_all(context.new_page(), site, width)
            context.close()
        browser.close()


def take_all(page: Page, site: str, width: int) -> None:
    for name, path in PAGES.items():
        page.goto(site + path)
        keep(page, name, width)
    check(page, site, UNKNOWN)
    keep(page, "check-none", width)
    check(page, site, KNOWN)
    keep(page, "check-match", width)
    page.get_by_role("link", name="Baca pemeriksaannya").click()
    keep(page, "debunk", width)
    report(page, site, UNKNOWN)
    open_queue(page, site)
    keep(page, "admin-queue", width)


def check(page: Page, site: str, message: str) -> None:
    page.goto(site)
    page.locator("#pesan").fill(message)
    page.get_by_role("button", name="Periksa").click()


def report(page: Page, site: str, message: str) -> None:
    """Send a report and wait until the pipeline has put it into the editors' queue."""
    answer = page.request.post(f"{site}/api/v1/reports/", data={"text": message}).json()
    for _attempt in range(30):
        state = page.request.get(f"{site}/api/v1/reports/{answer['receipt']}/").json()["state"]
        if state not in ("received", "processing"):
            return
        page.wait_for_timeout(500)
    sys.exit("The report was not processed: is the worker running?")


def open_queue(page: Page, site: str) -> None:
    name, password = account()
    page.goto(f"{site}/admin/login/?next=/admin/reports/case/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/admin/reports/case/")


def account() -> tuple[str, str]:
    """Name and password of the triage officer."""
    for line in (DATA_DIR / "accounts.txt").read_text().splitlines():
        found = re.match(r"(triase\S*)\s+(\S+)", line)
        if found:
            return found[1], found[2]
    sys.exit(f"No triage account in {DATA_DIR / 'accounts.txt'}")


def keep(page: Page, name: str, width: int) -> None:
    """Write the page as a PNG of at most 256 colours: small, and as sharp as before."""
    picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        FOLDER / f"{name}-{width}.png", optimize=True
    )


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
