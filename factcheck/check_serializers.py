"""The shapes of the claim check in the JSON API."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.known import KnownFields
from factcheck.check import MOST_MATCHES, TEXT_LIMIT
from factcheck.links import LONGEST
from factcheck.pending import FAILURES
from factcheck.serializers import DebunkReferenceSerializer

INPUTS = ("text", "url", "image")


class NewCheckSerializer(KnownFields):
    """Exactly one of `text`, `url` and `image`."""

    text = serializers.CharField(
        required=False,
        trim_whitespace=False,
        max_length=TEXT_LIMIT,
        help_text=f"The message as it circulates, up to {TEXT_LIMIT:,} characters.",
    )
    url = serializers.CharField(
        required=False,
        max_length=LONGEST,
        help_text=f"An http or https address, up to {LONGEST:,} characters.",
    )
    image = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text="A screenshot, as multipart/form-data: JPEG, PNG, WebP or GIF, at most 10 MB.",
    )
    candidates = serializers.IntegerField(
        min_value=0,
        max_value=MOST_MATCHES,
        required=False,
        help_text="With `text`: list this many best candidates, whatever the status.",
    )

    def validate(self, attrs):
        given = [name for name in INPUTS if name in attrs]
        if len(given) != 1:
            wrong = given or ["text"]
            raise serializers.ValidationError(
                {name: [_("kirim tepat satu dari text, url, dan image")] for name in wrong}
            )
        if "candidates" in attrs and given != ["text"]:
            raise serializers.ValidationError({"candidates": [_("hanya berlaku bersama text")]})
        return attrs


class SpanSerializer(serializers.Serializer):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class MatchedSerializer(SpanSerializer):
    text = serializers.CharField()


class MatchSerializer(serializers.Serializer):
    debunk = DebunkReferenceSerializer()
    probability = serializers.FloatField()
    part = SpanSerializer(
        required=False, help_text="The part of the message that is answered, in code points."
    )
    matched = MatchedSerializer(many=True, required=False)
    by = serializers.ChoiceField(
        ["text", "address", "article", "source", "picture"],
        help_text="What was found again: the text; the address, as where the claim was seen, as the article "
        "itself or as one of its sources; or a picture that looks the same.",
    )
    version = serializers.IntegerField(help_text="Of the debunk when it was told.")
    corrected_at = serializers.DateTimeField(
        allow_null=True, help_text="When the debunk was corrected after it was told."
    )
    old_since = serializers.DateField(
        allow_null=True, help_text="Since when the claim circulates, where that is more than a year."
    )
    other_elections = serializers.ListField(
        child=serializers.CharField(), help_text="The elections it is about, where today's is not among them."
    )


class EngineSerializer(serializers.Serializer):
    version = serializers.CharField()
    semantic = serializers.BooleanField(help_text="False where only words were compared, not meaning.")


class RecordSerializer(serializers.Serializer):
    statement = serializers.CharField(
        required=False, help_text="The message's own words; not kept, so left out by a receipt."
    )
    agrees = serializers.BooleanField()
    record = serializers.CharField()
    regulation = serializers.CharField()
    url = serializers.CharField()


class ElsewhereSerializer(serializers.Serializer):
    outlet = serializers.CharField(help_text="Who checked it. Their finding, not ours.")
    rating = serializers.CharField(help_text="In the outlet's own words.")
    claim = serializers.CharField()
    title = serializers.CharField()
    url = serializers.URLField()
    reviewed_on = serializers.DateField(allow_null=True)


class CheckSerializer(serializers.Serializer):
    status = serializers.ChoiceField(["match", "related", "none"])
    engine = EngineSerializer()
    matches = MatchSerializer(many=True, required=False, help_text="Best first, at most 10.")
    records = RecordSerializer(many=True, help_text="What the official calendar and registers say.")
    elsewhere = ElsewhereSerializer(
        many=True, help_text="What other fact-checkers said of a claim like this, at most 3."
    )
    receipt = serializers.CharField(help_text="Opens this answer again, at `/api/v1/check/<receipt>/`.")
    checked_at = serializers.DateTimeField(allow_null=True, help_text="Null where no receipt is kept.")
    text = serializers.CharField(
        required=False, help_text="What was read on the page or in the picture; kept for 15 minutes at most."
    )


class PendingSerializer(serializers.Serializer):
    """A check that waits for a worker. `failed` is final; send the text itself instead."""

    status = serializers.ChoiceField(["pending", "failed"])
    receipt = serializers.CharField()
    url = serializers.URLField(help_text="Where to ask again.")
    reason = serializers.ChoiceField(sorted(FAILURES), required=False, help_text="Only with `failed`.")
    detail = serializers.CharField(required=False, help_text="Only with `failed`: the reason in words.")


class NewFeedbackSerializer(KnownFields):
    answered = serializers.BooleanField(help_text="Did this answer it?")
    debunk = serializers.IntegerField(
        required=False,
        min_value=1,
        help_text="A debunk of the answer. Without it, a yes is for the best one and a no for all of them.",
    )


class FeedbackSerializer(serializers.Serializer):
    answered = serializers.BooleanField()
    debunks = serializers.ListField(child=serializers.CharField(), help_text="The debunks it counts for.")
