"""Assets: kept for ever under the mark of their content, and the shared style sheet in one piece."""

import re


def shared_sheet(client):
    address = re.search(r'href="(/static/[^"]+/css/parvis\.css)"', client.get("/offline").text)[1]
    return client.get(address)


def test_the_shared_style_sheet_asks_for_no_other(client):
    answer = shared_sheet(client)
    assert answer.mimetype == "text/css"
    assert "@import" not in answer.text
    assert answer.text.index("@layer reset, tokens") < answer.text.index("@layer components {")
    assert ".slab" in answer.text
    assert ".icon-button" in answer.text


def test_what_stands_under_its_mark_is_kept_for_ever_and_the_rest_is_asked_for_again(client):
    assert "immutable" in shared_sheet(client).headers["Cache-Control"]
    assert client.get("/static/css/parvis.css").headers["Cache-Control"] == "no-cache"
