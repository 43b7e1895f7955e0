"""The shapes of the claim check in the JSON API."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from core.known import KnownFields
from core.parsing import limited
from factcheck.check import MOST_MATCHES, TEXT_LIMIT
from factcheck.links import LONGEST
from factcheck.pending import FAILURES
from factcheck.serializers import DebunkReferenceSerializer

INPUTS = ("text", "url", "image")


@extend_schema_serializer(description=_("Tepat satu dari `text`, `url`, dan `image`."))
class NewCheckSerializer(KnownFields):
    text = serializers.CharField(
        required=False,
        trim_whitespace=False,
        max_length=TEXT_LIMIT,
        help_text=limited(_("Pesan seperti yang beredar, paling panjang {most} karakter."), TEXT_LIMIT),
    )
    url = serializers.CharField(
        required=False,
        max_length=LONGEST,
        help_text=limited(_("Alamat http atau https, paling panjang {most} karakter."), LONGEST),
    )
    image = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Tangkapan layar, sebagai multipart/form-data: JPEG, PNG, WebP, atau GIF, paling besar 10 MB."
        ),
    )
    candidates = serializers.IntegerField(
        min_value=0,
        max_value=MOST_MATCHES,
        required=False,
        help_text=_("Bersama `text`: tampilkan sekian calon jawaban terbaik, apa pun statusnya."),
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
        required=False, help_text=_("Bagian pesan yang dijawab, dihitung dalam titik kode Unicode.")
    )
    matched = MatchedSerializer(many=True, required=False)
    by = serializers.ChoiceField(
        [
            ("text", _("teksnya")),
            ("address", _("alamat tempat klaim itu terlihat")),
            ("article", _("alamat artikelnya sendiri")),
            ("source", _("alamat salah satu sumbernya")),
            ("picture", _("gambar yang tampak sama")),
        ],
        help_text=_("Yang ditemukan kembali."),
    )
    version = serializers.IntegerField(help_text=_("Versi debunk saat jawaban diberikan."))
    corrected_at = serializers.DateTimeField(
        allow_null=True, help_text=_("Kapan debunk dikoreksi sesudah jawaban diberikan.")
    )
    old_since = serializers.DateField(
        allow_null=True, help_text=_("Sejak kapan klaim beredar, bila sudah lebih dari setahun.")
    )
    other_elections = serializers.ListField(
        child=serializers.CharField(),
        help_text=_("Pemilu yang dibahasnya, bila pemilu yang sekarang tidak termasuk."),
    )


class EngineSerializer(serializers.Serializer):
    version = serializers.CharField()
    semantic = serializers.BooleanField(
        help_text=_("False bila hanya kata-kata yang dibandingkan, bukan maknanya.")
    )


class RecordSerializer(serializers.Serializer):
    statement = serializers.CharField(
        required=False,
        help_text=_("Kata-kata pesan itu sendiri; tidak disimpan, maka tidak ada pada tanda terima."),
    )
    agrees = serializers.BooleanField()
    record = serializers.CharField()
    regulation = serializers.CharField()
    url = serializers.CharField()


class ElsewhereSerializer(serializers.Serializer):
    outlet = serializers.CharField(help_text=_("Siapa yang memeriksanya. Temuan mereka, bukan kami."))
    rating = serializers.CharField(help_text=_("Dengan kata-kata mereka sendiri."))
    claim = serializers.CharField()
    title = serializers.CharField()
    url = serializers.URLField()
    reviewed_on = serializers.DateField(allow_null=True)


class CheckSerializer(serializers.Serializer):
    status = serializers.ChoiceField(
        [
            ("match", _("ada debunk terbit yang menjawabnya")),
            ("related", _("mungkin ini maksudnya")),
            ("none", _("belum ada yang kami ketahui; itu bukan berarti benar")),
        ]
    )
    engine = EngineSerializer()
    matches = MatchSerializer(
        many=True, required=False, help_text=_("Yang terbaik dahulu, paling banyak 10.")
    )
    records = RecordSerializer(many=True, help_text=_("Menurut jadwal dan daftar resmi."))
    elsewhere = ElsewhereSerializer(
        many=True, help_text=_("Temuan pemeriksa fakta lain tentang klaim serupa, paling banyak 3.")
    )
    receipt = serializers.CharField(help_text=_("Membuka lagi jawaban ini, di `/api/v1/check/<receipt>/`."))
    checked_at = serializers.DateTimeField(
        allow_null=True, help_text=_("Null bila tanda terima tidak disimpan.")
    )
    text = serializers.CharField(
        required=False,
        help_text=_("Yang terbaca di halaman atau pada gambar; disimpan paling lama 15 menit."),
    )


@extend_schema_serializer(
    description=_(
        "Pemeriksaan yang menunggu giliran. `failed` tidak dicoba lagi: kirimlah teksnya sebagai gantinya."
    )
)
class PendingSerializer(serializers.Serializer):
    status = serializers.ChoiceField([("pending", _("menunggu giliran")), ("failed", _("gagal"))])
    receipt = serializers.CharField()
    url = serializers.URLField(help_text=_("Alamat untuk bertanya lagi."))
    reason = serializers.ChoiceField(
        sorted(FAILURES.items()), required=False, help_text=_("Hanya bersama `failed`.")
    )
    detail = serializers.CharField(
        required=False, help_text=_("Hanya bersama `failed`: alasannya dengan kata-kata.")
    )


class NewFeedbackSerializer(KnownFields):
    answered = serializers.BooleanField(help_text=_("Apakah ini menjawabnya?"))
    debunk = serializers.IntegerField(
        required=False,
        min_value=1,
        help_text=_(
            "Salah satu debunk dalam jawaban. Tanpa ini, ya berlaku untuk yang terbaik dan tidak untuk "
            "semuanya."
        ),
    )


class FeedbackSerializer(serializers.Serializer):
    answered = serializers.BooleanField()
    debunks = serializers.ListField(child=serializers.CharField(), help_text=_("Debunk yang dihitung."))
