"""Who takes what is no hoax, as far as could be read in public sources. Editors keep it up to date."""

from datetime import date

from django.db import migrations

BODIES = [
    {
        "kind": "violation",
        "name": "Bawaslu (SigapLapor)",
        "duty": "Dugaan pelanggaran pemilu, dilaporkan paling lama 7 hari sejak diketahui",
        "url": "https://sigaplapor.bawaslu.go.id/",
        "valid_from": date(2024, 2, 20),
        "source": "Peraturan Bawaslu 7/2022 pasal 8 dan 10; Liputan6.com, 20 Februari 2024",
    },
    {
        "kind": "sara",
        "name": "Bawaslu (SigapLapor)",
        "duty": "Kampanye yang menghina agama, suku, ras, atau golongan",
        "url": "https://sigaplapor.bawaslu.go.id/",
        "valid_from": date(2024, 2, 20),
        "source": "Undang-Undang 7/2017 pasal 280 ayat (1) huruf c; Liputan6.com, 20 Februari 2024",
    },
    {
        "kind": "sara",
        "name": "Aduan Konten (Kementerian Komunikasi dan Digital)",
        "duty": "Konten di internet yang menghasut permusuhan antargolongan",
        "url": "https://aduankonten.id/",
        "valid_from": date(2018, 5, 14),
        "source": "Kompas.com, 15 Mei 2018; sejak Oktober 2024 kementeriannya bernama Komdigi",
    },
]


def add(apps, schema_editor):
    apps.get_model("reports", "CompetentBody").objects.bulk_create(
        apps.get_model("reports", "CompetentBody")(**body) for body in BODIES
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_kinds_images_answers")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
