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
        "https://far.example/reset/Zm9vYmFyMTIzNDU2Nzg5",
        "https://far.example/s/1qW9k0XbT7rLp3Zc/notes.pdf",
        "https://far.example/secret/8f3k2m9x1q7w5z4v",
        "https://far.example/invite/1b4e28ba-2fa1-11d2-883f-0016d3cca427",
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
        "https://far.example/wiki/The_Lord_of_the_Rings_(2001_film)",
        "https://far.example/2026/11/28/how-the-great-crane-fell-20261128",
        "https://far.example/%C3%89conomie/prix-de-l-energie-2026.html",
        "https://far.example/questions/11227809/why-is-a-sorted-array-faster",
    ],
)
def test_a_plain_link_may_be_asked(app, url):
    assert may_be_asked(url)
