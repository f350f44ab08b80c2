"""Our packages have common names: nothing we install may bring one of the same name."""

from importlib.metadata import packages_distributions

OURS = ("app", "realtime", "search", "moderation", "templates", "static", "migrations", "translations")


def test_no_dependency_ships_a_package_of_our_name():
    owners = packages_distributions()
    assert {name: owners[name] for name in OURS if set(owners.get(name, ())) - {"parvis"}} == {}
