"""What this machine lacks for assessments: a room of its own, asked by `mrl doctor`.

Every look is on its own: one that fails in an unexpected way is a finding like any other, so that the
rest is seen. Nothing is installed or changed, and nothing is sent unless somebody asks for it.
"""

from collections.abc import Callable, Iterator

from mrl import faults
from mrl.doctor import machine, network, parts, places
from mrl.doctor.finding import Finding, State, Surroundings
from mrl.model.base import Message, say

_Look = Callable[[Surroundings], Iterator[Finding]]

LOOKS: dict[str, _Look] = {
    "python": parts.python,
    "packages": parts.packages,
    "git": parts.git,
    "pango": parts.pango,
    "fonts": parts.fonts,
    "extras": parts.extras,
    "folders": places.folders,
    "memory": machine.memory,
    "clock": machine.clock,
    "output": machine.output,
    "tokens": machine.tokens,
    "network": network.network,
}
"""What is looked at, in this order; add one here."""


def examine(surroundings: Surroundings) -> tuple[Finding, ...]:
    """Look at everything; never raises for what a look meets."""
    findings: list[Finding] = []
    for name, look in LOOKS.items():
        reasons: list[Message] = []
        with faults.taken(reasons.append):
            findings += look(surroundings)
        findings += [
            Finding(subject=name, state=State.MISSING, said=reason, remedy=say("run again with --debug"))
            for reason in reasons
        ]
    return tuple(findings)
