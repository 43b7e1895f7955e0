import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.links import NotAnAddress, addresses_in, canonical, key_of, only_address

SAME = [
    ("http://www.contoh.id/berita/?utm_source=wa&fbclid=x#atas", "https://contoh.id/berita"),
    ("https://contoh.id:443/a/../berita/", "contoh.id/berita"),
    ("https://contoh.id/b?b=2&a=1", "https://contoh.id/b?a=1&b=2"),
    ("https://m.contoh.id/berita/amp/", "https://contoh.id/berita?amp=1"),
    ("https://nasional.kompas.com/read/1?page=all", "https://nasional.kompas.com/read/1"),
    ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=3", "https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&pp=x"),
    ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://youtube.com/live/dQw4w9WgXcQ?feature=share"),
    ("https://twitter.com/akun/status/123?s=20&t=abc", "https://x.com/i/web/status/123"),
    ("https://mobile.twitter.com/akun/status/123/photo/1", "https://x.com/lain/status/123"),
    ("https://www.instagram.com/reel/Cab_-1/?igsh=x", "https://instagram.com/akun/p/Cab_-1/"),
    ("https://www.tiktok.com/@akun/video/7123?is_from_webapp=1&web_id=2", "https://m.tiktok.com/v/7123.html"),
    (
        "https://m.facebook.com/story.php?story_fbid=pf1&id=10&mibextid=x&__tn__=R",
        "https://web.facebook.com/permalink.php?id=10&story_fbid=pf1",
    ),
    ("https://www.facebook.com/akun/videos/judul/55/?sfnsn=wiwspmo", "https://facebook.com/watch/?v=55"),
    (
        "https://www.facebook.com/photo.php?fbid=9&set=a.1&type=3&theater",
        "https://facebook.com/photo/?fbid=9",
    ),
    ("https://www.facebook.com/groups/7/permalink/8/", "https://facebook.com/groups/7/posts/8"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fcontoh.id%2Fa%3Ffbclid%3D1&h=x", "https://contoh.id/a"),
    (
        "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Freel%2F3%2F",
        "facebook.com/reel/3",
    ),
    ("https://www.google.com/url?sa=t&url=https://contoh.id/a&usg=z", "https://contoh.id/a"),
    ("https://www.google.co.id/amp/s/contoh.id/a/amp/", "https://contoh.id/a"),
    ("https://web.archive.org/web/20240214070000/https://contoh.id/a?x=1", "https://contoh.id/a?x=1"),
    ("https://archive.ph/20240214070000/https://contoh.id/a", "https://contoh.id/a"),
    ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
]
DIFFERENT = [
    (
        "https://www.facebook.com/story.php?story_fbid=1&id=10",
        "https://www.facebook.com/story.php?story_fbid=2&id=10",
    ),
    ("https://www.facebook.com/watch/?v=1", "https://www.facebook.com/watch/?v=2"),
    ("https://www.facebook.com/photo/?fbid=1&set=a", "https://www.facebook.com/photo/?fbid=2&set=a"),
    ("https://youtube.com/watch?v=dQw4w9WgXcQ", "https://youtube.com/watch?v=dQw4w9WgXcZ"),
    ("https://contoh.id/?p=1", "https://contoh.id/?p=2"),
    ("https://contoh.id/berita?page=1", "https://contoh.id/berita?page=2"),
    ("https://contoh.id/a", "https://contoh.id/A"),
    ("https://contoh.id/#!/a", "https://contoh.id/#!/b"),
    ("https://www.id/", "https://m.id/"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_page_has_the_same_key(one, other):
    assert canonical(one) == canonical(other)
    assert key_of(one) == key_of(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_tells_posts_apart_is_kept(one, other):
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize("text", ["", "ftp://contoh.id/a", "https://", "http://[::1"])
def test_what_is_no_address_has_no_key(text):
    assert key_of(text) == ""
    with pytest.raises(NotAnAddress):
        canonical(text)


@given(st.text(max_size=60))
def test_the_canonical_form_of_anything_is_its_own(text):
    try:
        form = canonical(f"https://contoh.id/{text}")
    except NotAnAddress:
        return
    assert canonical(form) == form


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://contoh.id/a \n", "https://contoh.id/a"),
        ("www.contoh.id", "https://www.contoh.id"),
        ("bit.ly/abc", "https://bit.ly/abc"),
        ("lihat https://contoh.id/a", None),
        ("https://contoh.id/a\nhttps://contoh.id/b", None),
        ("pemilu.Besok", None),
        ("dan/atau", None),
        ("https://contoh.id/" + "a" * 2000, None),
    ],
)
def test_a_text_that_is_only_an_address(text, address):
    assert only_address(text) == address


def test_addresses_in_a_text_end_where_the_sentence_goes_on():
    text = (
        "Cek (https://contoh.id/a_b), lalu www.lain.id! “tiga.id/x” surel@dua.id "
        "Pak.Budi/istri 1.000/2 https://contoh.id/a_b"
    )
    found = addresses_in(text)
    assert [url for url, _, _ in found] == [
        "https://contoh.id/a_b",
        "www.lain.id",
        "tiga.id/x",
        "Pak.Budi/istri",
    ]
    assert all(text[start:end] == url for url, start, end in found)
