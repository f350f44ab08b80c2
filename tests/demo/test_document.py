"""The demo's document is a PDF that readers open."""

from __future__ import annotations

from app.core.media import detect
from app.demo.document import write_pdf
from tests.demo.company import POSTS


def test_its_parts_stand_where_its_table_says(tmp_path):
    post = next(post for post in POSTS.values() if "document" in post)
    content = write_pdf(post["document"]["pages"]).read()
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert detect(path, "a.pdf").media_type == "application/pdf"
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    lines = content[start:].splitlines()
    places = [int(line[:10]) for line in lines[3 : 2 + int(lines[1].split()[1])]]
    assert [content[place:].split()[0] for place in places] == [b"%d" % number for number in range(1, len(places) + 1)]
