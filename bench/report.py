"""The report: each figure beside its limit and its goal, as a table and as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.load import Load

AT_LEAST, AT_MOST = "≥", "≤"
SHOWN = ("per_second", "cpu_ms", "p50_ms", "p95_ms", "p99_ms")


@dataclass(frozen=True)
class Goal:
    """One line of the table: what was measured, of what it is a share, and what it should be."""

    work: str
    measured: str
    value: float
    sign: str
    goal: float

    @property
    def is_met(self) -> bool:
        return self.value >= self.goal if self.sign == AT_LEAST else self.value <= self.goal


@dataclass
class Report:
    """Everything that was measured."""

    about: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)

    def note(self, name: str, load: Load) -> None:
        """Keep the figures of a load."""
        self.figures[name] = {
            "requests": len(load.waits),
            "per_second": round(load.per_second, 1),
            "cpu_ms": round(load.cpu_each, 3),
            "p50_ms": round(load.quantile(0.5), 2),
            "p95_ms": round(load.quantile(0.95), 2),
            "p99_ms": round(load.quantile(0.99), 2),
            "bytes": load.size,
        }

    def expect(self, work: str, measured: str, value: float, sign: str, goal: float) -> None:
        """Put a line into the table of goals."""
        self.goals.append(Goal(work, measured, value, sign, goal))

    def compare(self, work: str, name: str, limit: str, goal: float) -> None:
        """Requests per second and core as a share of a limit's."""
        ours, theirs = self.figures[name]["cpu_ms"], self.figures[limit]["cpu_ms"]
        self.expect(work, f"{ours:.2f} ms a request, limit {theirs:.2f}", theirs / ours, AT_LEAST, goal)

    def write(self, path: Path) -> None:
        """Everything, as JSON."""
        goals = [asdict(goal) | {"value": round(goal.value, 3), "met": goal.is_met} for goal in self.goals]
        values = {"about": self.about, "figures": self.figures, "goals": goals}
        path.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def show(self) -> None:
        """Two tables: the figures, then the goals."""
        console = Console(width=130)
        figures = Table("figure", "a second", "CPU ms", "p50 ms", "p95 ms", "p99 ms", title="Figures")
        for name, row in self.figures.items():
            cells = (f"{row[key]:,.3g}" if row[key] < 100 else f"{row[key]:,.0f}" for key in SHOWN)
            figures.add_row(name, *cells)
        goals = Table("work", "measured", "value", "goal", "", title="Goals")
        for goal in self.goals:
            verdict = "met" if goal.is_met else "not met"
            goals.add_row(goal.work, goal.measured, f"{goal.value:.2f}", f"{goal.sign} {goal.goal:g}", verdict)
        for table in (figures, goals):
            for column in table.columns[1:]:
                column.justify = "right"
            console.print(table)


def machine() -> dict[str, Any]:
    """Where this was measured; the load is what others did beside it."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "load_before": round(os.getloadavg()[0], 1),
    }
