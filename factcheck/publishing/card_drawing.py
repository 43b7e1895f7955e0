"""A share card as a picture: verdict in word and shape, title, date, address. 1200×630 pixels of flat colour.

The shapes are those of `templates/_components/mark.html`, the colours those of `static/css/tokens.css`.
A card brings its own ground, so it looks the same in a light chat and in a dark one.
"""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 1200, 630
EDGE = 60
FOOT = 116
MARK = 176
INK, TEXT, WHITE = "#4b2a7b", "#17131d", "#ffffff"
COLOURS = {  # of word and shape, and of the ground
    "salah": ("#b3201a", "#fdeeec"),
    "menyesatkan": ("#a34300", "#fdf0e4"),
    "sebagian-benar": ("#745700", "#faf3da"),
    "benar": ("#14683a", "#e8f5ed"),
    "belum-terbukti": ("#4b5364", "#eff1f5"),
    "penipuan": ("#93114f", "#fceef4"),
}
TITLE_SIZES = range(64, 35, -4)
TITLE_TOP, TITLE_BOTTOM = 268, HEIGHT - FOOT - 24
# What the fonts hold; anything else, such as an emoji, is left out rather than drawn as a box.
DRAWABLE = re.compile(
    "[^\u0020-\u007e\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u20ac\u2122]"
)
FONTS = Path(__file__).parent / "fonts"
SMOOTH = 4  # shapes are drawn this much larger, then made smaller


@dataclass(frozen=True)
class Card:
    """What stands on a card. `verdict` is the value, `word` what it is called."""

    verdict: str
    word: str
    title: str
    dates: str
    address: str


def draw(card: Card) -> bytes:
    """The card as a PNG."""
    colour, ground = COLOURS[card.verdict]
    picture = Image.new("RGB", SIZE, ground)
    pen = ImageDraw.Draw(picture)
    picture.paste(colour, (EDGE, EDGE), _mark(card.verdict))
    word = card.word.upper()
    room = WIDTH - 2 * EDGE - MARK - 40
    pen.text((EDGE + MARK + 40, EDGE + MARK // 2), word, colour, _fitting(word, 118, room), anchor="lm")
    _draw_title(pen, _drawable(card.title))
    _draw_foot(pen, card)
    out = io.BytesIO()
    few = picture.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    """As large as it fits; one that never does ends in an ellipsis."""
    for size in TITLE_SIZES:
        font, step = _font("Bold", size), int(size * 1.18)
        lines = _lines(title, font, WIDTH - 2 * EDGE)
        most = (TITLE_BOTTOM - TITLE_TOP) // step
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), font, WIDTH - 2 * EDGE)]
    for place, line in enumerate(lines):
        pen.text((EDGE, TITLE_TOP + place * step), line, TEXT, font)


def _draw_foot(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Who says so, when and where."""
    top = HEIGHT - FOOT
    pen.rectangle((0, top, WIDTH, HEIGHT), INK)
    name = _font("Bold", 40)
    pen.text((EDGE, top + FOOT // 2), "Damaipedia", WHITE, name, anchor="lm")
    small = _font("Regular", 31)  # still read where a chat shows the card 330 pixels wide
    left = EDGE + name.getlength("Damaipedia") + 36
    for line, height in ((card.dates, 38), (card.address, 80)):
        line = _shortened(_drawable(line), small, WIDTH - EDGE - left)
        pen.text((WIDTH - EDGE, top + height), line, WHITE, small, anchor="rm")


@lru_cache(32)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Roboto-{weight}.ttf", size)


def _fitting(text: str, size: int, width: int) -> ImageFont.FreeTypeFont:
    return _font("Bold", min(size, int(size * width / _font("Bold", size).getlength(text))))


def _drawable(text: str) -> str:
    return " ".join(DRAWABLE.sub("", text).split())


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(_shortened(word, font, width))
    return lines


def _shortened(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _mark(verdict: str) -> Image.Image:
    """The shape of a verdict as a mask: white is shape, black is ground. Its units are a 24th of a side."""
    unit = MARK * SMOOTH / 24
    mask = Image.new("L", (MARK * SMOOTH, MARK * SMOOTH), 0)
    pen = ImageDraw.Draw(mask)

    def at(*numbers: float) -> list[float]:
        return [number * unit for number in numbers]

    def cut(*numbers: float) -> None:
        pen.line(at(*numbers), 0, int(2.6 * unit), joint="curve")

    match verdict:
        case "salah":
            pen.rectangle(at(2, 2, 22, 22), 255)
            cut(7, 7, 17, 17)
            cut(17, 7, 7, 17)
        case "menyesatkan":
            pen.polygon(at(12, 1.5, 23.5, 22, 0.5, 22), 255)
        case "sebagian-benar":
            pen.ellipse(at(1, 1, 23, 23), outline=255, width=int(2.6 * unit))
            pen.pieslice(at(1, 1, 23, 23), 90, 270, 255)
        case "benar":
            pen.ellipse(at(1, 1, 23, 23), 255)
            cut(6.5, 12.5, 10.5, 16.5, 17.5, 8.5)
        case "belum-terbukti":
            for start in range(0, 360, 45):
                pen.arc(at(1, 1, 23, 23), start, start + 22.5, 255, int(2.6 * unit))
        case "penipuan":
            pen.polygon(at(6, 2, 18, 2, 24, 12, 18, 22, 6, 22, 0, 12), 255)
            cut(12, 6, 12, 13.5)
            cut(12, 15.5, 12, 18.5)
    return mask.resize((MARK, MARK), Image.Resampling.LANCZOS)
