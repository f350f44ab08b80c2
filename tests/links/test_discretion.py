"""Which links the house asks who they are: none of its own, and none that looks as if it carried a secret."""

from __future__ import annotations

import pytest

from app.links.discretion import may_be_asked


@pytest.mark.parametrize(
    "url",
    [
        "https://ada:key@far.example/report",
        "https://ada@far.example/report",
        "https://far.example/report?access_token=s3same",
        "https://far.example/report?page=2&X-Amz-Signature=0a1b2c3d",
        "https://far.example/report?Key=opensesame",
        "https://far.example/report?session-key=opensesame",
        "https://far.example/report;jsessionid=opensesame?page=2",
        "https://far.example/report?u=f3a9c1d27b60e84512aa",
        "https://far.example/report?id=1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "https://far.example/report?q=dGhpcyBpcyBub3QgYSBzZWNyZXQ",
        "http://localhost:8000/posts/1",
        "https://LOCALHOST./posts/1",
        "https://[far.example/",
    ],
)
def test_a_link_of_our_own_or_with_a_secret_in_it_is_asked_nothing(app, url):
    assert not may_be_asked(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://far.example/report?page=2&code=FR&key=home",
        "https://far.example/watch?v=dQw4w9WgXcQ",
        "https://far.example/?utm_campaign=summer-2026-newsletter-of-the-works",
        "https://far.example/?q=how+the+great+tokens+and+the+keys+of+the+crane+fell+in+2026",
        "https://far.example/tokens/signatures#a1b2c3d4e5f6a7b8c9d0",
        "https://far.example/news?design=monkeybusiness",
    ],
)
def test_a_plain_link_may_be_asked(app, url):
    assert may_be_asked(url)
