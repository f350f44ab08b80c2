"""Names and shapes: no file that says nothing, no import hidden in a function, one sentence at each door."""

import ast
import tomllib
from pathlib import PurePosixPath

from tests.support.tree import PACKAGES, ROOT, files, modules

SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "handler",
    "process",
    "data",
}
OURS = (*PACKAGES, "templates", "static", "tests", "migrations", "bench")

# Functions that must import late, and why.
LATE_IMPORTS: dict[str, str] = {}


def late_imports() -> dict[str, int]:
    return {
        f"{module.path}::{function.name}": node.lineno
        for module in modules()
        for function in module.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }


def test_no_file_or_folder_has_a_name_that_says_nothing():
    paths = [PurePosixPath(path) for path in files(OURS, ".py", ".html", ".css", ".js")]
    assert [str(path) for path in paths if {*path.parts[:-1], path.stem.lstrip("_")} & SAY_NOTHING] == []


def test_no_function_hides_an_import():
    assert {name: line for name, line in late_imports().items() if name not in LATE_IMPORTS} == {}
    assert set(LATE_IMPORTS) <= set(late_imports())


def test_each_module_opens_with_one_sentence():
    without = []
    for module in modules():
        first = (ast.get_docstring(module.tree) or "").partition("\n\n")[0].strip()
        if not first.endswith("."):
            without.append(module.path)
    assert without == []


def test_each_room_has_its_step_on_the_staircase():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    staircase = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    steps = {name.strip(" ()") for layer in staircase for name in layer.replace("|", ":").split(":")}
    rooms = {f"app.{path.name.removesuffix('.py')}" for path in (ROOT / "app").iterdir() if is_importable(path.name)}
    assert rooms <= steps


def is_importable(name: str) -> bool:
    return not name.startswith("_") and (name.endswith(".py") or "." not in name)
