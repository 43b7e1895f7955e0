"""How reports come in and answers go out. Each module here is a channel, known by its name, and has

`ready() -> bool`: whether the operator has set it up,
`take(incoming) -> list of the reports it became`: what came in, stored through `actions.accept`,
`tell(address, letter)`: send a `Letter` to an address that this channel gave or a reporter typed in.

Those that bring many people's messages take `may_send(sender) -> bool` besides: whether one more of this
sender's is taken. They have `unread(incoming) -> list of addresses` too: of who sent what nobody here can
read (a voice, a sticker, a greeting), to be told how the channel is used.

One whose service tells later what became of a message returns from `tell` the id by which it will speak of
it, and has `outcomes(incoming) -> list of Outcome`.

One that keeps the pictures people send has `picture(picture_id) -> bytes` besides: a worker asks for them.
It raises `NotSent` for what may be better later, `Refused` for what will not.

A new channel is a new module, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

MaySend = Callable[[str], bool]


def anybody(sender: str) -> bool:
    """Nobody is limited."""
    return True


class NotSent(Exception):
    """Surely not sent (or not brought): it may be tried again."""


class Refused(Exception):
    """Surely not sent (or not brought), and trying again will not help."""


@dataclass(frozen=True)
class Letter:
    """What a reporter is told. `reference` is the same every time the same letter is sent.

    `late` says that the reporter wrote to this channel more than 24 hours ago, or never: some then take only
    templates.
    """

    subject: str
    text: str
    reference: str
    language: str
    late: bool


@dataclass(frozen=True)
class Outcome:
    """What a service says of the message `sent_id`: it `arrived`, it was `lost` for a reason, or neither."""

    sent_id: str
    arrived: bool = False
    lost: str = ""


@cache
def names() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def channel(name: str) -> ModuleType:
    """The channel called `name`. Raises LookupError."""
    if name not in names():
        raise LookupError(f"no channel is called {name!r}")
    return import_module(f"{__name__}.{name}")
