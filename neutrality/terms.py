"""The words in which rules, reports and referrals are told apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    """Whom a rule binds."""

    PNS = "pns", _("PNS")
    PPPK = "pppk", _("PPPK")
    STAFF = "staff", _("Pegawai non-ASN di instansi pemerintah")
    ARMED = "armed", _("Anggota TNI atau Polri")


class Period(TextChoices):
    """Where an election stands on a day, as the rules of neutrality tell it."""

    BEFORE_SET = "before_set", _("Sebelum calon ditetapkan")
    SET = "set", _("Calon sudah ditetapkan, kampanye belum mulai")
    CAMPAIGN = "campaign", _("Masa kampanye")
    QUIET = "quiet", _("Masa tenang")
    VOTING = "voting", _("Hari pemungutan suara")
    AFTER = "after", _("Sesudah pemungutan suara")


class Act(TextChoices):
    """What somebody does."""

    LIKE = "like", _("Menyukai (like) unggahan akun kampanye")
    COMMENT = "comment", _("Mengomentari unggahan akun kampanye")
    SHARE = "share", _("Membagikan unggahan akun kampanye")
    FOLLOW = "follow", _("Mengikuti (follow) akun kampanye")
    JOIN = "join", _("Bergabung dengan grup kampanye atau pemenangan")
    POST = "post", _("Membuat unggahan yang mendukung calon atau partai")
    POSE = "pose", _("Berfoto dengan pose jari atau simbol keberpihakan")
    PHOTO = "photo", _("Mengunggah foto bersama calon atau tim sukses")
    ATTEND = "attend", _("Menghadiri deklarasi atau kampanye")
    WEAR = "wear", _("Memakai atribut partai, calon, atau atribut dinas saat kampanye")
    BANNER = "banner", _("Memasang spanduk, baliho, atau alat peraga")
    SPOUSE = "spouse", _("Mendampingi suami atau istri yang menjadi calon")
    LEAVE = "leave", _("Mengambil cuti untuk ikut berkampanye")
    TEAM = "team", _("Menjadi pelaksana atau tim kampanye")
    MOBILISE = "mobilise", _("Mengarahkan atau mengajak pegawai lain memilih calon")
    FACILITIES = "facilities", _("Memakai fasilitas negara untuk kampanye")
    DECISION = "decision", _("Membuat keputusan yang menguntungkan atau merugikan calon")
    LETTER = "letter", _("Memberi surat dukungan dengan salinan KTP")
    PARTY = "party", _("Mendekati partai untuk menjadi bakal calon")
    READ = "read", _("Membaca visi, misi, dan program calon")
    INFORM = "inform", _("Membagikan informasi resmi tentang jadwal dan cara memilih")
    VOTE = "vote", _("Memberikan suara di TPS")


class Medium(TextChoices):
    ANY = "any", _("Di mana saja")
    ONLINE = "online", _("Di media sosial dan internet")
    OFFLINE = "offline", _("Di luar internet")


class Permission(TextChoices):
    FORBIDDEN = "forbidden", _("Tidak boleh")
    CONDITIONAL = "conditional", _("Boleh dengan syarat")
    CAREFUL = "careful", _("Sebaiknya jangan")
    ALLOWED = "allowed", _("Boleh")


class Severity(TextChoices):
    MORAL = "moral", _("Sanksi moral")
    LIGHT = "light", _("Hukuman disiplin ringan")
    MEDIUM = "medium", _("Hukuman disiplin sedang")
    SEVERE = "severe", _("Hukuman disiplin berat")
    DISCIPLINE = "discipline", _("Hukuman disiplin TNI atau Polri")
    CONTRACT = "contract", _("Sanksi menurut perjanjian kerja")
    CRIME = "crime", _("Pidana pemilu atau pemilihan")


class ElectionKind(TextChoices):
    ANY = "", _("Pemilu dan pilkada")
    GENERAL = "general", pgettext_lazy("jenis pemilihan", "Pemilu")
    LOCAL = "local", _("Pilkada")


class Violation(TextChoices):
    """What kind of breach a body receives."""

    CONDUCT = "conduct", _("Kode etik atau disiplin pegawai")
    OFFENCE = "offence", _("Pelanggaran atau pidana pemilu")


class Days(TextChoices):
    WORKING = "working", _("hari kerja")
    CALENDAR = "calendar", _("hari kalender")


class Level(TextChoices):
    """Of the institution where the person works; the only thing about it that is ever counted in public."""

    CENTRAL = "central", _("Kementerian atau lembaga pusat")
    PROVINCE = "province", _("Pemerintah provinsi")
    REGENCY = "regency", _("Pemerintah kabupaten atau kota")
    VILLAGE = "village", _("Kecamatan, kelurahan, atau desa")
    ARMED = "armed", _("TNI atau Polri")
    UNKNOWN = "unknown", _("Tidak tahu")


class Platform(TextChoices):
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    TIKTOK = "tiktok", "TikTok"
    X = "x", "X (Twitter)"
    YOUTUBE = "youtube", "YouTube"
    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
    THREADS = "threads", "Threads"
    OTHER = "other", _("Lainnya")
