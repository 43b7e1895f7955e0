"""What every operation of the API has in common, told once: how it refuses, what may be left out, and an
example of a request and its answer."""

import json
from http import HTTPStatus
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core.paging import BAD_SIZE, ApiPagination
from factcheck.google.errors import STATUSES

# Made by `python -m bench.api.examples` from the demo content.
EXAMPLES = json.loads(Path(__file__).with_name("api_examples.json").read_text(encoding="utf-8"))

PROBLEM = {
    "type": "object",
    "description": _("RFC 9457. `errors` menyebut setiap isian atau parameter yang ditolak."),
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
GOOGLE_ERROR = {
    "type": "object",
    "description": _("Kesalahan dalam bentuk API Google."),
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "status"],
            "properties": {
                "code": {"type": "integer"},
                "message": {"type": "string"},
                "status": {"type": "string"},
            },
        }
    },
    "example": {
        "error": {
            "code": 400,
            "message": "query: required unless reviewPublisherSiteFilter is given.",
            "status": "INVALID_ARGUMENT",
        }
    },
}
GONE = {
    "type": "object",
    "description": _(
        "Yang tidak ada dalam daftar yang diminta: ditarik, tidak termasuk, atau berganti nama."
    ),
    "required": ["id", "updated_at"],
    "properties": {"id": {"type": "string"}, "updated_at": {"type": "string", "format": "date-time"}},
}
REFUSALS = {
    "400": _("Yang dikirim tidak dapat dipakai; `errors` menyebut bagiannya dan alasannya."),
    "401": _("Kuncinya salah atau sudah dicabut. Tanpa kunci, API ini terbuka."),
    "403": _("Kuncinya tidak dibuat untuk ini."),
    "404": _("Tidak ada yang beralamat ini."),
    "405": _("Alamat ini mengenal metode lain."),
    "406": _("Di sini hanya ada JSON."),
    "409": _("Belum selesai."),
    "410": _("Penanda ini bukan dari catatan perubahan yang sekarang: mulai lagi dengan `since=0`."),
    "413": _("Lebih dari batasnya."),
    "415": _("Jenis isi ini tidak dibaca di sini."),
    "429": _("Permintaan melebihi batas; `Retry-After` menyebut kapan boleh kembali."),
    "503": _("Untuk sementara ini tidak dapat dijawab; `Retry-After` kadang menyebut sampai kapan."),
}
KEY_NEEDED = _("Kuncinya tidak ada, salah, atau sudah dicabut.")
ANSWERS = {
    "200": _("Berhasil."),
    "201": _("Sudah dibuat."),
    "202": _("Diterima, tetapi belum selesai."),
    "204": _("Sudah dihapus; tanpa isi."),
    "206": _("Bagian yang diminta."),
}
# In the order in which a newsroom meets them.
PARTS = {
    "debunks": _("Debunk"),
    "check": _("Pemeriksaan pesan"),
    "reports": _("Laporan hoaks"),
    "corrections": _("Koreksi debunk"),
    "topics": _("Tema debunk"),
    "reviews": _("Temuan pemeriksa fakta lain"),
    "outlets": _("Pemeriksa fakta lain"),
    "elections": _("Pemilu"),
    "stages": _("Tahapan pemilu"),
    "districts": _("Daerah dan dapil"),
    "parties": _("Partai"),
    "people": _("Orang"),
    "candidacies": _("Daftar pencalonan"),
    "races": _("Keadaan khusus pemilihan"),
    "party-results": _("Hasil partai"),
    "campaign-accounts": _("Akun kampanye terdaftar"),
    "neutrality-rules": _("Aturan netralitas ASN"),
    "neutrality-sanctions": _("Sanksi netralitas"),
    "neutrality-competences": _("Penerima laporan netralitas"),
    "lessons": _("Pelajaran"),
    "statistics": _("Angka"),
    "exports": _("Data terbuka"),
    "webhooks": _("Langganan (webhook)"),
    "v1alpha1": _("Fact Check Tools API Google"),
}
_TEXT = {"type": "string"}
HISTORY = {
    "type": "array",
    "description": _("Dengan `include=history`: apa yang diubah setiap versi yang terbit, terbaru dahulu."),
    "items": {
        "type": "object",
        "required": ["at", "event", "reason", "changes"],
        "properties": {
            "at": {"type": "string", "format": "date-time"},
            "event": {"enum": ["published", "updated", "corrected", "retracted", "oldest"]},
            "reason": _TEXT,
            "changes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["field", "from", "to"],
                    "properties": {"field": _TEXT, "from": {}, "to": {}},
                },
            },
        },
    },
}
A_FILE = {"file": "id,text\n1,Ada 7 kontainer surat suara tercoblos di Tanjung Priok\n"}
IN_THE_PATH = {
    "file": _("`name` sebuah berkas, seperti disebut ekspornya."),
    "number": _("`id` sebuah webhook, seperti dalam daftar."),
    "delivery": _("`id` sebuah kiriman, seperti dalam catatan kiriman."),
    "receipt": _("Kode dari jawaban yang pertama."),
    "figure": _("`id` sebuah angka, seperti dalam daftar."),
}
# Of a row, `fields=` leaves out what is not asked for: nothing in it can be relied on to be there.
ROWS = (
    *("Debunk", "DebunkDetail", "CorrectionEntry", "Topic", "Outlet", "Review"),
    *("Election", "Stage", "District", "Party", "Person", "Candidacy"),
    *("Race", "PartyResult", "CampaignAccount", "Rule", "Sanction", "Competence", "Lesson"),
)


def with_refusals(result, generator, request, public):
    """A postprocessing hook of drf-spectacular."""
    schemas = result["components"]["schemas"]
    schemas |= {"Problem": PROBLEM | {"example": _bad_request()}, "GoogleError": GOOGLE_ERROR, "Gone": GONE}
    for name in ROWS:
        _loosen(schemas.get(name, {}))
    schemas["DebunkDetail"]["properties"]["history"] = HISTORY
    result["tags"] = [{"name": name, "description": what} for name, what in PARTS.items()]
    for name, schema in schemas.items():
        _allow_blank(schema)
        if name.startswith("Paginated"):
            _add_news(schema)
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _refuse(path, operation)
            _exemplify(operation, EXAMPLES.get(operation["operationId"], {}))
        _let_choose(path, operations, result["paths"])
    return result


def _loosen(schema: dict) -> None:
    schema.pop("required", None)
    if "properties" in schema:
        labels = {"type": "object", "additionalProperties": {"type": "string"}}
        schema["properties"]["labels"] = labels | {
            "description": _("Dengan `include=labels`: kata-kata untuk kode.")
        }


def _allow_blank(schema: dict) -> None:
    """An empty string may well be valid under both: the format of an address is only a hint."""
    for field in schema.get("properties", {}).values():
        if {"type": "string", "maxLength": 0} in field.get("oneOf", ()):
            field["anyOf"] = field.pop("oneOf")


def _add_news(schema: dict) -> None:
    for name, what in (("next", _("Halaman sesudah ini.")), ("previous", _("Halaman sebelum ini."))):
        schema["properties"][name] = {"type": ["string", "null"], "format": "uri", "description": what}
    schema["properties"] |= {
        "gone": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/Gone"},
            "description": _("Dengan `since`: yang berubah dan tidak ada (lagi) dalam daftar ini."),
        },
        "cursor": {
            "type": "string",
            "description": _("Dengan `since`: penanda untuk permintaan berikutnya."),
        },
    }


def _refuse(path: str, operation: dict) -> None:
    google = path.startswith("/api/v1alpha1/")
    shape, media = ("GoogleError", "application/json") if google else ("Problem", "application/problem+json")
    schema = {"$ref": f"#/components/schemas/{shape}"}
    for status, answer in operation["responses"].items():
        answer["description"] = ANSWERS.get(status, answer["description"])
    for status in sorted(REFUSALS.keys() - _impossible(operation)):
        needs_key = status == "401" and {} not in operation["security"]
        description = str(KEY_NEEDED if needs_key else REFUSALS[status])
        told = {"schema": schema, "example": _refusal(int(status), description, google)}
        operation["responses"].setdefault(status, {"description": description, "content": {media: told}})


def _impossible(operation: dict) -> set[str]:
    """The refusals that this operation never gives."""
    impossible = set() if operation["operationId"] == "check_batch_result" else {"409"}
    if not any(parameter["name"] == "since" for parameter in operation.get("parameters", [])):
        impossible.add("410")
    return impossible if "requestBody" in operation else impossible | {"413", "415"}


def _refusal(status: int, description: str, google: bool) -> dict:
    if google:
        message = HTTPStatus(status).phrase  # Google's errors are English
        return {"error": {"code": status, "message": message, "status": STATUSES.get(status, "UNKNOWN")}}
    if status == 400:
        return _bad_request()
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": description}


def _bad_request() -> dict:
    why = BAD_SIZE % {"most": ApiPagination.max_page_size}
    return {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": f"page_size: {why}",
        "errors": [{"field": "page_size", "detail": why}],
    }


def _exemplify(operation: dict, example: dict) -> None:
    """Put an example where OpenAPI wants it: into the parameters, the body and the answers."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            usual = IN_THE_PATH.get(parameter["name"], _("`id` sebuah baris, seperti dalam daftar."))
            parameter.setdefault("description", usual)
            parameter["example"] = _in_the_path(parameter["name"], example.get("path", ""))
        elif parameter["name"] in example.get("query", {}):
            parameter["example"] = example["query"][parameter["name"]]
    if "request" in example:
        for media, told in operation["requestBody"]["content"].items():
            is_file = media == "multipart/form-data" and operation["operationId"] == "check_batch_create"
            told["example"] = A_FILE if is_file else example["request"]
    for status, body in example.get("responses", {}).items():
        told = operation["responses"][status]["content"]
        told[next(iter(told))]["example"] = body


def _in_the_path(name: str, told: str | dict) -> str:
    """Where an address has several parts, the example names each."""
    return told[name] if isinstance(told, dict) else told


def _let_choose(path: str, operations: dict, paths: dict) -> None:
    """One row takes `fields` and `include` as its list does."""
    listed = paths.get(path.rpartition("{")[0], {}).get("get", {})
    if path.endswith("}/") and "get" in operations:
        chosen = [each for each in listed.get("parameters", []) if each["name"] in ("fields", "include")]
        operations["get"].setdefault("parameters", []).extend(chosen)
