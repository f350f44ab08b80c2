"""The result of an anonymous poll moves on by several votes at a time; of each poll it is kept how many it counts."""

import sqlalchemy as sa
from alembic import op

revision = "0070_poll_steps"
down_revision = "0069_messages_with_files"
branch_labels = None
depends_on = None

FEWEST = 5
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
POLLS = (("poll", "post_id", "post"), ("message_poll", "message_id", "message"))


def upgrade() -> None:
    for name, key, text in POLLS:
        op.add_column(name, sa.Column("counted", sa.Integer(), nullable=False, server_default="0"))
        op.add_column(name, sa.Column("held", sa.JSON(), nullable=True))
        polls, texts = _polls(name, key), _texts(text)
        _count(polls)
        _tell(polls, texts, {"version": sa.column("version") + 1} if text == "post" else {})


def _polls(name: str, key: str) -> sa.TableClause:
    columns = [sa.column("tally", sa.JSON), sa.column("voters", sa.Integer), sa.column("counted", sa.Integer)]
    return sa.table(name, sa.column(key, IDENTIFIER), *columns, sa.column("is_anonymous", sa.Boolean))


def _texts(name: str) -> sa.TableClause:
    return sa.table(name, sa.column("id", IDENTIFIER), sa.column("parts", sa.JSON), sa.column("version", sa.Integer))


def _count(polls: sa.TableClause) -> None:
    """What was told already counts everybody; of an anonymous poll in which few voted nothing was."""
    few = sa.and_(polls.c.is_anonymous, polls.c.voters < FEWEST)
    house = op.get_bind()
    house.execute(sa.update(polls).where(few).values(tally={}))
    house.execute(sa.update(polls).where(sa.not_(few)).values(counted=polls.c.voters))


def _tell(polls: sa.TableClause, texts: sa.TableClause, more: dict[str, object]) -> None:
    """Let each text that carries a poll say how many its result counts."""
    house, key = op.get_bind(), next(iter(polls.c))
    found = sa.select(texts.c.id, texts.c.parts, polls.c.counted).join(polls, key == texts.c.id)
    for text_id, parts, counted in house.execute(found).all():
        if "poll" in parts:
            said = {**parts, "poll": {**parts["poll"], "counted": counted}}
            house.execute(sa.update(texts).where(texts.c.id == text_id).values(parts=said, **more))


def downgrade() -> None:
    """The tally stays as it was told last; readers of that version pass over the number beside it."""
    for name, _key, _text in POLLS:
        op.drop_column(name, "held")
        op.drop_column(name, "counted")
