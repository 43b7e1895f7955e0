"""Reports and officers for tests. The words are canaries: nothing but the desk may ever show them."""

import io
from datetime import date

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from neutrality import desk, intake
from neutrality.models import Case, Competence, Referral, Rule
from neutrality.officers import GROUP

CANARIES = {
    "text": "KENARICERITA ia menekan suka pada akun itu",
    "place": "KENARITEMPAT",
    "url": "https://contoh.example/KENARITAUTAN",
    "name": "KENARINAMA Budi",
    "position": "KENARIJABATAN",
    "institution": "KENARIINSTANSI",
}
CONTACT = "KENARIKONTAK@contoh.example"


def picture(colour="white", size=(40, 30), name="KENARIBERKAS.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def lead(**values) -> intake.Lead:
    given = {"act": "like", "audience": "pns", "level": "regency", "platform": "instagram", **CANARIES}
    given |= {"happened_on": date(2024, 1, 15), "known_on": date(2024, 1, 16)}
    return intake.Lead(**given | values)


def accepted(*, uploads=(), contact="", **values) -> intake.Accepted:
    return intake.accept(lead=lead(**values), uploads=uploads, contact=contact)


def officer(name="netralitas1") -> User:
    user = User.objects.create_user(name, password="rahasia-uji", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=GROUP)[0])
    return user


def form(**values) -> dict:
    said = lead()
    given = {name: getattr(said, name) for name in ("act", "audience", "level", "platform", *CANARIES)}
    return given | {"happened_on": "2024-01-15", "known_on": "2024-01-16", "contact": CONTACT} | values


def assessed(case, actor, slug="medsos-sesudah-penetapan") -> Case:
    rule = Rule.objects.get(slug=slug)
    return desk.assess(case=case, rule=rule, violation="conduct", ticked=rule.checklist, actor=actor)


def proposed(case, actor) -> Referral:
    kasn = Competence.objects.get(slug="kasn-kode-etik")
    return desk.propose(case=assessed(case, actor), competence=kasn, reasons="KENARITIMBANG", actor=actor)
