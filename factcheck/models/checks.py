"""What the claim check keeps: vectors of debunks, and the answers that people were given."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.models.debunks import Debunk


class Embedding(models.Model):
    """A vector of one part of a debunk, kept so that the index can be rebuilt without a model.

    `vector` is little-endian float32, `dimension` numbers long, of length one. `fingerprint` is the
    SHA-256 (hex) of the text it was made from: a changed text makes the row stale.
    """

    debunk = models.ForeignKey(Debunk, models.CASCADE, related_name="embeddings")
    part = models.CharField(max_length=20)
    model = models.CharField(max_length=120)
    dimension = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debunk", "part", "model"], name="one_vector_per_part_and_model")
        ]

    def __str__(self):
        return f"{self.debunk_id} {self.part} {self.model}"


class Check(models.Model):
    """What a person was answered. Holds a keyed fingerprint of the message, never its words."""

    receipt = models.CharField(max_length=32, unique=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    status = models.CharField(max_length=10)
    result = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("pemeriksaan pembaca")
        verbose_name_plural = _("pemeriksaan pembaca")

    def __str__(self):
        return self.receipt

    def get_absolute_url(self):
        return reverse("check_receipt", args=[self.receipt])
