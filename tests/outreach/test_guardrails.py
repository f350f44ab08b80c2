"""What must not leave the house, and what should be thought about."""

import time

import pytest

from app.outreach.guardrails import Rule, examine, is_iban


def found(text, **options):
    return {finding.rule for finding in examine(text, **options)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Mot de passe : soleil2026", Rule.SECRET),
        ("api_key=abcdef123456", Rule.SECRET),
        ("AKIAIOSFODNN7EXAMPLE", Rule.SECRET),
        ("-----BEGIN RSA PRIVATE KEY-----", Rule.SECRET),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123", Rule.SECRET),
        ("Virement à FR14 2004 1010 0505 0001 3M02 606 merci", Rule.IBAN),
        ("DE89370400440532013000", Rule.IBAN),
        ("1 85 05 78 006 084 91", Rule.SOCIAL_SECURITY),
        ("See http://wiki/plans", Rule.INTRANET),
        ("http://10.0.0.7/x", Rule.INTRANET),
        ("on files.corp today", Rule.INTRANET),
        ("the machine 192.168.1.20 is", Rule.INTRANET),
        ("Write to ada@house.example", Rule.EMAIL),
        ("Call 02 41 12 34 56", Rule.PHONE),
        ("Call +33 2 41 12 34 56", Rule.PHONE),
        ("CONFIDENTIEL, ne pas copier", Rule.MARKING),
        ("Bravo @ada !", Rule.MENTION),
    ],
)
def test_each_rule_finds_what_it_looks_for(text, rule):
    assert found(text) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "1 035 bars, zéro fuite. À Cholet, une équipe de nuit a validé la cuve #Hydrogène",
        "Passez le mot de passe-partout à vos collègues",
        "The token economy: a secret of success",
        "https://vaubrun.example/portes-ouvertes?utm=1",
        "Le 12 décembre 2026 de 9 h 30 à 17 h, 450 000 € investis",
        "FR14 2004 1010 0505 0001 3M02 607",
        "Merci @ada@social.example",
        "version 10.2.3 and 8.8.8.8",
        "",
    ],
)
def test_what_is_harmless_is_left_alone(text):
    assert found(text) == set()


def test_of_our_own_address_only_the_public_part_may_be_named():
    own = {"own_host": "intra.vaubrun.example:8443", "public_paths": ("/public/",)}
    assert found("https://intra.vaubrun.example:8443/posts/7", **own) == {Rule.INTRANET}
    assert found("https://intra.vaubrun.example:8443/public/7", **own) == set()


def test_a_secret_is_not_repeated():
    assert all("soleil" not in finding.excerpt for finding in examine("mot de passe : soleil2026"))


def test_the_check_digits_of_an_account_number_are_read():
    assert is_iban("GB82WEST12345698765432")
    assert not is_iban("GB82WEST12345698765433")
    assert not is_iban("GB82")


def test_what_blocks_comes_first():
    assert [finding.is_blocking for finding in examine("ada@house.example, DE89370400440532013000")] == [True, False]


@pytest.mark.parametrize("text", ["a" * 20_000, "eyJ-" * 5_000, "a." * 10_000, "a@" * 10_000, "api key " * 2_500])
def test_no_text_takes_long_to_examine(text):
    began = time.monotonic()
    examine(text)
    assert time.monotonic() - began < 0.5
