"""How long a text is for Mastodon."""

import pytest

from app.outreach.counting import graphemes, mastodon_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("👩‍🏭", 1),
        ("🇫🇷🇫🇷", 2),
        ("https://go.house.example/a-very-long-address-indeed?with=everything", 23),
        ("See https://a.example.", 4 + 23 + 1),
        ("(https://a.example/b_(c))", 1 + 23 + 1),
        ("https://a.example and https://b.example", 23 + 5 + 23),
        ("http://localhost:8000/l/abc", 27),
        ("Thanks @ada@social.example!", len("Thanks @ada!")),
        ("ada@house.example", 17),
        ("", 0),
    ],
)
def test_mastodon_counts_graphemes_addresses_and_names(text, length):
    assert mastodon_length(text) == length


def test_the_instance_says_how_much_an_address_counts():
    assert mastodon_length("https://a.example/", url_length=30) == 30


def test_a_family_is_one_character():
    assert graphemes("👨‍👩‍👧‍👦") == 1
