"""Fetches the browser's third-party files that package-lock.json names into static/vendor."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import sys
import tarfile
import urllib.request
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, where the build system is not installed
    BuildHookInterface = object  # type: ignore[assignment,misc]  # the hook class is not used then

PUBLIC_REGISTRY = "https://registry.npmjs.org"
REGISTRY_NAMES = ("npm_config_registry", "NPM_CONFIG_REGISTRY")  # npm itself reads both
FONT = "files/hanken-grotesk-{}-wght-{}.woff2"

# package → the files we need of it, and what they are called under static/vendor
FILES: dict[str, dict[str, str]] = {
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js"},
    "socket.io-client": {"dist/socket.io.min.js": "socket.io.min.js"},
    "emoji-picker-element-data": {"en/github/data.json": "emoji/en.json", "fr/cldr/data.json": "emoji/fr.json"},
    "@fontsource-variable/hanken-grotesk": {
        FONT.format(script, slope): f"fonts/hanken-grotesk-{script}-{slope}.woff2"
        for script in ("latin", "latin-ext")
        for slope in ("normal", "italic")
    },
}
ICONS = "lucide-static"  # its icons are named in static/icons.txt and become one sprite
STROKE = "1.75"


def fetch_assets(root: Path) -> bool:
    """Make static/vendor hold what the lock and the icon list name; False when it already did."""
    lock = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    icons = (root / "static/icons.txt").read_text("utf-8").split()
    wanted = {name: lock[f"node_modules/{name}"] for name in (*FILES, ICONS)}
    vendor = root / "static/vendor"
    recipe = hashlib.sha256(
        json.dumps([FILES, STROKE, icons, sorted((n, p["integrity"]) for n, p in wanted.items())]).encode()
    ).hexdigest()
    if _is_current(vendor, recipe):
        return False
    written: dict[str, bytes] = {}
    packages = {}
    for name, package in wanted.items():
        tarball = _download(name, package)
        paths = [f"icons/{icon}.svg" for icon in icons] if name == ICONS else list(FILES[name])
        found = _extract(tarball, [*paths, "LICENSE"])
        licence = f"licences/{name.replace('/', '-').lstrip('@')}.txt"
        written[licence] = found.pop("LICENSE")
        if name == ICONS:
            written["icons.svg"] = _sprite({path: found[path].decode() for path in paths})
        else:
            written |= {FILES[name][path]: data for path, data in found.items()}
        packages[name] = {"version": package["version"], "licence": package["license"], "text": licence}
    for path, data in written.items():
        (vendor / path).parent.mkdir(parents=True, exist_ok=True)
        (vendor / path).write_bytes(data)
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(written.items())}
    manifest = {"recipe": recipe, "packages": packages, "files": hashes}
    (vendor / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    return True


def _is_current(vendor: Path, recipe: str) -> bool:
    try:
        manifest = json.loads((vendor / "manifest.json").read_text("utf-8"))
        return manifest["recipe"] == recipe and all(
            hashlib.sha256((vendor / path).read_bytes()).hexdigest() == digest
            for path, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def _download(name: str, package: dict[str, str]) -> bytes:
    """The tarball as the registry (or the mirror npm is set to) gives it, once its sha512 is the lock's."""
    registry = next((os.environ[name] for name in REGISTRY_NAMES if os.environ.get(name)), PUBLIC_REGISTRY)
    address = f"{registry.rstrip('/')}/{name}/-/{name.rpartition('/')[2]}-{package['version']}.tgz"
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"the npm registry must be an http address, not {registry}")
    with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310  # the scheme is checked above
        tarball: bytes = answer.read()
    digest = "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    if digest != package["integrity"]:
        raise ValueError(f"{address} is not what package-lock.json expects ({digest})")
    return tarball


def _extract(tarball: bytes, paths: list[str]) -> dict[str, bytes]:
    found = {}
    with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
        wanted = {f"package/{path}": path for path in paths}
        for member in archive:
            if member.name in wanted and (content := archive.extractfile(member)) is not None:
                found[wanted[member.name]] = content.read()
    if missing := set(paths) - set(found):
        raise ValueError(f"not in the package: {', '.join(sorted(missing))}")
    return found


def _sprite(icons: dict[str, str]) -> bytes:
    """One SVG of symbols; stroke and size come with each symbol, colour from the place it is used in."""
    symbols = []
    for path, svg in icons.items():
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
        if drawing is None:
            raise ValueError(f"{path} is not an SVG drawing")
        shapes = " ".join(drawing[1].split())
        symbols.append(
            f'<symbol id="{Path(path).stem}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
            f'stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


class AssetHook(BuildHookInterface):
    """Lets hatchling put the files into the source archive and the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        fetch_assets(Path(self.root))


if __name__ == "__main__":
    fresh = fetch_assets(Path(__file__).resolve().parent)
    sys.stdout.write("static/vendor is written\n" if fresh else "static/vendor was current\n")
