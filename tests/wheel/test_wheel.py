"""A wheel built from the tree installs, and serves its pages, assets and texts from an empty folder."""

import re
import subprocess
import sys
from zipfile import ZipFile

import pytest

from tests.factories import PASSWORD
from tests.support.parvis import Instance
from tests.support.tree import ROOT

ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+)')

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def pip(*arguments):
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    return next(folder.glob("parvis-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--target", folder, wheel)
    return folder


@pytest.fixture
def server(installed, serve, tmp_path):
    """Served from an empty folder, with somebody in the house: an empty house asks for its first person."""
    instance = Instance(tmp_path / "data", {"PYTHONPATH": str(installed)})
    instance.command("user", "create", "ada@house.example", "--name", "Ada", "--password-stdin", stdin=PASSWORD)
    return serve(instance)


def test_it_serves_its_pages_and_assets_from_an_empty_folder(server):
    page = server.get("/sign-in")
    assets = ASSET.findall(page.data.decode())
    assert page.status == 200
    assert [path for path in assets if server.get(path).status != 200] == []
    assert {path.rpartition(".")[2].partition("?")[0] for path in assets} >= {"css", "js"}
    assert any("/vendor/" in path for path in assets)


def test_it_speaks_french(server):
    french = server.get("/sign-in", headers={"Accept-Language": "fr"}).data.decode()
    english = server.get("/sign-in", headers={"Accept-Language": "en"}).data.decode()
    assert "Mot de passe" in french
    assert "Password" in english


def test_it_runs_what_it_brought_and_not_the_tree(installed, tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", "import app; print(app.__file__)"],
        env=Instance(tmp_path, {"PYTHONPATH": str(installed)}).environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith(str(installed))


def test_it_brings_the_licence_and_neither_tests_nor_caches(wheel):
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert [name for name in names if name.startswith("tests/") or "__pycache__" in name] == []
