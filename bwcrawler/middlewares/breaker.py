"""How long to leave a host alone that does not answer, and when to give it up."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST = 1.0
"""Seconds that a host is left alone at least, if it asks for it at all."""

GIVE_UP = math.inf
"""What `Breaker.failed` says when there is no patience left."""

_JITTER = 0.25
"""Part by which a pause may be longer, so that not all who wait come back together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is put up with; all but the first are seconds."""

    failures: int
    """That follow one another, until the host is left alone."""
    first: float
    """The first pause; each further one is twice as long."""
    longest: float
    """The longest pause. A host that asks for more is given up."""
    patience: float
    """All pauses between two answers."""


class Breaker:
    """The circuit breaker of one host.

    Attributes:
        answered_at: When the host answered last, by `clock`.
        paused_until: When the pause ends, by `clock`; past where there is none.
    """

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float] = monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._jitter = jitter
        self.answered_at = -math.inf
        self.paused_until = -math.inf
        self._failures = 0
        self._pauses = 0
        self._spent = 0.0

    def answered(self) -> None:
        """The host is there: forget what has been; a pause that has begun stays."""
        self.answered_at = self._clock()
        self._failures = self._pauses = 0
        self._spent = 0.0

    def failed(self, *, busy: bool = False, asked: float | None = None) -> float:
        """Seconds from now for which the host is to be left alone; 0 for none, or `GIVE_UP`.

        Args:
            busy: True where the host says itself that it wants to be left alone.
            asked: For so many seconds, where it says that too.
        """
        now, limits = self._clock(), self._limits
        is_paused = now < self.paused_until  # then the request was sent before the pause
        self._failures += not is_paused
        if asked is not None:
            pause = max(asked, SHORTEST)
        elif not is_paused and (busy or self._failures >= limits.failures):
            pause = self._next_pause()
        else:
            return 0.0
        more = now + pause - max(now, self.paused_until)
        if more <= 0:
            return 0.0
        if pause > limits.longest or self._spent + more > limits.patience:
            return GIVE_UP
        self._spent += more
        self.paused_until = now + pause
        return pause

    def _next_pause(self) -> float:
        doubled = self._limits.first * 2.0 ** min(self._pauses, 60)
        self._pauses += 1
        return min(doubled * (1 + _JITTER * self._jitter()), self._limits.longest)
