from django.urls import path

from neutrality.views import openness, prevention, registry, reporting

urlpatterns = [
    path("netralitas-asn/", prevention.rules, name="neutrality"),
    path("netralitas-asn/boleh/", prevention.self_check, name="neutrality_check"),
    path("netralitas-asn/lembar/", prevention.briefing, name="neutrality_briefing"),
    path("netralitas-asn/kuis/", prevention.quiz, name="neutrality_quiz"),
    path("netralitas-asn/akun/", registry.accounts, name="campaign_accounts"),
    path("netralitas-asn/lapor/", reporting.report, name="neutrality_report"),
    path("netralitas-asn/laporan/", reporting.enter, name="neutrality_enter"),
    path("netralitas-asn/laporan/kirim/", reporting.act, name="neutrality_act"),
    path("netralitas-asn/hak-jawab/", reporting.reply, name="neutrality_reply"),
    path("netralitas-asn/angka/", openness.figures, name="neutrality_figures"),
    path("netralitas-asn/rujukan/", openness.referrals, name="neutrality_referrals"),
    path("netralitas-asn/rujukan/verify_bundle.py", openness.verifier, name="neutrality_verifier"),
    path("netralitas-asn/rujukan/kunci.pem", openness.public_pem, name="neutrality_key"),
]
