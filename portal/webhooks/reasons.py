"""Why a message was not taken, for people: the log and the API have it in English, as programs say it."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NO_TIME = gettext_lazy("server Anda tidak menjawab dalam 5 detik")
NOT_REACHED = gettext_lazy("server Anda tidak dapat dihubungi")
REASONS = {
    "redirects are not followed": gettext_lazy(
        "server Anda mengalihkan ke alamat lain. Pengalihan tidak kami ikuti: daftarkan alamat akhirnya"
    ),
    "leads to an address that is not public": gettext_lazy(
        "alamat itu menuju jaringan yang tidak terbuka untuk umum; ke sana kami tidak mengirim"
    ),
    "only ports 80 and 443 are fetched": gettext_lazy("hanya port 80 dan 443 yang kami kirimi"),
    "the answer does not repeat the challenge": gettext_lazy(
        "jawaban server Anda tidak mengulangi tantangan"
    ),
    "the secret cannot be opened here": gettext_lazy(
        "kunci situs ini sedang tidak lengkap; ini bukan salah Anda"
    ),
    "took too long": NO_TIME,
    "no answer (ReadTimeout)": NO_TIME,
    "no answer (ConnectTimeout)": NOT_REACHED,
    "no answer (ConnectionError)": NOT_REACHED,
    "no answer (SSLError)": gettext_lazy("sertifikat HTTPS server Anda tidak dapat kami percayai"),
}
STATUS = re.compile(r"answered (\d{3})")


def why(failure: str) -> str:
    """`failure` in the reader's language; as it is, where it is a rare one."""
    if status := STATUS.fullmatch(failure):
        return _("server Anda menjawab %(status)s, bukan 2xx") % {"status": status[1]}
    return str(REASONS.get(failure, failure))
