"""Small rooms: no module, function, view, template, script or style sheet outgrows its law."""

from tests.support.tree import PACKAGES, files, length, lines, modules

MODULE, FUNCTION, VIEW, TEMPLATE, ASSET = 300, 40, 15, 80, 150

# What may be longer, and why. A line here that is no longer needed fails too.
EXCEPTIONS: dict[str, str] = {}


def too_long_files(limit: int, paths: list[str]) -> dict[str, int]:
    return {path: lines(path) for path in paths if lines(path) > limit}


def too_long_functions() -> dict[str, int]:
    return {
        f"{module.path}::{function.name}": length(function)
        for module in modules()
        for function in module.functions
        if length(function) > (VIEW if is_view_module(module.path) else FUNCTION)
    }


def is_view_module(path: str) -> bool:
    """A room's `views.py` or `api.py`, or a module of a package of that name."""
    return not {"views", "api"}.isdisjoint(path.removesuffix(".py").split("/"))


def all_too_long() -> dict[str, int]:
    return (
        too_long_files(MODULE, files(PACKAGES, ".py"))
        | too_long_files(TEMPLATE, files(("templates",), ".html"))
        | too_long_files(ASSET, files(("static",), ".css", ".js"))
        | too_long_functions()
    )


def test_nothing_outgrows_its_law():
    assert {name: size for name, size in all_too_long().items() if name not in EXCEPTIONS} == {}


def test_every_exception_is_still_needed_and_gives_its_reason():
    assert set(EXCEPTIONS) <= set(all_too_long())
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())
