"""Web push: what waits for a person reaches their devices, encrypted for each browser that they subscribed."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.core import assets, outbox
from app.core.api import register as register_api
from app.core.events import on
from app.delivery.push import api, services, views
from app.notifications.events import NotificationCreated, NotificationGrown
from app.notifications.hooks import beside_settings


def register(app: Flask) -> None:
    """Bring web push into the room."""
    app.register_blueprint(views.push)
    register_api(app, api.blueprint)
    assets.add_worker_part(app, "js/worker/push.js")
    beside_settings.answer(app, views.draw_browsers)
    on(app, NotificationCreated, services.plan_first)
    on(app, NotificationGrown, services.plan_growth)
    outbox.add_job(app, services.push_to_browser, patient=True)
    outbox.every(app, timedelta(days=1), services.forget_old_pushes)
