from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_withdrawn_answers")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "menunggu"),
                    ("sending", "sedang dikirim"),
                    ("sent", "terkirim"),
                    ("uncertain", "tidak pasti"),
                    ("failed", "gagal"),
                    ("left", "dibiarkan"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="keadaan",
            ),
        ),
    ]
