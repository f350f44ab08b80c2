"""What can be done in the agenda: the services of its modules under one name."""

from app.agenda.services.answering import answer_event, withdraw_lost_answers
from app.agenda.services.hiding import hide_event, restore_event
from app.agenda.services.planning import cancel_event, change_event, plan_event
from app.agenda.services.reminding import tell_near_events
from app.agenda.services.subscribing import make_address, revoke_address

__all__ = ["hide_event", "make_address", "restore_event", "revoke_address"]
__all__ += ["answer_event", "cancel_event", "change_event", "plan_event", "tell_near_events", "withdraw_lost_answers"]
