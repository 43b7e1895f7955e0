import json
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core import changes
from factcheck.check import CannotCheck, Result, check
from factcheck.embeddings import running_embedder
from factcheck.index import NotSearchable, engine, use_embedder, wait_until_searchable
from matching.embeddings import Embedder, EmbeddingsUnavailable
from matching.parts import question_text

_AHEAD = 2  # claims whose vectors are made while another one is compared
_SECONDS = 60.0  # that one vector may take: nobody waits


class Command(BaseCommand):
    help = (
        'Periksa banyak klaim sekaligus: baris {"id", "text"} masuk, '
        '{"id", "status", "matches"} keluar, selalu dengan sepuluh calon terbaik.'
    )

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, metavar="IN.jsonl")
        parser.add_argument("target", type=Path, metavar="OUT.jsonl")
        parser.add_argument(
            "--lexical", action="store_true", help="Bandingkan kata saja bila vektor tidak tersedia."
        )

    def handle(self, *, source, target, lexical, **options):
        claims = self._read(source)
        try:
            with self._vectors(lexical) as embedder:
                bar = tqdm(
                    _embedded_ahead(claims, embedder), total=len(claims), unit=" klaim", desc="Memeriksa"
                )
                answers = [self._answer(claim, lexical) for claim in bar]
        except (EmbeddingsUnavailable, NotSearchable) as error:
            raise CommandError(f"{error}. Dengan --lexical hanya kata yang dibandingkan.") from error
        self._write(target, answers)

    def _read(self, source: Path) -> list[dict]:
        try:
            lines = source.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{source} tidak bisa dibaca: {error}") from error
        return [_claim(number, line) for number, line in enumerate(lines, 1) if line.strip()]

    @contextmanager
    def _vectors(self, lexical: bool) -> Iterator[Embedder | None]:
        """An index that is up to date, and unless `lexical` an embeddings server, for as long as it takes."""
        with nullcontext() if lexical else running_embedder() as embedder:
            bar = tqdm(unit=" debunk", desc="Menghitung vektor")
            wait_until_searchable(
                changes.last_number(), vectors=not lexical, embedder=embedder, progress=_shown_on(bar)
            )
            bar.close()
            with use_embedder(embedder):
                engine().index.state_now()  # what was just followed, not what was seen a moment ago
                yield embedder

    def _answer(self, claim: dict, lexical: bool) -> dict:
        try:
            budget = 0.0 if lexical else None
            result = check(text=claim["text"], candidates=10, budget=budget, bare=True)
        except CannotCheck as error:
            raise CommandError(f"{claim['id']}: {error}") from error
        return {"id": claim["id"], "status": result.status, "matches": _matches(result)}

    def _write(self, target: Path, answers: list[dict]) -> None:
        lines = [json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers]
        try:
            target.write_text("".join(lines), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{target} tidak bisa ditulis: {error.strerror}") from error


def _embedded_ahead(claims: list[dict], embedder: Embedder | None) -> Iterator[dict]:
    """`claims`, each when its vector is known; the server works on the next ones while one is compared."""
    if embedder is None:
        yield from claims
        return
    with ThreadPoolExecutor(_AHEAD) as pool:
        asked = [(claim, question_text(claim["text"])) for claim in claims]
        waiting = deque()
        for claim, wording in asked:
            waiting.append((claim, pool.submit(embedder.question, wording, _SECONDS) if wording else None))
            if len(waiting) > _AHEAD:
                yield _when_known(*waiting.popleft())
        while waiting:
            yield _when_known(*waiting.popleft())


def _when_known(claim: dict, vector: Future | None) -> dict:
    if vector is not None:
        vector.result()
    return claim


def _claim(number: int, line: str) -> dict:
    try:
        claim = json.loads(line)
    except ValueError:
        claim = None
    if not isinstance(claim, dict) or "id" not in claim or not isinstance(claim.get("text"), str):
        raise CommandError(f'Baris {number} bukan objek JSON dengan "id" dan "text".')
    return claim


def _shown_on(bar: tqdm):
    """A callback that moves `bar` as debunks get their vectors."""

    def show(left: int) -> None:
        bar.total = max(bar.total or 0, left)
        bar.update(bar.total - left - bar.n)

    return show


def _matches(result: Result) -> list[dict]:
    return [
        {
            "external_id": match.debunk.external_id,
            "debunk": str(match.debunk_id),
            "probability": round(match.probability, 4),
        }
        for match in result.matches
    ]
