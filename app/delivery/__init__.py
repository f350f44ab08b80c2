"""Delivery: how notifications, digests, invitations and links reach people, by mail and on their devices."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.hooks import mail_stays_in
from app.accounts.settings import Tab, add_tab
from app.core import health, outbox
from app.core.frame import Entry, Section, add_entry
from app.delivery import listeners, policy, post, push, queries, services, views


def register(app: Flask) -> None:
    """Bring the post into the house."""
    post.init_app(app)
    app.register_blueprint(views.delivery)
    listeners.register(app)
    push.register(app)
    outbox.every(app, timedelta(days=1), services.forget_old_mails)
    outbox.every(app, timedelta(minutes=1), services.keep_up)
    outbox.add_job(app, services.send_digests, patient=True)
    outbox.add_job(app, services.send_held, patient=True)
    health.add_check(app, "mail", queries.examine)
    mail_stays_in.answer(app, post.folder_without_server)
    add_tab(app, Tab(_l("Digest"), "delivery.show_digest", 26))
    add_entry(
        app,
        Entry(
            _l("Mail"),
            "delivery.list_mails",
            "mail",
            order=75,
            section=Section.HOUSE,
            visible=policy.can_read_mails,
        ),
    )
