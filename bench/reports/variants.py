"""How one message looks after a thousand forwards: made by script, the same for the same seed."""

import random
from collections.abc import Callable

HEADERS = [
    "*DITERUSKAN BERKALI-KALI*\n\n",
    "Info dari grup sebelah:\n",
    "Assalamualaikum wr wb, mohon disimak baik-baik 🙏\n\n",
    "[FORWARD]\n",
    "Copas dari grup RT:\n",
    "‼️PENTING‼️ ",
    *("",) * 3,
]
FOOTERS = [
    "\n\nSebarkan ke semua grup sebelum dihapus!!!",
    "\nTolong bantu share ya kak 🙏🙏",
    "\n\n_sumber: grup WA keluarga_",
    "\nAmin ya rabbal alamin",
    " Viralkan!!",
    *("",) * 3,
]
EMOJI = ["😡", "🙏", "⚠️", "😱", "👇👇", "🔥"]
LETTERS: list[Callable[[str], str]] = [str, str, str, str.lower, str.upper]
SHORT = {
    **{"yang": "yg", "tidak": "gak", "dengan": "dgn", "untuk": "utk", "sudah": "sdh", "dari": "dr"},
    **{"karena": "krn", "dan": "&", "akan": "akn", "pada": "pd", "orang": "org", "jangan": "jgn"},
    **{"banyak": "byk", "bahwa": "bhw", "dalam": "dlm"},
}


def variant(text: str, chance: random.Random) -> str:
    """The message abbreviated, mistyped, thinned out, cut, decorated, in other letters, or none of it."""
    words = text.split()
    if chance.random() < 0.5:
        words = [SHORT.get(word.lower(), word) if chance.random() < 0.7 else word for word in words]
    if chance.random() < 0.5:
        words = [_mistyped(word, chance) if chance.random() < 0.08 else word for word in words]
    if chance.random() < 0.4:
        words = [word for word in words if chance.random() > 0.06] or words
    if chance.random() < 0.3 and len(words) > 12:
        words = words[: int(len(words) * chance.uniform(0.7, 1))]
    if chance.random() < 0.3:
        words = [f"{word} {chance.choice(EMOJI)}" if chance.random() < 0.05 else word for word in words]
    letters = chance.choice(LETTERS)
    return chance.choice(HEADERS) + letters(" ".join(words)) + chance.choice(FOOTERS)


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 5:
        return word
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] * 2 + word[at + 1 :],
        ]
    )
