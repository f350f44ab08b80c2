"""Posts, comments and bookmarks in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.api import PageArguments
from app.core.errors import Invalid
from app.core.paging import Page
from app.feed import kinds, queries, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.home import list_missed
from app.feed.items import Item, comment_items, post_items, scheduled_item
from app.feed.models import Comment, Post
from app.feed.queries import Entry
from app.feed.services.texts import demand_second_thought
from app.groups.queries import get_group


@feed_api.get("/feed")
@feed_api.arguments(schemas.FeedArguments, location="query")
@feed_api.response(200, schemas.PostPage)
def list_feed(arguments: dict[str, Any]) -> Page[Item]:
    """The home feed, newest first; `only` narrows all that the caller may read to one kind.

    In the order `missed` come the posts of the last seven days that the caller does not know yet, at most 30 of them
    on one page, each with its `reason`.
    """
    viewer, only, scope = current_person(), arguments.pop("narrowed_to"), arguments.pop("scope")
    if arguments.pop("order") == "missed":
        if only or arguments["cursor"]:
            raise Invalid(order=_("This order goes with nothing but a limit."))
        return _page_of_missed(viewer, arguments["limit"])
    if only:
        return _page_of_posts(queries.list_only(viewer, only, **arguments))
    return _page_of_posts(queries.list_feed(viewer, scope=scope, **arguments))


@feed_api.get("/groups/<uuid:group_id>/posts")
@feed_api.arguments(PageArguments, location="query")
@feed_api.response(200, schemas.PostPage)
def list_group_posts(arguments: dict[str, Any], group_id: UUID) -> Page[Item]:
    """A group's posts, newest first; 403 where the group is known but may not be read."""
    viewer = current_person()
    group = queries.get_readable_group(group_id, viewer=viewer)
    return _page_of_posts(queries.list_group_posts(group, viewer=viewer, **arguments))


@feed_api.post("/posts")
@feed_api.arguments(schemas.NewPost)
@feed_api.response(201, schemas.PostItem)
def create_post(values: dict[str, Any]) -> Item:
    """Say something to a group, or to the whole house; with `scheduled_at`, later and until then for oneself alone."""
    actor, group_id, at = current_person(), values.pop("group_id"), values.pop("scheduled_at")
    group = get_group(group_id, viewer=actor) if group_id else None
    values |= {"group": group, "parts": kinds.take_parts(values), "actor": actor}
    if at is not None:
        return scheduled_item(services.schedule_post(**values, scheduled_at=at))
    return _post_item(services.publish_post(**values))


@feed_api.get("/posts/<uuid:post_id>")
@feed_api.response(200, schemas.PostItem)
def show_post(post_id: UUID) -> Item:
    """One post."""
    return _post_item(_post(post_id))


@feed_api.patch("/posts/<uuid:post_id>")
@feed_api.arguments(schemas.ChangedPost)
@feed_api.response(200, schemas.PostItem)
def change_post(values: dict[str, Any], post_id: UUID) -> Item:
    """Change one's own post; how it read before stays readable."""
    post = _post(post_id)
    services.edit_post(post, **values, actor=current_person())
    return _post_item(post)


@feed_api.delete("/posts/<uuid:post_id>")
@feed_api.response(204)
def remove_post(post_id: UUID) -> None:
    """Take a post back."""
    services.delete_post(_post(post_id), actor=current_person())


@feed_api.get("/posts/<uuid:post_id>/comments")
@feed_api.arguments(PageArguments, location="query")
@feed_api.response(200, schemas.CommentPage)
def list_comments(arguments: dict[str, Any], post_id: UUID) -> Page[Item]:
    """A post's comments, oldest first."""
    viewer = current_person()
    page = queries.list_comments(_post(post_id), viewer=viewer, **arguments)
    return Page(comment_items(page.items, viewer=viewer), page.next)


@feed_api.post("/posts/<uuid:post_id>/comments")
@feed_api.arguments(schemas.NewComment)
@feed_api.response(201, schemas.CommentItem)
def create_comment(values: dict[str, Any], post_id: UUID) -> Item:
    """Answer a post, or one of its comments; with `think_twice` a text that would likely hurt is refused."""
    demand_second_thought(values["body"], is_thought_over=not values.pop("think_twice"))
    post, parent_id = _post(post_id), values.pop("parent_id")
    parent = queries.find_comment(parent_id, viewer=current_person()) if parent_id else None
    if parent_id and parent is None:
        raise Invalid(parent_id=_("This comment cannot be answered."))
    return _comment_item(services.publish_comment(post, **values, parent=parent, actor=current_person()))


@feed_api.patch("/comments/<uuid:comment_id>")
@feed_api.arguments(schemas.ChangedComment)
@feed_api.response(200, schemas.CommentItem)
def change_comment(values: dict[str, Any], comment_id: UUID) -> Item:
    """Change one's own comment; how it read before stays readable."""
    comment = _comment(comment_id)
    services.edit_comment(comment, **values, actor=current_person())
    return _comment_item(comment)


@feed_api.delete("/comments/<uuid:comment_id>")
@feed_api.response(204)
def remove_comment(comment_id: UUID) -> None:
    """Take a comment back."""
    services.delete_comment(_comment(comment_id), actor=current_person())


@feed_api.put("/posts/<uuid:post_id>/bookmark")
@feed_api.response(204)
def keep_post(post_id: UUID) -> None:
    """Keep a post for later; nobody else knows."""
    services.keep_post(_post(post_id), actor=current_person())


@feed_api.delete("/posts/<uuid:post_id>/bookmark")
@feed_api.response(204)
def let_post_go(post_id: UUID) -> None:
    """Keep a post no longer."""
    services.let_post_go(_post(post_id), actor=current_person())


def _post(post_id: UUID) -> Post:
    return queries.get_post(post_id, viewer=current_person())


def _comment(comment_id: UUID) -> Comment:
    return queries.get_comment(comment_id, viewer=current_person())


def _post_item(post: Post) -> Item:
    return post_items([post.id], viewer=current_person())[0]


def _comment_item(comment: Comment) -> Item:
    return comment_items(queries.read_comments([comment.id]), viewer=current_person())[0]


def _page_of_missed(viewer: Person, limit: int) -> Page[Item]:
    reasons = {one.post_id: one.reason for one in list_missed(viewer)[:limit]}
    items = post_items(list(reasons), viewer=viewer)
    return Page([item | {"reason": reasons[item["id"]]} for item in items])


def _page_of_posts(page: Page[Entry]) -> Page[Item]:
    items = post_items([entry.id for entry in page.items], viewer=current_person())
    return Page(items, page.next)
