"""The rules of the house, read from the source."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.fields import FIELDS

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for package in ("pipeline", "extractors") for path in (ROOT / package).rglob("*.py"))
NAMES = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES}

MAY_IMPORT = {
    "pipeline.zh": ("pipeline.zh",),
    "pipeline.model": ("pipeline.model", "pipeline.zh"),
    "pipeline.errors": (),
    "pipeline.parsing": (
        "pipeline.parsing",
        "pipeline.ocr",
        "pipeline.options",
        "pipeline.model",
        "pipeline.zh",
        "pipeline.errors",
    ),
    "pipeline.options": (),
    "pipeline.ocr": ("pipeline.ocr", "pipeline.model", "pipeline.zh", "pipeline.errors"),
    "pipeline.clauses": ("pipeline.clauses", "pipeline.model", "pipeline.zh", "pipeline.errors"),
    "pipeline.printed": ("pipeline.model", "pipeline.zh"),
    "pipeline.extraction": ("pipeline.printed", "pipeline.model", "pipeline.errors"),
    "pipeline.compare": ("pipeline.compare", "pipeline.options", "pipeline.model", "pipeline.zh"),
    "pipeline.scoring": ("pipeline.scoring", "pipeline.model", "pipeline.zh"),
    "pipeline.deadlines": ("pipeline.deadlines", "pipeline.model", "pipeline.zh"),
    "pipeline.masking": ("pipeline.verification", "pipeline.zh"),
    "pipeline.logs": ("pipeline.masking", "pipeline.zh"),
    "pipeline.verification": (),
    "pipeline.files": ("pipeline.model", "pipeline.errors"),
    "pipeline.packing": (),
    "pipeline.readings": ("pipeline.packing", "pipeline.model"),
    "pipeline.passages": ("pipeline.model", "pipeline.zh"),
    "pipeline.engines.limits": (),
    "pipeline.office": ("pipeline.errors",),
    "extractors": ("extractors", "pipeline.model", "pipeline.zh"),
}
"""What each package may import of ours; a package not listed may import anything in pipeline."""


def imports(path: Path, *, top_only: bool = False) -> set[str]:
    """Give the modules a file imports, at load time or anywhere."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in tree.body if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_imports_run_one_way(path: Path) -> None:
    """Each module imports only what stands below it."""
    name = NAMES[path]
    rule = next((key for key in MAY_IMPORT if name == key or name.startswith(f"{key}.")), None)
    ours = {module for module in imports(path) if module.split(".")[0] in ("pipeline", "extractors")}
    allowed = ("pipeline",) if rule is None else MAY_IMPORT[rule]

    assert [module for module in sorted(ours) if not module.startswith(allowed)] == []


def test_no_import_cycle() -> None:
    """Modules form no circle at load time."""
    known = {name: path for path, name in NAMES.items()}
    graph = {
        name: {m for m in imports(path, top_only=True) if m in known and m != name} for name, path in known.items()
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join((*above, name))
        if name not in done:
            for other in graph[name]:
                visit(other, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_modules_are_small() -> None:
    """Median at most 150 lines, none over 400."""
    lines = {NAMES[path]: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {name: count for name, count in lines.items() if count > 400} == {}
    assert statistics.median(lines.values()) <= 150


def functions() -> dict[str, int]:
    """Give the lengths of all functions."""
    found = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                found[f"{NAMES[path]}.{node.name}"] = node.end_lineno - node.lineno + 1
    return found


def test_functions_are_small() -> None:
    """Median at most 15 lines, none over 60."""
    lengths = functions()

    assert {name: length for name, length in lengths.items() if length > 60} == {}
    assert statistics.median(lengths.values()) <= 15


TOUCHES_DISK = {"open", "print", "input"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_disk_and_clock_are_touched_in_few_places(path: Path) -> None:
    """Files are opened in files.py, the clock is read in cli.py, word lists are package data."""
    calls = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            plain = isinstance(node.func, ast.Name)
            if (plain and name in TOUCHES_DISK) or name in (
                "read_bytes",
                "write_bytes",
                "write_text",
                "unlink",
                "mkdir",
                "now",
                "today",
            ):
                calls.add(name)
    allowed = {
        "pipeline.files": {"read_bytes", "unlink", "mkdir"},
        "pipeline.fingerprint": {"read_bytes"},  # our own source, as package data
        "pipeline.office": {"read_bytes", "write_bytes", "write_text", "mkdir"},  # LibreOffice reads and writes files
        "pipeline.commands.application": {"now"},
        "pipeline.commands.compare": {"now"},
    }

    assert calls <= allowed.get(NAMES[path], set())


def test_broad_handlers_stand_in_two_places() -> None:
    """`except Exception` is written around a field and around a document, nowhere else."""
    broad = [NAMES[path] for path in MODULES if "except Exception" in path.read_text(encoding="utf-8")]

    assert broad == ["pipeline.batch", "pipeline.extraction"]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.field)
def test_one_word_for_a_field(field: object) -> None:
    """The module and its object carry the field's name, and the label is Chinese."""
    name = field.field  # type: ignore[attr-defined]

    assert (ROOT / "extractors" / f"{name}.py").exists()
    assert not field.label.isascii()  # type: ignore[attr-defined]


@pytest.mark.parametrize("arguments", [["-c", "import extractors.fields"], ["-m", "pipeline", "--help"]])
def test_light_start(arguments: list[str]) -> None:
    """Fields and --help load no spaCy, jieba, pandas, numpy or pdfplumber."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in run.stderr.splitlines()}

    assert (
        loaded
        & {"spacy", "jieba", "pandas", "numpy", "pdfplumber", "pypdfium2", "docx", "lxml", "cv2", "onnxruntime", "PIL"}
        == set()
    )


def test_every_command_is_in_both_readmes() -> None:
    """A stranger finds each command described, in English and Chinese."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "pipeline" / "commands").glob("*.py")]
    commands = [
        node.name
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(d) for d in node.decorator_list)
    ]

    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert [command for command in commands if f"tiaoli {command}" not in text] == []


def test_every_field_is_in_the_field_guide() -> None:
    """docs/fields.md says of each field what it reads."""
    text = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")

    assert [field.field for field in FIELDS if f"`{field.field}`" not in text] == []
