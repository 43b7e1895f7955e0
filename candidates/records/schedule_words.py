"""How people speak of the stages of an election, and what may stand between a stage and its date."""

import re
from dataclasses import dataclass

from candidates.models import Stage
from candidates.records.reading import WORDS

Kind = Stage.Kind


@dataclass(frozen=True)
class Term:
    """How people name a stage: by its kind, or by a word in its name where the kind has several."""

    pattern: re.Pattern
    kind: str | None
    word: str = ""
    lasting: bool = False  # lasts for days, so that a single day says little about it
    weak: bool = False  # the day itself only where the sentence is about nothing else

    def names(self, stage: Stage) -> bool:
        return self.kind in (None, stage.kind) and self.word in stage.name.lower()


def _term(pattern: str, kind: str | None, word: str = "", **ways: bool) -> Term:
    return Term(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), kind, word, **ways)


TERMS = [
    _term(r"(?:masa|hari|minggu|pekan) tenang", Kind.QUIET),
    _term(r"(?:masa |periode |jadwal )?kampanye", Kind.CAMPAIGN, lasting=True),
    _term(r"rekap(?:itulasi)?(?: suara| hasil)?(?: pemilu)?", Kind.COUNTING, "rekapitulasi", lasting=True),
    _term(
        r"(?:pengumuman|penetapan) hasil(?: resmi)?(?: pemilu| pilpres)?"
        r"|(?:umumkan|mengumumkan|tetapkan|menetapkan) hasil(?: resmi)?(?: pemilu| pilpres)?"
        r"|hasil(?: resmi)?(?: pemilu| pilpres)? (?:akan )?(?:diumumkan|ditetapkan)(?: kpu)?",
        Kind.RESULT,
        "penetapan hasil",
    ),
    _term(
        r"pendaftaran (?:bakal )?(?:paslon|pasangan calon|calon)(?: kepala daerah)? pilkada(?: serentak)?"
        r"|pendaftaran (?:calon kepala daerah|cagub|cabup|cawali|cawalkot)",
        Kind.NOMINATION,
        "pendaftaran pasangan calon",
    ),
    _term(
        r"(?:pelantikan|pengucapan sumpah|sumpah jabatan) (?:presiden|capres)"
        r"(?:(?: dan| &)? (?:wakil presiden|wapres|wakilnya))?(?: baru| terpilih)?"
        r"|presiden(?: baru| terpilih)? (?:akan |mau )?dilantik"
        r"|dilantik (?:sebagai |jadi |menjadi )?presiden",
        Kind.OATH,
        "presiden",
    ),
    _term(
        r"(?:pelantikan|pengucapan sumpah) (?:anggota )?(?:dpr|dpd)(?: ri)?(?:(?: dan| &)? (?:dpr|dpd))?"
        r"|(?:anggota )?(?:dpr|dpd)(?: ri)?(?:(?: dan| &)? (?:dpr|dpd))?(?: (?:yang|yg))?(?: baru| terpilih)?"
        r" (?:akan |resmi )?dilantik",
        Kind.OATH,
        "dpr",
    ),
    _term(
        r"(?:pengundian|undian|pengambilan) nomor urut(?: [a-z]+){0,2}"
        r"|no(?:mor|mer)?\.? urut(?: [a-z]+){0,2} diundi",
        None,
        "pengundian nomor",
    ),
    _term(r"penetapan (?:paslon|pasangan calon)(?: [a-z]+){0,2}", None, "penetapan pasangan calon"),
    _term(
        r"hari pencoblosan|pencoblosan(?:nya)?|coblosan|pemungutan suara|hari pemungutan suara|hari pemilihan"
        r"|nyoblos(?:nya)?|mencoblos|hari h pemilu",
        Kind.VOTING,
        "pemungutan suara",
    ),
    _term(
        r"(?:pemilu|pilpres|pileg|pilkada|pemilihan (?:umum|presiden|kepala daerah))(?: serentak)?(?: tahun)?"
        r"(?: 20\d\d)?|coblos|hari h",
        Kind.VOTING,
        "pemungutan suara",
        weak=True,
    ),
]
OTHER_MATTER = re.compile(
    r"\b(?:simulasi|gladi|perpanjangan|latihan|ulang|susulan|lanjutan|psu|luar negeri|wni|tpsln|ppln"
    r"|debat|survei|lembaga"
    r"|hasil pencoblosan|quick count|hitung cepat|putaran kedua|putaran 2|rapat umum|akbar|sidang|gugatan"
    r"|konser|viral|diunggah|beredar|video|foto|rekaman|tps \d+\b(?![.:]\d)|tewas|meninggal|ditangkap"
    r"|ditemukan)\b",
    re.IGNORECASE,
)
AROUND = re.compile(
    r"\b(?:setelah|sebelum|sesudah|usai|seusai|pasca|pascapemilu|sehabis|selepas|menjelang|jelang|sejak"
    r"|selama|saat|ketika|hasil|suara|lokasi|tempat|persiapan|logistik|aturan|pelanggaran|dana|soal)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# What may stand before the bare name of an election for its day to be meant: "KPU: pemilu 14 Februari".
OPENING = re.compile(
    r"(?:^|[,:;()–—-])[\s“”\"'*]*(?:(?:apa|apakah|benar|benarkah|bener|beneran|betul|betulkah|katanya"
    r"|kata|kabar|kabarnya"
    r"|info|infonya|informasi|pengumuman|jadwal|jadwalnya|tanggal|tgl|hari|ini|itu|kalau|kalo|bahwa|ada"
    r"|ga|gak|sih|kah|ya"
    r"|min|kak|pak|bu|guys|gaes|halo|hai|terus|trus|mau|tanya|nanya|saya|aku|denger|dengar|baca|lihat|tetangga|teman|temen|saudara|orang|ibu|bapak|ingat|catat|penting"
    r"|hoaks|hoax|fakta|cek|mohon|tolong|dong|nih|lho|eh|resmi"
    r"|kpu|ri|pemerintah|mk|dpr|akhirnya|ternyata|sudah|putuskan|memutuskan|tetapkan|menetapkan|umumkan"
    r"|mengumumkan"
    r"|undur|mengundur|tunda|menunda|majukan|memajukan|pelaksanaan|penyelenggaraan|untuk|jangan|lupa|ayo"
    r"|mari|dan"
    r"|yuk|kapan|semua|kita)\b[\s.…!*“”\"']*)*$",
    re.IGNORECASE,
)
# "Pemilu 2024 ditunda sampai 2027"
MOVED = re.compile(
    r"\s+(?:(?:resmi|akhirnya|katanya|jadi|di)\s+)*(?:ditunda|diundur|mundur|digeser|dimajukan|dipindah)"
    r"(?:\s+(?:ke|jadi|menjadi|sampai|hingga|tahun|pada))*\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"^[\s,:=()“”\"'–-]*(?:(?:\d{1,2} hari|jadi|menjadi|itu|adalah|ialah|yaitu|jatuh|jatuhnya|digelar"
    r"|dilaksanakan|diadakan"
    r"|dilakukan|berlangsung|diselenggarakan|diundur|mundur|ditunda|dimajukan|dipindah|diubah|berubah"
    r"|dijadwalkan|ditetapkan|dibuka|kemarin|kmrn|dulu|lalu|akan|tetap|resmi|nanti|besok|kan|ya|sih|tu|nya|hari|pada|di|ke|tanggal"
    r"|tgl\.?|mulai|dimulai"
    r"|dari|sampai|hingga|berakhir|selesai|ditutup|terakhir|paling lambat|maksimal|serentak|2024|2029|pemilu"
    r"|pilpres|pilkada|presiden|gubernur|caleg|capres|umum|nasional|kapan|apa|benar|bener|katanya|kah"
    r"|senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu)\b[\s,:=()“”\"'?–-]*)*$",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"^[\s,:=()“”\"'–-]*(?:(?:itu|adalah|ialah|hari|kita|jadwal|jadwalnya|ada|akan|sudah|udah|waktunya|ayo"
    r"|mari|semua"
    r"|resmi|pelaksanaan|digelar|dimulai|mulai|pemilu|2024|merupakan|sebagai|masuk|memasuki|sampai|dan"
    r"|untuk)\b"
    r"[\s,:=()“”\"'–-]*)*$",
    re.IGNORECASE,
)
BEGINS = re.compile(r"\b(?:mulai|dimulai|dibuka|sejak|dari|start)\b", re.IGNORECASE)
ENDS = re.compile(r"\b(?:sampai|hingga|berakhir|selesai|terakhir|ditutup|paling lambat|s/d)\b", re.I)
NOT = re.compile(r"\b(?:bukan|bukannya|tidak|tak|jangan|ga|gak|nggak)\b", re.IGNORECASE)
DAYS = re.compile(
    rf"(?:\b(?:selama|cuma|cuman|cm|hanya|berlangsung|ada|lamanya|sekitar)\s+)*"
    rf"\b(?P<n>\d{{1,3}}|{WORDS})(?P<unit>\s+hari|\s+minggu|\b)(?!\s+(?:lagi|lalu|sebelum|sesudah|setelah|menjelang)\b)",
    re.IGNORECASE,
)
