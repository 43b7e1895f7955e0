"""Which queue each task goes to, and what the clock starts when."""

from celery.schedules import crontab

# OCR and fetching take long: neither may keep a report or a message waiting.
QUEUES = ("intake", "fetch", "ocr", "notify", "batch", "default")
ROUTES = {
    "candidates.remind": "notify",
    "reports.process": "intake",
    "reports.notify": "notify",
    "reports.guide": "notify",
    "reports.poll_email": "fetch",
    "reports.read_page": "fetch",
    "neutrality.capture": "fetch",
    "reports.read_pictures": "ocr",
    "factcheck.check_file": "batch",
    "factcheck.read_page": "fetch",
    "factcheck.read_picture": "ocr",
    "factcheck.tell_askers": "notify",
    "portal.write_export": "batch",
    "factcheck.look_at_link": "fetch",
    "factcheck.archive_link": "fetch",
    "keys.write": "notify",
    "webhooks.send": "fetch",
}


def _every(seconds: int, task: str) -> dict:
    """A run that waited until the next one was due is dropped: the next one does its work."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


def _at_night(task: str) -> dict:
    return {"task": task, "schedule": crontab(hour=3, minute=20)}


CLOCK = {
    "deliver reports that the broker lost": _every(5, "reports.sweep"),
    "write the answers of closed cases": _every(5, "reports.tell"),
    "answer reports whose debunk came later": _every(5, "reports.follow"),
    "tell reporters who asked for it": _every(5, "reports.notify"),
    "put the cases of reports in order": _every(60, "reports.score"),
    "read the mailbox of reports": _every(60, "reports.poll_email"),
    "go on with files of messages, and delete old ones": _every(60, "factcheck.sweep_files"),
    "read other fact-checkers": _every(60, "factcheck.poll_outlets"),
    "publish what is due": _every(20, "factcheck.publish_due"),
    "capture the links of confidential reports": _every(60, "neutrality.sweep"),
    "delete confidential reports on time": {"task": "neutrality.forget", "schedule": 6 * 3600},
    "look at the links that debunks cite": _every(60, "factcheck.sweep_links"),
    "tell who asked for a correction": _every(300, "factcheck.tell_askers"),
    "forget answered requests for corrections, and what was never saved": _at_night("factcheck.erase"),
    "remind voters of stages": _every(300, "candidates.remind"),
    "forget reminders of elections that are over": _at_night("candidates.forget_reminders"),
    "write to owners of keys": _every(5, "keys.write"),
    "note what keys were used for": _every(60, "keys.note_uses"),
    "write what webhooks are to be told": _every(5, "webhooks.follow"),
    "tell webhooks": _every(5, "webhooks.send"),
    "forget what webhooks were told": _at_night("webhooks.forget"),
    "forget keys whose time is over": _at_night("keys.forget"),
    "verify the evidence of confidential reports": _at_night("neutrality.verify"),
    "forget what has been kept long enough": _at_night("reports.erase"),
    "go on with the export, and begin the first": _every(60, "portal.sweep_exports"),
    "count what indexes hold": _at_night("portal.tell_planner"),
    "export everything public": _at_night("portal.export_daily"),
    "compare the match index with the database": _at_night("factcheck.compare_index"),
}
