"""What Bawaslu asks of a report, and a source of this use of Aduan Konten. Rows that editors changed stay."""

from django.db import migrations

BAWASLU = "Dugaan pelanggaran pemilu, dilaporkan paling lama 7 hari sejak diketahui"
ADUAN_KONTEN = "Konten di internet yang menghasut permusuhan antargolongan"
TOLD = {
    BAWASLU: {
        "duty": "Dugaan pelanggaran pemilu, secara tertulis paling lama 7 hari sejak diketahui, dengan nama "
        "dan alamat pelapor, terlapor, waktu, tempat, dan uraian kejadiannya",
        "source": "Undang-Undang 7/2017 pasal 454 ayat (4) dan (6); Peraturan Bawaslu 7/2022 pasal 8 "
        "dan 10; Liputan6.com, 20 Februari 2024",
    },
    ADUAN_KONTEN: {
        "source": "Kompas.com, 15 Mei 2018 dan 18 November 2020 (konten negatif pilkada); sejak Oktober "
        "2024 kementeriannya bernama Komdigi",
    },
}


def tell(apps, schema_editor):
    for duty, told in TOLD.items():
        apps.get_model("reports", "CompetentBody").objects.filter(duty=duty).update(**told)


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_offer_published_debunks")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
