"""The sheet of all components, served with the real policy, language and assets."""

import threading

import pytest
from flask import Flask, Response, render_template
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.serving import make_server

from app.core import assets, fragments, language, times
from app.core.frame import Organisation
from app.core.http import CONTENT_SECURITY_POLICY
from tests.support.tree import ROOT


@pytest.fixture(scope="session")
def sheet_url():
    app = Flask("sheet", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.config["SECRET_KEY"] = "only for the sheet"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    CSRFProtect(app)
    language.init_app(app, ROOT / "translations/fr", lambda: ("fr", None))
    times.init_app(app)
    fragments.init_app(app)
    assets.init_app(app, ROOT / "static")

    @app.get("/components")
    def components() -> Response:
        around = {"frame": None, "language": "fr", "organisation": Organisation("Parvis", "sky")}
        page = Response(render_template("components/sheet.html", **around))
        page.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return page

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
