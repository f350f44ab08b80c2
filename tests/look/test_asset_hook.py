"""The build hook: what the lock names is fetched, checked and laid under static/vendor."""

import base64
import hashlib
import io
import json
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import hatch_build

ICON = '<!-- @license --><svg class="lucide" viewBox="0 0 24 24"><path d="M1 1h2" /></svg>'


def tarball(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for path, text in files.items():
            member = tarfile.TarInfo(f"package/{path}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


@pytest.fixture
def packages():
    """A small copy of every package the hook knows."""
    files = {
        name: {**dict.fromkeys(paths, f"// {name}"), "LICENSE": f"{name} may be used", "x/unused.js": "no"}
        for name, paths in hatch_build.FILES.items()
    }
    files[hatch_build.ICONS] = {"icons/house.svg": ICON, "icons/flag.svg": ICON, "LICENSE": "icons may be used"}
    return {name: tarball(paths) for name, paths in files.items()}


@pytest.fixture
def registry(packages, monkeypatch):
    """An npm registry on the loopback; `asked` is what it was asked for."""
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            found = packages.get(self.path[1:].partition("/-/")[0])
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, *_words):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("npm_config_registry", f"http://127.0.0.1:{server.server_port}/")
    yield asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def project(tmp_path, packages):
    """A project with a lock over those packages and two icons."""
    lock = {
        f"node_modules/{name}": {
            "version": "1.2.3",
            "license": "MIT",
            "integrity": "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode(),
        }
        for name, content in packages.items()
    }
    (tmp_path / "static").mkdir()
    (tmp_path / "static/icons.txt").write_text("flag\nhouse\n")
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": lock}))
    return tmp_path


def test_the_needed_files_are_there_and_no_others(project, registry):
    assert hatch_build.fetch_assets(project)
    vendor = project / "static/vendor"
    assert (vendor / "htmx.min.js").read_text() == "// htmx.org"
    assert (vendor / "fonts/hanken-grotesk-latin-normal.woff2").is_file()
    assert not list(vendor.rglob("unused.js"))


def test_the_packages_are_asked_for_by_name_and_version(project, registry):
    hatch_build.fetch_assets(project)
    assert "/htmx.org/-/htmx.org-1.2.3.tgz" in registry
    assert "/@fontsource-variable/hanken-grotesk/-/hanken-grotesk-1.2.3.tgz" in registry


def test_the_icons_become_one_sprite_in_our_stroke(project, registry):
    hatch_build.fetch_assets(project)
    sprite = (project / "static/vendor/icons.svg").read_text()
    assert sprite.count("<symbol") == 2
    assert '<symbol id="house" viewBox="0 0 24 24"' in sprite
    assert 'stroke-width="1.75"' in sprite


def test_the_manifest_names_versions_licences_and_hashes(project, registry):
    hatch_build.fetch_assets(project)
    vendor = project / "static/vendor"
    manifest = json.loads((vendor / "manifest.json").read_text())
    package = manifest["packages"]["htmx.org"]
    assert (package["version"], package["licence"]) == ("1.2.3", "MIT")
    assert (vendor / package["text"]).read_text() == "htmx.org may be used"
    assert manifest["files"]["htmx.min.js"] == hashlib.sha256(b"// htmx.org").hexdigest()


def test_nothing_is_fetched_twice(project, registry):
    hatch_build.fetch_assets(project)
    registry.clear()
    assert not hatch_build.fetch_assets(project)
    assert registry == []


def test_a_file_that_was_changed_or_an_icon_that_was_added_is_fetched_again(project, registry):
    hatch_build.fetch_assets(project)
    (project / "static/vendor/htmx.min.js").write_text("changed")
    assert hatch_build.fetch_assets(project)
    (project / "static/icons.txt").write_text("house\n")
    assert hatch_build.fetch_assets(project)


def test_a_package_that_is_not_what_the_lock_expects_is_refused(project, registry, packages):
    packages["htmx.org"] = tarball({"dist/htmx.min.js": "something else", "LICENSE": "?"})
    with pytest.raises(ValueError, match=r"not what package-lock\.json expects"):
        hatch_build.fetch_assets(project)
    assert not (project / "static/vendor").exists()


def test_an_icon_that_does_not_exist_is_named(project, registry):
    (project / "static/icons.txt").write_text("house\nunicorn\n")
    with pytest.raises(ValueError, match="unicorn"):
        hatch_build.fetch_assets(project)


def test_a_registry_that_is_no_http_address_is_refused(project, monkeypatch):
    monkeypatch.setenv("npm_config_registry", "file:///etc")
    with pytest.raises(ValueError, match="http address"):
        hatch_build.fetch_assets(project)
