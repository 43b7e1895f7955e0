"""Links that lead the reader of pages to where it must not go: none is opened."""

import socket
from itertools import product

import pytest

from reports.reading import read
from reports.tests.making import accepted

HOSTS = [
    *(
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0.0.0.0",
        "127.255.255.254",
    ),
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.1", "192.168.0.1", "192.168.255.255"),
    *(
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
    ),
    *("[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[::ffff:127.0.0.1]"),
    *("[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]"),
]
SHAPES = [
    *("http://{}/", "https://{}/", "http://{}:80/latest/meta-data/", "http://{}:6379/", "https://{}:8443/"),
    *("http://contoh.id@{}/", "http://a:b@{}/berita"),
]
ODD = [
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://127.0.0.1/",
    "http://",
    "http://[",
    "a b",
]


def test_no_address_inside_is_opened(monkeypatch, db):
    report, opened = accepted(), []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: opened.append(address))
    links = [shape.format(host) for shape, host in product(SHAPES, HOSTS)] + ODD
    assert len(links) >= 200
    for link in links:
        report.text, report.url = "", link
        assert read(report) == "", link
    assert opened == []


@pytest.mark.parametrize("link", ODD[:3])
def test_other_schemes_are_refused_at_the_door(client, db, link):
    assert client.post("/api/v1/reports/", {"url": link}, "application/json").status_code == 400
