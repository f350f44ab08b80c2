"""Chat's kinds of conversation and the times for which messages are kept, in words."""

from flask_babel import lazy_gettext as _l

from app.chat.models import Kind

KIND_NAMES = {
    Kind.PAIR: _l("Between two people"),
    Kind.PEOPLE: _l("In small groups"),
    Kind.ROOM: _l("In the rooms of groups"),
}
TERM_NAMES = {
    30: _l("30 days"),
    90: _l("3 months"),
    180: _l("6 months"),
    365: _l("1 year"),
    730: _l("2 years"),
    1095: _l("3 years"),
    1825: _l("5 years"),
}
"""By their number of days."""
