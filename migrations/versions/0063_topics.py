"""Topics inside the room of a group: conversations of their own, whose people are the group's."""

import sqlalchemy as sa
from alembic import op

revision = "0063_topics"
down_revision = "0062_message_links"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
IS_ROOM = sa.text("kind = 'room'")
ONE_ROOM = {"unique": True, "sqlite_where": IS_ROOM, "postgresql_where": IS_ROOM}
KIND, OF_GROUP, OF_ROOM = "ck_conversation_kind", "ck_conversation_group_id", "ck_conversation_room_id"
WITH_TOPICS = {
    KIND: "kind IN ('pair', 'people', 'room', 'topic')",
    OF_GROUP: "(kind IN ('room', 'topic')) = (group_id IS NOT NULL)",
}
BEFORE = {KIND: "kind IN ('pair', 'people', 'room')", OF_GROUP: "(kind = 'room') = (group_id IS NOT NULL)"}


def upgrade() -> None:
    op.add_column("participant", sa.Column("is_followed", sa.Boolean(), nullable=True))
    with op.batch_alter_table("conversation") as batch:
        for name in WITH_TOPICS:
            batch.drop_constraint(op.f(name), type_="check")
        batch.drop_constraint(op.f("uq_conversation_group_id"), type_="unique")
        batch.add_column(sa.Column("room_id", IDENTIFIER, nullable=True))
        batch.create_foreign_key(
            op.f("fk_conversation_room_id"), "conversation", ["room_id"], ["id"], ondelete="CASCADE"
        )
    with op.batch_alter_table("conversation") as batch:
        for name, rule in WITH_TOPICS.items():
            batch.create_check_constraint(op.f(name), rule)
        batch.create_check_constraint(op.f(OF_ROOM), "(kind = 'topic') = (room_id IS NOT NULL)")
    op.create_index(op.f("ix_conversation_group_id"), "conversation", ["group_id"])
    op.create_index(op.f("ix_conversation_room_id"), "conversation", ["room_id"])
    op.create_index("uq_conversation_room", "conversation", ["group_id"], **ONE_ROOM)


def downgrade() -> None:
    for name in ("uq_conversation_room", "ix_conversation_room_id", "ix_conversation_group_id"):
        op.drop_index(name, "conversation")
    with op.batch_alter_table("conversation") as batch:
        for name in (OF_ROOM, OF_GROUP, KIND):
            batch.drop_constraint(op.f(name), type_="check")
    # What was said in topics stays, in conversations without anybody in them.
    op.execute("DELETE FROM participant WHERE conversation_id IN (SELECT id FROM conversation WHERE kind = 'topic')")
    op.execute("UPDATE conversation SET kind = 'people', group_id = NULL, room_id = NULL WHERE kind = 'topic'")
    with op.batch_alter_table("conversation") as batch:
        for name, rule in BEFORE.items():
            batch.create_check_constraint(op.f(name), rule)
        batch.drop_constraint(op.f("fk_conversation_room_id"), type_="foreignkey")
        batch.drop_column("room_id")
        batch.create_unique_constraint(op.f("uq_conversation_group_id"), ["group_id"])
    op.drop_column("participant", "is_followed")
