"""What can be done to notifications: the services of its modules under one name."""

from app.notifications.services.choosing import cancel_absence, choose, choose_attention, plan_absence
from app.notifications.services.muting import forget_old_mutes, hear_again, mute
from app.notifications.services.reading import mark_read
from app.notifications.services.telling import News, notify, tell

__all__ = ["News", "cancel_absence", "choose", "choose_attention", "forget_old_mutes", "hear_again", "mark_read"]
__all__ += ["mute", "notify", "plan_absence", "tell"]
