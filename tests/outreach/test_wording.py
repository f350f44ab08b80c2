"""How an approved text reads outside."""

from app.outreach.wording import as_html, as_text, targets_of

BODY = "**1 035 bars**, see [the page](https://a.example/x?b=1&c=2) or https://b.example\n\n- one\n- two"
ADDRESSES = {"https://a.example/x?b=1&c=2": "https://h.example/l/aaa", "https://b.example": "https://h.example/l/bbb"}


def test_the_places_a_text_leads_to_are_found_once_each():
    assert targets_of(f"{BODY} https://b.example") == list(ADDRESSES)


def test_a_text_without_links_leads_to_its_own_page():
    assert targets_of("Hello @ada #crane mailto:a@b.example") == [""]


def test_as_text_the_signs_go_and_the_links_are_led_through_ours():
    text = as_text(BODY, ADDRESSES)
    assert text == "1 035 bars, see the page https://h.example/l/aaa or https://h.example/l/bbb\n\n• one\n• two"


def test_the_own_page_stands_at_the_end():
    assert as_text("Hello", {"": "https://h.example/l/ccc"}) == "Hello\n\nhttps://h.example/l/ccc"


def test_as_html_the_words_of_links_stay():
    html = as_html(BODY, ADDRESSES)
    assert '<a href="https://h.example/l/aaa">the page</a>' in html
    assert "a.example" not in html
    assert "<script" not in as_html("<script>x</script>", {"": "https://h.example/l/ccc"})
