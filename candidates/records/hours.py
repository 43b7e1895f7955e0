"""Statements about the hours of voting, held against those of the day of the vote."""

import re
from collections.abc import Iterator
from datetime import time

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _

from candidates.models import Stage
from candidates.records.answer import Record
from candidates.records.elections import meant
from candidates.records.reading import WORDS, Clause, dates, number
from candidates.records.register import Register
from candidates.records.schedule_words import OPENING, OTHER_MATTER

_HOURS = {"wib": 0, "wita": 1, "wit": 2}  # ahead of WIB
_MAY = re.compile(
    r"\b(?:tps|tempat pemungutan suara|pencoblosan|pemungutan suara"
    r"|\w*[cy]oblos\w*)\b",
    re.IGNORECASE,
)
_USUAL = {"begin": "pagi", "end": "siang"}  # "buka jam 6" is early, "tutup jam 1" in the afternoon
_CLOCK = r"(?:jam|pukul|pkl\.?)\s*"
_PLACE = (
    r"(?:(?:semua|seluruh|setiap|besok|jam buka|jam operasional|(?:pemilu|pilkada"
    r"|pilpres)(?:\s+20\d\d)?)\s+)*"
    r"(?:tps|tempat pemungutan suara)"
)
_VOTE = (
    r"(?:(?:hari|jam|waktu|masih|bisa|boleh|pemilih|warga|orang|besok)\s+)*(?:pencoblosan(?:nya)?"
    r"|pemungutan suara|coblosan|(?:me)?nyoblos(?:nya)?|mencoblos|coblos)"
    r"(?:\s+di\s+tps)?"
)
_SMALL = (
    r"(?:\s+(?:di|hari|itu|kan|ya|sih|akan|sudah|udah|baru|juga|nanti|besok|tetap|resmi|hanya|cuma|bisa"
    r"|boleh|lebih awal"
    r"|lebih cepat|pada|jadi|menjadi|waktu|pemilu|pilkada|pilpres|20\d\d|se-?indonesia"
    r"|(?:tanggal\s+)?\d{1,2}\s+[a-z]+(?:\s+20\d\d)?|berlangsung|dilaksanakan|digelar))*"
)
_BEGINS = r"(?:buka(?:nya)?|dibuka|mulai|dimulai|dari|sejak)"
_ENDS = (
    r"(?:tutup(?:nya)?|ditutup|berakhir|selesai|sampai|sampe|hingga|s/?d|terakhir|diperpanjang|maksimal"
    r"|paling lambat)"
)
_TO = (
    r"\s*(?:-|–|—|s[/.]?d\.?|sampai(?:\s+dengan)?|sampe|hingga"
    r"|(?:(?:dan|terus|lalu)\s+)?(?:di)?tutup(?:nya)?)\s*"
)
# After the hour the sentence ends or speaks of the same: "tetap dilayani sampai jam 15" is something else.
_DONE = (
    r"(?=\s*(?:$|[,.:()?!“”\"'–-]|(?:waktu setempat|ya|kan|sih|loh?|lho|nih|dong|kah|aja|saja|benar|bener"
    r"|apa|betul|katanya"
    r"|jangan|dan|setiap|di (?:seluruh|semua)|untuk (?:semua|seluruh)|kak|min|pak|bu|bund|gaes|guys"
    r"|waktu)\b))"
)
_NO_STATEMENT = re.compile(
    r"\b(?:jika|kalau|kalo|bila|apabila|andai|usul\w*|mengusulkan|minta|meminta|harusnya|seharusnya"
    r"|sebaiknya|semoga|wacana"
    r"|belum|tidak|tak|gak|ga|nggak|bukan|batal|antre\w*|antri\w*|mengantre|dilayani|dpk|dptb|dpkb|sampah"
    r"|petugas|kpps|ppwni"
    r"|rumah sakit|keliling|lowongan|hoaks|hoax|isu)\b",
    re.IGNORECASE,
)


def _hour(edge: str) -> str:
    return (
        rf"(?P<{edge}_half>setengah\s+)?(?P<{edge}>\d{{1,2}}"
        rf"|{WORDS})(?:[.:](?P<{edge}_minute>[0-5]\d))?(?![\d.,:]\d)"
        rf"(?:\s*(?P<{edge}_part>pagi|siang|sore|petang|malam))?(?:\s*(?P<{edge}_zone>wib|wita|wit)\b)?"
    )


_PATTERNS = [
    re.compile(rf"{before}{_DONE}", re.IGNORECASE)
    for before in (
        rf"\b(?:{_PLACE}|{_VOTE}){_SMALL}(?:\s+{_BEGINS}{_SMALL})*\s*[:,]?\s*(?:{_CLOCK})?{_hour('begin')}{_TO}"
        rf"(?:{_CLOCK})?{_hour('end')}",
        rf"\b(?:{_PLACE}|{_VOTE}){_SMALL}\s+{_BEGINS}{_SMALL}\s+{_CLOCK}{_hour('begin')}",
        rf"\b{_PLACE}{_SMALL}(?:\s+(?:di)?buka)?\s+{_ENDS}{_SMALL}(?:\s+{_ENDS})?\s+{_CLOCK}{_hour('end')}",
        rf"\b{_VOTE}{_SMALL}\s+{_ENDS}{_SMALL}\s+{_CLOCK}{_hour('end')}",
        rf"\b(?:batas(?: (?:waktu|akhir|jam))?|terakhir|paling lambat"
        rf"|maksimal){_SMALL}\s+{_VOTE}{_SMALL}\s*[:,]?\s*"
        rf"{_CLOCK}{_hour('end')}",
        rf"\b{_CLOCK}{_hour('begin')}\s+{_PLACE}{_SMALL}\s+(?:di)?buka",
        rf"\b{_CLOCK}{_hour('end')}\s+{_PLACE}{_SMALL}\s+(?:di)?tutup",
    )
]


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    """ "TPS tutup jam 15", "pencoblosan pukul 07.00-13.00", "batas nyoblos jam 12"."""
    if not _MAY.search(clause.text) or _NO_STATEMENT.search(clause.text) or OTHER_MATTER.search(clause.text):
        return
    stage = _stage(clause, register)
    if stage is None:
        return
    for match in _matches(clause.text):
        said = match.groupdict()
        edges = [("begin", stage.start_time), ("end", stage.end_time)]
        answers = [_agrees(said, edge, actual) for edge, actual in edges if actual and said.get(edge)]
        if None not in answers:
            yield _record(match, all(answers), stage)


def _matches(text: str) -> Iterator[re.Match]:
    """What the patterns find, the fullest first; a part of what was found is not found again."""
    taken: set[int] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.start() not in taken and OPENING.search(text[: match.start()]):
                taken.update(range(*match.span()))
                yield match


def _stage(clause: Clause, register: Register) -> Stage | None:
    """The day of the vote meant, if its hours are known: the one nearest to a date that is named."""
    stages = [
        stage
        for election in meant(register, clause)
        for stage in register.stages[election.pk]
        if stage.kind == Stage.Kind.VOTING and stage.start_time and "luar negeri" not in stage.name.lower()
    ]
    named = dates(clause.text)
    if not (named and named[0].year):
        return max(stages, key=lambda stage: stage.starts, default=None)
    return next((stage for stage in stages if named[0].first.is_on(stage.starts)), None)


def _agrees(said: dict, edge: str, actual: time) -> bool | None:
    """None where an hour in a named zone may be right in another part of the country."""
    hour = number(said[edge]) or 0
    minute = int(said[f"{edge}_minute"] or 0)
    if said[f"{edge}_half"]:  # "setengah dua" is 1.30
        hour, minute = hour - 1, 30
    part = (said[f"{edge}_part"] or "").lower()
    afternoon = part in ("sore", "petang", "malam") or (hour < 7 and "siang" in (part, _USUAL[edge]))
    if hour < 12 and afternoon:
        hour += 12
    if (hour, minute) == (actual.hour, actual.minute):
        return True
    zone = (said[f"{edge}_zone"] or "").lower()
    elsewhere = [actual.hour + _HOURS[zone] - ahead for ahead in _HOURS.values()] if zone else []
    return None if hour in elsewhere and minute == actual.minute else False


def _record(match: re.Match, agrees: bool, stage: Stage) -> Record:
    hours = [formats.time_format(hour, "H.i") for hour in (stage.start_time, stage.end_time) if hour]
    text = _("%(stage)s, %(election)s: pukul %(hours)s %(zone)s") % {
        "stage": stage.name,
        "election": stage.election.name,
        "hours": "–".join(hours),
        "zone": stage.get_zone_display(),
    }
    return Record(
        statement=match[0].strip(" ,:"),
        agrees=agrees,
        record=text,
        regulation=stage.source_title,
        url=settings.SITE_URL + stage.get_absolute_url(),
    )
