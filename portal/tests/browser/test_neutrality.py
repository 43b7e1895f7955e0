"""A breach of neutrality, from a phone to a referral to the closing, as reporter and officers live it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from neutrality import signing
from neutrality.models import CustodyEntry
from neutrality.standalone import verify_bundle
from neutrality.tests.conftest import load_elections, load_registers
from neutrality.tests.making import CONTACT, form, officer, picture
from portal.tests.browser.looking import need_accessible, need_fitting, need_readable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = [f"/netralitas-asn/{page}" for page in ("", "boleh/", "lembar/", "kuis/", "akun/", "lapor/")]
PATHS += [f"/netralitas-asn/{page}" for page in ("laporan/", "hak-jawab/", "angka/", "rujukan/")]
PATHS += ["/netralitas-asn/boleh/?act=like&on=2024-01-15&election=pemilu-2024"]


@pytest.fixture
def content(transactional_db):
    load_elections()
    load_registers("bases", "sanctions", "rules", "bodies", "competences", "holidays", "quiz")


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_readable_at_any_width_and_by_any_means(live_server, page, content, path):
    assert page.goto(live_server.url + path).status == 200
    need_readable(page)


def test_from_a_phone_to_referral_to_closing(live_server, window, content, tmp_path):
    url = live_server.url
    reporter = window(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    code, passphrase = send_report(reporter, url)
    assert reporter.context.cookies() == []
    desk = sign_in(window, url, officer("netralitas1"))
    desk.click("text=Kasus netralitas")
    desk.click("#result_list tbody th a")
    case = desk.url
    ask(desk, "Akun siapa yang menyukai?")
    answer(reporter, url, code, passphrase, "Akun itu atas namanya sendiri.")
    desk.reload()
    expect(desk.locator("body")).to_contain_text("Akun itu atas namanya sendiri.")
    mask_assess_and_propose(desk)
    second = sign_in(window, url, officer("netralitas2"))
    second.goto(case)
    read_draft(second)
    second.goto(case)
    second.click("text=Setujui dan buat berkas")
    bundle = download(second, tmp_path / "rujukan.zip")
    assert "bukti/01-tersamar.jpg" in verified(bundle, tmp_path)
    reporter.goto(url + "/netralitas-asn/laporan/")
    enter(reporter, code, passphrase)
    expect(reporter.locator("main")).to_contain_text("Dua petugas menyetujui rujukannya")
    assert reporter.locator("[name=withdraw]").count() == 0
    second.select_option("#news [name=state]", "decided")
    second.fill("#news [name=reference]", "R-12/2024")
    second.click("text=Catat kabar")
    expect(second.locator(".next")).to_contain_text("Tutup kasus")
    second.select_option("[name=closing]", "answered")
    second.click("#close input[type=submit]")
    expect(second.locator(".figures")).to_contain_text("Lembaga penerima sudah memutuskan")
    reporter.goto(url + "/netralitas-asn/laporan/")
    enter(reporter, code, passphrase)
    expect(reporter.locator("h1")).to_have_text("Ditutup")
    assert CustodyEntry.objects.filter(event="downloaded").count() == 1


def send_report(page, url) -> tuple[str, str]:
    page.goto(url + "/netralitas-asn/lapor/")
    for name, value in form(contact=CONTACT).items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    upload = {"name": "layar.png", "mimeType": "image/png", "buffer": picture(size=(400, 300)).read()}
    page.set_input_files("[name=pictures]", upload)
    page.click("text=Kirim laporan")
    expect(page.locator("h1")).to_have_text("Laporan Anda kami terima")
    code, passphrase = page.locator(".code").all_inner_texts()
    return code, passphrase


def sign_in(window, url, user):
    page = window()
    page.goto(url + "/admin/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", "rahasia-uji")
    page.click("[type=submit]")
    return page


def ask(page, question):
    need_accessible(page)
    page.click("summary:has-text('Tanya pelapor')")
    page.fill("#ask [name=text]", question)
    page.click("text=Kirim pertanyaan")
    expect(page.locator("body")).to_contain_text(question)


def enter(page, code, passphrase):
    page.fill("[name=code]", code)
    page.fill("[name=passphrase]", passphrase)
    page.click("main button")


def answer(page, url, code, passphrase, words):
    page.goto(url + "/netralitas-asn/laporan/")
    enter(page, code, passphrase)
    expect(page.locator("main")).to_contain_text("Akun siapa yang menyukai?")
    page.fill("[name=text]", words)
    page.click("text=Kirim kepada petugas")
    expect(page.locator("main")).to_contain_text("Sudah kami terima")


def mask_assess_and_propose(page):
    page.click("text=Samarkan pada gambar")
    page.wait_for_url("**/samarkan/**")  # loaded: the picture has its size, and the script listens
    frame = page.locator(".masker svg").bounding_box()
    page.mouse.move(frame["x"] + frame["width"] * 0.1, frame["y"] + frame["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.4, frame["y"] + frame["height"] * 0.4, steps=4)
    page.mouse.up()
    expect(page.locator("[name=boxes]")).to_have_value(re.compile(r"^\d+(, \d+){3}$"))
    drawn = [int(number) for number in page.input_value("[name=boxes]").split(", ")]
    assert all(abs(number - wanted) <= 3 for number, wanted in zip(drawn, (10, 10, 30, 30), strict=True))
    page.click("input[type=submit]")
    expect(page.locator("body")).to_contain_text("salinan tersamar")
    page.select_option("[name=rule]", index=0)
    for box in page.locator("[name=ticked]").all():
        box.check()
    page.click("text=Simpan pemeriksaan")
    page.fill("[name=reasons]", "Semua butir terbukti.")
    page.click("#propose input[type=submit]")
    expect(page.locator(".figures")).to_contain_text("Rujukan diusulkan")
    assert page.locator("text=Setujui dan buat berkas").count() == 0


def read_draft(page):
    """What would be referred, the masked picture in sight, also on a phone."""
    page.click("text=Baca draf rujukan")
    expect(page.locator(".errornote")).to_contain_text("DRAF")
    picture = page.locator(".draft-piece img")
    picture.wait_for()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 400
    page.set_viewport_size({"width": 360, "height": 740})
    need_fitting(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def download(page, path):
    with page.expect_download() as taken:
        page.click("text=Unduh berkas")
    taken.value.save_as(path)
    return path


def verified(bundle, folder) -> str:
    """Check the bundle by the documented command alone; the names in its manifest."""
    alone = folder / "elsewhere"
    alone.mkdir()
    (alone / "verify_bundle.py").write_bytes(Path(verify_bundle.__file__).read_bytes())
    command = [sys.executable, "-I", "verify_bundle.py", str(bundle), signing.public_key().hex()]
    done = subprocess.run(command, cwd=alone, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return re.sub(r"\s+", " ", bundle.read_bytes().decode("latin-1"))
