"""Files of messages that a worker checks."""

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _


def private():
    return storages["private"]


class BatchQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at=None)


class Batch(models.Model):
    """A file on its way. Its questions are deleted with the last answer, the rest a day later."""

    class Form(models.TextChoices):
        CSV = "csv", "CSV"
        JSONL = "jsonl", "JSON Lines"

    receipt = models.CharField(max_length=32, unique=True)
    form = models.CharField(max_length=5, choices=Form.choices)
    questions = models.FileField(upload_to="batches", storage=private, blank=True)
    lines = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True, db_index=True)  # when a worker last had it
    finished_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("berkas yang diperiksa")
        verbose_name_plural = _("berkas yang diperiksa")

    def __str__(self):
        return f"{self.done}/{self.lines}"


class BatchPart(models.Model):
    """Answers to some lines in a row, from `first` (counted from 0) on."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="parts")
    first = models.PositiveIntegerField()
    answers = models.FileField(upload_to="batches", storage=private)

    class Meta:
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["batch", "first"], name="one_answer_per_batch_line")]

    def __str__(self):
        return f"{self.batch_id} {self.first}"
