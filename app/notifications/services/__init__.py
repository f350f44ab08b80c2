"""What can be done to notifications: the services of its modules under one name."""

from app.notifications.services.choosing import cancel_absence, choose, choose_attention, plan_absence
from app.notifications.services.reading import mark_read
from app.notifications.services.telling import notify

__all__ = ["cancel_absence", "choose", "choose_attention", "mark_read", "notify", "plan_absence"]
