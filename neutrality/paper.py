"""The letter of a referral as PDF."""

import unicodedata

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from neutrality.letter import Letter, indonesian

PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})

GREY = 225

INITIAL = (
    "Karena lembaga Saudara meminta nama dan alamat pelapor, rujukan ini disampaikan sebagai informasi awal. "
    "Pelapor sudah diberi tahu cara dan batas waktu melapor langsung."
)


def pdf_of(letter: Letter) -> bytes:
    page = _Page(draft=letter.is_draft)
    page.head(letter)
    page.part("Yang diteruskan", [f"{name}: {value}" for name, value in letter.facts])
    page.part("Uraian pelapor", letter.accounts)
    page.part("Aturan yang diduga dilanggar", [letter.rule, *letter.bases])
    page.part("Yang diperiksa dua petugas", letter.checklist)
    page.part("Pertimbangan petugas", [letter.reasons])
    page.part("Hak jawab pihak terlapor", letter.replies or ["Belum ada yang disampaikan."])
    page.part("Bukti terlampir", [f"{name}\nSHA-256 {digest}" for name, digest in letter.evidence])
    page.foot(letter)
    return bytes(page.output())


def printable(text: str) -> str:
    """`text` in Latin-1. Letters dressed up become plain, and a sign such as a thumb is told by its name:
    what somebody wrote is evidence, and a question mark would be none."""
    return "".join(_printed(sign) for sign in text.translate(PLAIN))


def _printed(sign: str) -> str:
    for form in (sign, unicodedata.normalize("NFKC", sign)):
        if all(ord(letter) < 256 for letter in form):
            return form
    if unicodedata.category(sign) in ("Mn", "Cf"):  # says only how the sign before it is drawn
        return ""
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"


class _Page(FPDF):
    """A4 with one column. The built-in fonts hold Latin-1, which Indonesian stays within."""

    def __init__(self, *, draft: bool):
        super().__init__(format="A4")
        self.draft = draft
        self.set_margins(25, 22, 25)
        self.set_auto_page_break(True, 22)
        self.set_lang("id")
        self.set_title("Rujukan dugaan pelanggaran netralitas")
        self.add_page()

    def header(self):
        """Across each page of a draft, below its words: nobody takes it for the letter."""
        if not self.draft:
            return
        with self.local_context(text_color=GREY), self.rotation(50, self.w / 2, self.h / 2):
            self.set_font("helvetica", style="B", size=64)
            self.set_xy(0, self.h / 2 - 15)
            self.cell(self.w, 30, "DRAF", align="C")
        self.set_xy(self.l_margin, self.t_margin)

    def footer(self):
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        what = "DRAF, BELUM DISETUJUI - RAHASIA" if self.draft else "RAHASIA"
        self.cell(0, 5, f"{what} - halaman {self.page_no()}", align="C")

    def head(self, letter: Letter) -> None:
        self.line_of("Damaipedia", style="B", size=14)
        self.line_of(f"Rujukan nomor {letter.number}, {indonesian(letter.day)}. Sifat: rahasia.")
        self.ln(4)
        self.line_of(f"Yth. {letter.body}")
        if letter.address:
            self.line_of(letter.address)
        self.ln(4)
        self.line_of("Perihal: penerusan dugaan pelanggaran netralitas", style="B")
        self.line_of(
            "Dengan hormat, kami meneruskan dugaan berikut untuk ditangani menurut kewenangan Saudara. "
            "Damaipedia tidak menilai dan tidak menyatakan siapa pun bersalah."
        )

    def part(self, title: str, lines: list[str]) -> None:
        self.ln(3)
        self.line_of(title, style="B", size=12)
        for line in lines:
            self.line_of(line)

    def foot(self, letter: Letter) -> None:
        proposer, approver = letter.officers
        self.part(
            "Keaslian berkas",
            [
                "manifest.json memuat SHA-256 setiap berkas dan ditandatangani dengan Ed25519 "
                "(manifest.sig). Cara memeriksanya ada di BACA-SAYA.txt.",
                f"Kunci publik: {letter.key}",
                f"Diusulkan oleh petugas {proposer}, "
                + (f"disetujui oleh petugas {approver}." if approver else "belum disetujui petugas kedua."),
                "Identitas pelapor tidak disertakan.",
                *([INITIAL] if letter.wants_reporter else []),
            ],
        )

    def line_of(self, text: str, *, style: str = "", size: int = 10) -> None:
        self.set_font("helvetica", style=style, size=size)
        self.multi_cell(0, size * 0.5, printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
