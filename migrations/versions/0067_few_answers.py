"""Anonymous polls that were closed after few votes tell nobody how these were cast."""

import sqlalchemy as sa
from alembic import op

revision = "0067_few_answers"
down_revision = "0066_contact_attempts"
branch_labels = None
depends_on = None

FEWEST = 5
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def _polls(name: str, key: str) -> sa.TableClause:
    columns = [sa.column(key, IDENTIFIER), sa.column("tally", sa.JSON), sa.column("voters", sa.Integer)]
    return sa.table(name, *columns, sa.column("is_anonymous", sa.Boolean), sa.column("closed_at"))


def _texts(name: str, *more: sa.ColumnClause) -> sa.TableClause:
    return sa.table(name, sa.column("id", IDENTIFIER), sa.column("parts", sa.JSON), *more)


POSTS = _texts("post", sa.column("version", sa.Integer))
MESSAGES = _texts("message")


def upgrade() -> None:
    _hide(_polls("poll", "post_id"), POSTS, version=POSTS.c.version + 1)
    _hide(_polls("message_poll", "message_id"), MESSAGES)


def _hide(polls: sa.TableClause, texts: sa.TableClause, **more: object) -> None:
    key = next(iter(polls.c))
    few = sa.and_(polls.c.is_anonymous, polls.c.closed_at.is_not(None), polls.c.voters < FEWEST)
    house = op.get_bind()
    for text_id, parts in house.execute(sa.select(texts.c.id, texts.c.parts).join(polls, key == texts.c.id).where(few)):
        if "poll" in parts:
            options = [{**option, "votes": None} for option in parts["poll"]["options"]]
            shown = {**parts, "poll": {**parts["poll"], "options": options}}
            house.execute(sa.update(texts).where(texts.c.id == text_id).values(parts=shown, **more))
    house.execute(sa.update(polls).where(few).values(tally={}))


def downgrade() -> None:
    """What was not told stays untold."""
