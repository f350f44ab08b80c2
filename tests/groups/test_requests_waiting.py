"""Those who run a group find at home who asks to join it."""

from app.core.waiting import list_waiting
from app.groups.models import Access
from app.groups.services import accept_request, join_group


def test_a_request_waits_at_home_for_those_who_run_the_group_and_for_nobody_else(make_person, make_group):
    owner, member, ada = make_person(), make_person(), make_person("Ada")
    group = make_group("The choir", owner=owner, members=(member,), access=Access.CLOSED)
    join_group(group, actor=ada)
    (waiting,) = list_waiting(owner, most=3)
    assert "Ada" in waiting.title
    assert (waiting.detail, waiting.url) == ("The choir", f"/groups/{group.slug}/members")
    assert list_waiting(member, most=3) == list_waiting(ada, most=3) == []
    accept_request(group, ada, actor=owner)
    assert list_waiting(owner, most=3) == []
