"""The life of a file of messages: taken, checked slice by slice, deleted."""

import logging
import time
from collections.abc import Iterator
from datetime import timedelta

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from factcheck.batches import files
from factcheck.check import CannotCheck, check
from factcheck.embeddings import embedder
from factcheck.models import Batch, BatchPart
from factcheck.receipts import new_receipt
from factcheck.results import Result

log = logging.getLogger(__name__)

MOST_WAITING = 20
SLICE_SECONDS = 12  # of work for one task: it must end well before the broker gives the task to another
BREATH = 1  # seconds
KEPT = timedelta(hours=24)  # results, after the last answer
ABANDONED = timedelta(minutes=1)  # since a worker last had it
TASK = "factcheck.check_file"


class CannotTake(Exception):
    """There are too many files already; the message says so."""


def take(*, content: bytes, form: str, lines: int) -> Batch:
    """Keep a file that holds `lines` messages, to be checked. Raises CannotTake and keeps nothing."""
    if Batch.objects.unfinished().count() >= MOST_WAITING:
        raise CannotTake(_("Sudah 20 berkas yang menunggu. Coba lagi nanti."))
    batch = Batch(receipt=new_receipt(), form=form, lines=lines)
    batch.questions.save(f"{new_receipt()}.{form}", ContentFile(content), save=False)
    batch.save()
    _send(batch.pk)
    return batch


def work(*, pk: int) -> None:
    """Answer the next lines of a file, and ask for the work after that. Killed at any point and begun again,
    or done twice at once, every line has one answer in the result."""
    batch = Batch.objects.unfinished().filter(pk=pk).first()
    if batch is None:
        return
    Batch.objects.filter(pk=pk).update(touched_at=timezone.now())
    with batch.questions.open("rb") as questions:
        lines = files.read(questions.read(), batch.form)
    try:
        answers = _answers(lines[batch.done :], batch.form)
    except CannotCheck:
        return  # there is no index yet: the sweeper comes back
    if _keep(batch, answers):
        _send(pk)


def _answers(lines: list[files.Line], form: str) -> list[str]:
    until, answers, patient = time.monotonic() + SLICE_SECONDS, [], True
    for line in lines:
        result = check(text=line.text, keep_receipt=False)
        if patient and not result.semantic and embedder().is_up():
            result, patient = _again(line.text)
        answers.append(files.written(line, result, form))
        if time.monotonic() > until:
            break
    return answers


def _again(text: str) -> tuple[Result, bool]:
    """A file gives way, so a line may have run out of the time that meaning has: ask once more, a moment
    later. And whether that helped; a server that is stuck must not hold up every line."""
    time.sleep(BREATH)
    result = check(text=text, keep_receipt=False)
    return result, result.semantic


def _keep(batch: Batch, answers: list[str]) -> bool:
    """Store the answers unless somebody has done so meanwhile; whether there are more lines to answer."""
    part = BatchPart(batch=batch, first=batch.done)
    part.answers.save(f"{new_receipt()}.{batch.form}", ContentFile("".join(answers).encode()), save=False)
    done = batch.done + len(answers)
    finished_at = timezone.now() if done == batch.lines else None
    with transaction.atomic():
        mine = Batch.objects.filter(pk=batch.pk, done=batch.done, finished_at=None)
        won = mine.update(done=done, finished_at=finished_at, touched_at=timezone.now())
        if won:
            part.save()
    if not won:
        part.answers.delete(save=False)
    elif finished_at:
        batch.questions.delete(save=False)
        Batch.objects.filter(pk=batch.pk).update(questions="")
    return bool(won) and not finished_at


def result(batch: Batch) -> Iterator[bytes]:
    """The answers of a finished file, piece by piece."""
    yield files.head(batch.form).encode()
    for part in batch.parts.all():
        with part.answers.open("rb") as answers:
            yield from iter(lambda: answers.read(65_536), b"")  # used up before the next part


def forget(batch: Batch) -> None:
    """Delete a file with all its answers."""
    stored = [batch.questions, *(part.answers for part in batch.parts.all())]
    batch.delete()
    for one in stored:
        if one:
            one.delete(save=False)


def sweep() -> None:
    """Take up what a worker left, and delete what has been kept long enough."""
    now = timezone.now()
    for batch in Batch.objects.filter(finished_at__lt=now - KEPT):
        forget(batch)
    left = Batch.objects.unfinished().filter(touched_at__lt=now - ABANDONED).order_by("touched_at", "pk")
    for pk in left.values_list("pk", flat=True):
        _send(pk)


def _send(pk: int) -> None:
    """Ask a worker. What the broker loses, the sweeper finds."""
    try:
        current_app.send_task(TASK, [pk])
    except OperationalError as error:
        log.warning("a file of messages waits for the sweeper: %s", type(error).__name__)
