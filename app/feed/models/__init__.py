"""The feed's rows: those of its modules under one name."""

from app.feed.models.announcements import Announcement, AnnouncementDepartment, Audience, ReadConfirmation
from app.feed.models.links import LinkPreview
from app.feed.models.marks import Bookmark, Mention, Reaction
from app.feed.models.meetings import PostEvent
from app.feed.models.moves import Move
from app.feed.models.mutes import Mute
from app.feed.models.pins import Pin
from app.feed.models.polls import Poll, PollBallot
from app.feed.models.praise import CompanyValue, Praise, Praised
from app.feed.models.questions import Question, QuestionState
from app.feed.models.readers import Reader
from app.feed.models.scheduled import ScheduledPost
from app.feed.models.shares import Share
from app.feed.models.written import Archived, Comment, CommentRevision, Post, PostRevision

__all__ = ["Announcement", "AnnouncementDepartment", "Audience", "Bookmark", "Comment", "CommentRevision"]
__all__ += ["LinkPreview", "Mention", "Mute", "Poll", "PollBallot", "Post", "PostRevision", "Question", "Reaction"]
__all__ += ["Pin", "PostEvent", "QuestionState", "ReadConfirmation", "Reader"]
__all__ += ["Archived", "CompanyValue", "Move", "Praise", "Praised"]
__all__ += ["ScheduledPost", "Share"]
