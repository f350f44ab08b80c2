"""The words of a proposal: their hash, and how two versions differ."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_COMPARED = 4_000  # words; comparing more takes longer than anybody wants to wait


def hash_of(title: str, body: str, file_ids: Sequence[str]) -> str:
    """SHA-256 over the canonical JSON of title, body and files: keys in order, no spaces, UTF-8."""
    content = {"body": body, "file_ids": list(file_ids), "title": title}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Passage:
    """A stretch of a text that stayed (""), was taken out ("del") or was put in ("ins")."""

    change: str
    text: str


def differences(before: str, after: str) -> list[Passage]:
    """How one text became the other, word by word."""
    old, new = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return [Passage("del", before), Passage("ins", after)]
    passages = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            passages.append(Passage("", "".join(new[new_start:new_end])))
            continue
        taken, put = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        passages += [Passage("del", taken)] * bool(taken) + [Passage("ins", put)] * bool(put)
    return passages
