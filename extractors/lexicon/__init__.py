"""Word lists, one entry a line; lines that begin with # say where a list comes from."""

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> tuple[str, ...]:
    """Read a list of this folder (`roles` is roles.txt), longest entries first so that they match first."""
    lines = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return tuple(sorted(entries, key=lambda entry: (-len(entry), entry)))


@cache
def alternatives(name: str) -> str:
    """Give a list as a pattern of alternatives."""
    return "(?:" + "|".join(words(name)) + ")"
