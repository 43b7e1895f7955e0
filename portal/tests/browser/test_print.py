"""An article on paper: one sheet, black on white, with a way back to its page."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect

from factcheck.tests import making
from portal.demo.files import read_folder
from portal.models import Lesson

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_article_prints_on_one_sheet_with_a_qr_code(live_server, page):
    steps = "\n\n".join(f"### Langkah {number}\n\n" + "Kami bertanya kepada KPU. " * 8 for number in range(5))
    debunk = making.published(
        claim="Tolong sebarkan! " * 20, explanation=steps, conclusion="Tidak benar. " * 10
    )
    for number in range(4):
        debunk.sources.create(title=f"Keterangan pers {number}" * 3, publisher="KPU", order=number)
    for day in range(1, 4):
        at, old = f"2024-02-0{day}T07:00:00Z", debunk.verdict
        debunk.corrections.create(at=at, text=f"Bukti {day}. " * 12, from_verdict=old, to_verdict=old)
    page.goto(live_server.url + debunk.get_absolute_url())
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_text("Bukti 3.")).to_be_visible()
    expect(page.get_by_text("Bukti 2.")).to_be_hidden()
    expect(page.get_by_role("img", name="Kode QR ke halaman ini")).to_be_visible()
    expect(page.get_by_role("navigation", name="Utama")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".vword").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"


def test_a_tall_picture_leaves_it_one_sheet(live_server, page, settings, tmp_path):
    debunk = making.published(explanation="Kami bertanya kepada KPU. " * 20, conclusion="Tidak benar.")
    settings.MEDIA_ROOT, out = tmp_path, io.BytesIO()
    Image.new("RGB", (400, 900), "red").save(out, "PNG")
    tall = ContentFile(out.getvalue(), name="tinggi.png")
    debunk.images.create(image=tall, alt="Kontainer", credit="KPU")
    page.goto(live_server.url + debunk.get_absolute_url())
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_the_longest_lesson_prints_on_one_sheet(live_server, page):
    longest = max(read_folder("lessons"), key=lambda one: len(str(one)))
    lesson = Lesson.objects.create(**longest, published=True, demo=True)
    page.goto(live_server.url + lesson.get_absolute_url())
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Kode QR ke halaman ini")).to_be_visible()
    expect(page.get_by_role("img", name=lesson.get_drawing_display())).to_be_visible()
