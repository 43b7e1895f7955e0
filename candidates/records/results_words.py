"""How people speak of what a party or pair won in the whole country, and what makes it something else."""

import re

from candidates.records.reading import HOPED, Clause, clauses
from candidates.records.register import Register
from candidates.records.seats import names_a_place

HEAD = 2000  # characters in which a message says what it is about
HOUSE = (
    r"(?:DPR(?:[\s-]*RI)?|Senayan|parlemen)\b(?!\s+(?:provinsi|kota|kabupaten|daerah|aceh|papua|AS\b"
    r"|amerika))"
)
_WHOLE = (
    r"(?:hasil\s+)?(?:pemilu|pileg|pilpres|pemilihan (?:umum|presiden|legislatif)|KPU|seluruh"
    r"|tingkat nasional"
    r"|indonesia)"
)
_TALK = r"grup|wa|whatsapp|medsos|tiktok|fb|facebook|ig|instagram|berita|tv|hasil|atas|sini"
_GOT = (
    r"(?:(?:di)?raih|meraih|merebut|rebut|dapat|dapet|mendapat(?:kan)?|(?:mem|di)?peroleh|punya|memiliki"
    r"|mengantongi|mengamankan|memenangkan|menang|kebagian|sebanyak|sejumlah|ada|hanya|cuma|resmi"
    r"|total(?:nya)?"
    r"|(?:(?:turun|naik)\s+)?(?:men)?jadi|dengan|itu|adalah|berjumlah|jumlahnya|kini|sekarang|nasional|sah"
    rf"|sekitar|lolos ke {HOUSE}|di\s+(?:{HOUSE}|{_WHOLE}\b)(?:\s+20\d\d)?)"
)
SMALL = rf"(?:[\s,]+{_GOT})*\s*[:=,]?\s*"
# Nothing else may follow, so that no chairman's seat and no town's vote is meant.
END = (
    rf"(?=\s*(?:$|[,.:()?“”\"'–-]|(?:(?:di|pada|dalam|untuk|menurut|versi)\s+{_WHOLE}|{_WHOLE}|sah"
    rf"|secara nasional"
    r"|nasional|saja|doang|kan|ya|sih|loh?|nih|kok|dan|sedangkan|sementara itu|tapi|benar|bener|apa|betul"
    r"|katanya)\b))"
)
# Said anywhere at the head of a message, these make of all its figures something else than the count.
_NOT_THE_COUNT = re.compile(
    r"\b(?:survei|polling|elektabilitas|quick count|hitung cepat|exit poll|real count|sirekap|simulasi"
    r"|proyeksi|prediksi\w*|diprediksi|prakiraan|perkiraan|diperkirakan)\b",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(
    r"\b(?:target\w*|menargetkan|ditargetkan|yakin|optimis\w*|berpeluang|butuh|membutuhkan|perlu|klaim"
    r"|mengklaim|koalisi|gabungan|selisih|hilang|kehilangan|dicuri|menggelembung\w*|digelembungkan|masuk|tps"
    r"|caleg\w*|dapil|daerah pemilihan|luar negeri|dprd|dpra|dprk|dprp|dpd|sebelumnya|lalu|kemarin|dulu"
    r"|dibanding\w*|pimpinan|menteri|komisi|perempuan|(?:tidak|bukan|gak|ga) (?:benar|bener|betul)|keliru)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    rf"\b(?:di|se|wilayah|provinsi|kota|kabupaten)\s+(?!(?:{HOUSE}|{_WHOLE}\b|(?:{_TALK})\b))", re.IGNORECASE
)
_RESULTS = re.compile(r"\b(?:kursi|suara|hasil|pemilu|pileg|pilpres)\b", re.IGNORECASE)


def of_the_whole(clause: Clause, register: Register) -> bool:
    """Whether it speaks of what is, now, in the whole country: of no hope, no other time and no place."""
    if any(words.search(clause.text) for words in (_OTHER_MATTER, HOPED, _PLACED)):
        return False
    head = clause.message.text[:HEAD]
    if _NOT_THE_COUNT.search(head):
        return False
    if clause.years and clause.years != {clause.year}:
        return False
    sentences = [clause.text, *(one.text for one in clauses(head) if _RESULTS.search(one.text))]
    return not names_a_place("\n".join(sentences), register)


def shared(match: re.Match, names: str) -> bool:
    """Whether another name stands before the one matched: "PKB dan PKS dapat 121 kursi"."""
    before = match.string[: match.start()]
    return bool(re.search(rf"\b(?:{names})\s*(?:[,&+/-]|\bdan\b|\bbersama\b|\s)*$", before, re.IGNORECASE))
