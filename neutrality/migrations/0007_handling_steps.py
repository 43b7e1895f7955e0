import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def one_step_each(apps, schema_editor):
    """What was the one time of handling is the first step."""
    step = apps.get_model("neutrality", "HandlingStep")
    rows = apps.get_model("neutrality", "Competence").objects.filter(handling_days__isnull=False)
    step.objects.bulk_create(
        step(
            competence=row,
            order=1,
            name="Tindak lanjut",
            days=row.handling_days,
            day_kind=row.handling_kind,
        )
        for row in rows
    )


class Migration(migrations.Migration):
    dependencies = [("neutrality", "0006_covered_names")]

    operations = [
        migrations.CreateModel(
            name="HandlingStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="urutan"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="langkah")),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="lamanya"
                    ),
                ),
                (
                    "day_kind",
                    models.CharField(
                        choices=[("working", "hari kerja"), ("calendar", "hari kalender")],
                        max_length=10,
                        verbose_name="hitungan hari",
                    ),
                ),
                (
                    "competence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="neutrality.competence",
                        verbose_name="kewenangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "langkah penanganan",
                "verbose_name_plural": "langkah penanganan",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["competence", "order"], name="one_handling_step_per_place"
                    ),
                    models.CheckConstraint(condition=models.Q(("days__gte", 1)), name="handling_step_lasts"),
                ],
            },
        ),
        migrations.RunPython(one_step_each, migrations.RunPython.noop),
    ]
