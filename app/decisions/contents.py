"""The words of a proposal, and the hash that votes and approvals bind to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence


def hash_of(title: str, body: str, file_ids: Sequence[str]) -> str:
    """SHA-256 over the canonical JSON of title, body and files: keys in order, no spaces, UTF-8."""
    content = {"body": body, "file_ids": list(file_ids), "title": title}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
