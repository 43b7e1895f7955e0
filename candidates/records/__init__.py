"""Facts answer claims: what the official calendar and registers say about a message's statements.

Only statements of a few plain kinds are answered: the date or length of a stage, the hours of voting, the
ballot number of a party or pair, the state of a candidacy, the number of seats, the seats and votes won.
Where the record is silent or the wording unclear there is no answer: silence costs less than a wrong one.
"""

from itertools import islice

from candidates.records import candidacies, hours, parties, results, schedule, seats, votes
from candidates.records.answer import Record
from candidates.records.reading import clauses
from candidates.records.register import register

MOST = 5
LONGEST_CLAUSE = 600
MOST_CLAUSES = 200  # a message of a thousand short lines is no message, and must not keep others waiting
FINDERS = tuple(kind.statements for kind in (schedule, hours, parties, candidacies, seats, results, votes))


def records_for(text: str) -> list[Record]:
    """What the record confirms or contradicts in `text`, in the order of the text, at most `MOST`."""
    known = register()
    found: dict[str, Record] = {}
    for clause in islice(clauses(text), MOST_CLAUSES):
        if len(clause.text) > LONGEST_CLAUSE:
            continue
        for finder in FINDERS:
            for record in finder(clause, known):
                if record.record not in found or not record.agrees:  # the number right, the rest wrong
                    found[record.record] = record
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]
