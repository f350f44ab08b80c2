"""What can be done on the channel outward: the services of its modules under one name."""

from app.outreach.services.clicking import count_click, forget_visitors
from app.outreach.services.deciding import Decision, decide_publication, withdraw_publication
from app.outreach.services.delivering import deliver
from app.outreach.services.measuring import measure, measure_due
from app.outreach.services.removing import remove_copy
from app.outreach.services.scheduling import checked_time, schedule_publication, schedule_publications
from app.outreach.services.setting_up import check_channel, check_channels, create_channel, renew_access
from app.outreach.services.shelving import set_terms, shelve

__all__ = ["Decision", "check_channel", "check_channels", "checked_time", "count_click", "create_channel"]
__all__ += ["decide_publication", "deliver", "forget_visitors", "measure", "measure_due", "remove_copy", "renew_access"]
__all__ += ["schedule_publication", "schedule_publications", "set_terms", "shelve", "withdraw_publication"]
