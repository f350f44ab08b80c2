"""What delivery does: the services of its modules under one name."""

from app.delivery.services.beginning import look_soon
from app.delivery.services.digesting import keep_up, send_digests
from app.delivery.services.holding import bring, look_at_held, send_held
from app.delivery.services.sending import ALARMING, PAUSES, deliver, forget_old_mails
from app.delivery.services.subscribing import subscriber, unsubscribe

__all__ = ["ALARMING", "PAUSES", "deliver", "forget_old_mails", "keep_up", "look_soon", "send_digests"]
__all__ += ["bring", "look_at_held", "send_held"]
__all__ += ["subscriber", "unsubscribe"]
