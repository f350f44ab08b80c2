"""What web push does: the services of its modules under one name."""

from app.delivery.push.services.planning import forget_old_pushes, plan_first, plan_growth
from app.delivery.push.services.sending import PAUSES, push_to_browser
from app.delivery.push.services.subscribing import find_identity, remove_browser, subscribe

__all__ = ["PAUSES", "find_identity", "forget_old_pushes", "plan_first", "plan_growth", "push_to_browser"]
__all__ += ["remove_browser", "subscribe"]
