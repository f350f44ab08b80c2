"""Without a network: what the service worker keeps of the pages that were read, and the page for all others."""

from __future__ import annotations

from flask import Flask, render_template

from app.core.api import public
from app.core.assets import add_worker_part


def init_app(app: Flask) -> None:
    """Bring the worker's part, and the page that it shows where it has kept none."""
    add_worker_part(app, "js/worker/offline.js")
    app.add_url_rule("/offline", endpoint="offline", view_func=show_offline)


@public
def show_offline() -> str:
    """What is on the device: pages read last, texts that wait, drafts; the same for everybody, filled by its script."""
    return render_template("layouts/offline.html")
