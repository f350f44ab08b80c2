"""The feed: posts, comments and reactions, at home and in groups."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext

from app.accounts.events import PersonRenamed
from app.agenda.hooks import shown_elsewhere
from app.core import api as core_api
from app.core import outbox, scheduled
from app.core.events import on, on_live
from app.core.frame import Entry, add_entry
from app.core.waiting import waiting_for
from app.feed import attaching, listeners, queries, scheduling, waiting
from app.feed.api import feed_api
from app.feed.api_kinds import kinds_api
from app.feed.drafting import DRAFTED
from app.feed.events import PostEdited, PostPublished, ValueChanged
from app.feed.health import measure_activity, measure_readings
from app.feed.polled import find_polled_post
from app.feed.queries import ARE_UNCONFIRMED, WAITING_IN_GROUP, forget_choices
from app.feed.queries.shared import list_shared_files
from app.feed.services import refresh_announcement
from app.feed.services.linking import links_of_posts, preview_post_link
from app.feed.services.meeting import show_event_anew
from app.feed.services.polling import close_due_poll
from app.feed.services.releasing import EVERY, release_files
from app.feed.views import elsewhere, feed
from app.feed.views.praises import show_last_praises
from app.feed.views.questions import count_unanswered
from app.feed.views.timelines import show_group_posts
from app.files.hooks import holder_seen, places_of
from app.folders.hooks import shared_in
from app.groups.events import MemberJoined, MemberLeft
from app.groups.hooks import contents_of, health_of, hidden_among, mark_beside
from app.groups.tabs import Tab, add_tab
from app.links.hooks import linked_texts
from app.people.events import ProfileChanged
from app.people.hooks import beside_profile
from app.polls.hooks import find_polled


def register(app: Flask) -> None:
    """Bring the feed into the house."""
    shown_elsewhere.answer(app, show_event_anew)
    core_api.register(app, feed_api)
    core_api.register(app, kinds_api)
    app.register_blueprint(feed)
    app.register_blueprint(elsewhere)
    add_entry(app, Entry(lazy_gettext("Home"), "feed.home", "house", order=0, also=("/posts", "/polls", "/comments")))
    add_tab(app, Tab(lazy_gettext("Questions"), "feed.group_questions", order=10, waiting=count_unanswered))
    ARE_UNCONFIRMED.bring(app)
    mark_beside.answer(app, lambda: WAITING_IN_GROUP)
    contents_of.answer(app, show_group_posts)
    for measure in (measure_activity, measure_readings):
        health_of.answer(app, measure)
    holder_seen.answer(app, attaching.sees)
    places_of.answer(app, attaching.places)
    shared_in.answer(app, list_shared_files)
    hidden_among.answer(app, queries.hidden_among)
    linked_texts.answer(app, links_of_posts)
    find_polled.answer(app, find_polled_post)
    for place in DRAFTED:
        place.bring(app)
    beside_profile.answer(app, show_last_praises)
    waiting_for.answer(app, waiting.list_what_waits)
    on(app, PersonRenamed, listeners.follow_new_name)
    on(app, PersonRenamed, listeners.follow_archiver)
    for face in (PersonRenamed, ProfileChanged):
        on(app, face, listeners.follow_answerer)
        on(app, face, listeners.follow_praised)
    on(app, ValueChanged, listeners.follow_value)
    on_live(app, ValueChanged, forget_choices)
    for change in (MemberJoined, MemberLeft):
        on(app, change, listeners.follow_members)
    for words in (PostPublished, PostEdited):
        on(app, words, preview_post_link, leisurely=True)
    for job in (close_due_poll, refresh_announcement):
        outbox.add_job(app, job)
    outbox.every(app, listeners.COUNTED_EVERY, listeners.count_readers)
    outbox.every(app, scheduled.EVERY, scheduling.publish_due)
    outbox.every(app, EVERY, release_files)
