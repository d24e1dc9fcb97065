"""`tiaoli delete`: documents leave the register and the reports, and a search through all bytes proves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import files
from pipeline.runs import reporting
from pipeline.store import deletion, residue
from pipeline.store.deletion import Chosen
from pipeline.store.register import Register
from pipeline.store.residue import Proof
from pipeline.store.schema import locked


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted, the proof; `resumed`: an earlier deletion was completed as well."""

    chosen: Chosen
    proof: Proof
    resumed: bool

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left and every file could be looked into."""
        return not self.proof.left and not self.proof.unopened


def delete(
    output: Path,
    wanted: Sequence[str],
    now: datetime,
    agreed: Callable[[Chosen], bool] = lambda _: True,
    *,
    unlisted: bool = False,
) -> Deletion | None:
    """Delete documents (ids or paths; `unlisted`: those that are no inputs any more) and write the reports without them.

    A deletion that was killed is completed first, also when nothing else is wanted. `agreed` is asked before anything
    is deleted; None when it says no, or nothing is to be done. Input files are never touched: the next run over their
    folder reads them again. Raises UsageError, FileAccessError, InUse, DiskFull.
    """
    with locked(output), Register(output) as register:
        resumed = deletion.is_due(register)
        chosen = deletion.choose(register, wanted, unlisted=unlisted)
        if (chosen.documents or chosen.inputs) and not agreed(chosen):
            chosen = Chosen()
        if chosen == Chosen() and not resumed:
            return None
        strings = frozenset[str]().union(*(residue.strings(register, sha256) for sha256 in chosen.documents))
        if chosen != Chosen():
            deletion.remove(register, chosen)
        deletion.clean(register)
        files.prepare_output(output, "texts")
        files.remove_temporary(output, output / "texts")
        reporting.write(register, output, now)
        deletion.done(register)
        return Deletion(chosen, residue.prove(register, output, strings), resumed)
