import re

import pytest

from core.markdown import render


def test_ordinary_text():
    html = render(
        "# Judul\n\n**tebal** [KPU](https://www.kpu.go.id/)\n\n1. satu\n2. dua\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert "<h2>Judul</h2>" in html and "<strong>tebal</strong>" in html and "<td>1</td>" in html
    assert '<a href="https://www.kpu.go.id/" rel="noopener nofollow">KPU</a>' in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://tracker.example/p.gif)",
        "![x](//tracker.example/p.gif)",
        "<style>*{display:none}</style>",
        '<a href="x" style="position:fixed">x</a>',
    ],
)
def test_nothing_hostile_gets_through(hostile):
    html = render(hostile)
    for tag in re.findall("<[^>]*>", html):
        assert tag in ("<p>", "</p>", "</a>", '<img alt="x">') or tag.startswith('<a rel="noopener nofollow"')


def test_own_pictures_are_shown():
    assert '<img src="/media/a.jpg" alt="TPS">' in render("![TPS](/media/a.jpg)")
