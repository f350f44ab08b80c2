"""Files: pictures and documents that people attach, opened by whoever may see what they hang on."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.settings import Tab, add_tab
from app.core import api as core_api
from app.core import health, outbox
from app.core.sweeping import referred_to
from app.files.api import files_api
from app.files.examining import examine
from app.files.queries import keys_in_use
from app.files.services.sweeping import EVERY, sweep_files
from app.files.views import files
from app.files.wording import kinds_by_type, say_kind, say_size


def register(app: Flask) -> None:
    """Bring files into the house."""
    core_api.register(app, files_api)
    app.register_blueprint(files)
    add_tab(app, Tab(_l("Files"), "files.show_own_files", 60))
    app.add_template_filter(say_size, "filesize")
    app.add_template_filter(say_kind, "filekind")
    app.add_template_global(kinds_by_type, "file_kinds")
    referred_to.answer(app, keys_in_use)
    outbox.every(app, EVERY, sweep_files)
    health.add_check(app, "files", examine)
