"""Reading: home, group and conversation, warm and cold, beside bare routes that give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle

from flask import Flask
from sqlalchemy import event

from bench import pages
from bench.houses import CLIENTS, READERS, House, Sizes, Subject, take_turns
from bench.load import Ask, ask_all
from bench.report import AT_MOST, Report
from bench.servers import serving

COLD_A_ROUND = 40
FEW, MANY = "home, few posts", "home"


def measure(houses: Sequence[House], sizes: Sizes, report: Report) -> None:
    """The pages of the largest house, and the home of the smallest one beside it."""
    house = houses[-1]
    asked = pages.asks(house.app, house.viewers[:READERS])
    path = house.instance.folder.parent / "pages.json"
    wanted = pages.cut(house.server, asked, path)
    command = ["-m", "gevent.monkey", "--module", "bench.limits", "{port}", str(path)]
    with serving(command, path.with_suffix(".log"), house.instance.settings, first_page="/") as limits:
        cold = pages.never_seen(house.app, house.viewers, COLD_A_ROUND * sizes.rounds)
        subjects = {kind: Subject(house.server, cycle(asks)) for kind, asks in asked.items()}
        subjects["home, cold"] = Subject(house.server, cold, COLD_A_ROUND)
        subjects["bare queries, template"] = Subject(limits, cycle(pages.bare("home", "queries", wanted["home"])))
        for kind in pages.KINDS:
            for how in ("bytes", "fragments"):
                subjects[f"bare {how} of {kind}"] = Subject(limits, cycle(pages.bare(kind, how, wanted[kind])))
        if len(houses) > 1:
            few = pages.asks(houses[0].app, houses[0].viewers[:READERS])["home"]
            ask_all(houses[0].server, few, clients=CLIENTS)
            subjects[FEW] = Subject(houses[0].server, cycle(few))
        for asks in asked.values():
            ask_all(house.server, asks, clients=CLIENTS)
        for name, found in take_turns(subjects, sizes).items():
            report.note(name, found)
    _expect(report)
    _expect_few_statements(house.app, asked, report)


def _expect(report: Report) -> None:
    for kind in pages.KINDS:
        report.compare(f"{kind}, warm, of bare fragments", kind, f"bare fragments of {kind}", 0.6)
    report.compare("home, cold, of bare queries, template", "home, cold", "bare queries, template", 0.7)
    home = report.figures[MANY]
    waits = f"{home['p99_ms']:.0f} and {home['p50_ms']:.0f} ms"
    report.expect(f"home, p99 / p50 at {CLIENTS} clients", waits, home["p99_ms"] / home["p50_ms"], AT_MOST, 2.5)
    if FEW in report.figures:
        few, many = report.figures[FEW]["cpu_ms"], home["cpu_ms"]
        report.expect("home, growth from few to many posts", f"{few:.2f} to {many:.2f} ms", many / few, AT_MOST, 1.2)


def _expect_few_statements(app: Flask, asked: dict[str, list[Ask]], report: Report) -> None:
    for kind in pages.KINDS:
        cold, warm = (count_statements(app, asked[kind][-1]) for _ in range(2))
        report.expect(f"{kind}, statements", f"{cold} cold", cold, AT_MOST, 4)
        report.expect(f"{kind}, statements", f"{warm} warm", warm, AT_MOST, 2)


def count_statements(app: Flask, ask: Ask) -> int:
    """How many statements a page sends, asked of the application in this process."""
    with counted(app) as statements:
        answer = app.test_client(use_cookies=False).get(ask.path, headers=list(ask.headers))
    if answer.status_code != ask.status:
        raise RuntimeError(f"{ask.path} answered {answer.status}")
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in statements)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent inside."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(app.extensions["parvis.bind"], "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(app.extensions["parvis.bind"], "before_cursor_execute", note)
