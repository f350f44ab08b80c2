"""The words of reactions, which the administration chooses; those that there were are the first."""

import sqlalchemy as sa
from alembic import op

revision = "0040_reaction_words"
down_revision = "0039_questions"
branch_labels = None
depends_on = None

FIRST = (
    ("thanks", "Merci", "Thanks", "hand-heart"),
    ("insightful", "Utile", "Useful", "lightbulb"),
    ("celebrate", "Bravo", "Bravo", "party-popper"),
    ("like", "D’accord", "Agreed", "thumbs-up"),
    ("support", "Soutien", "With you", "heart-handshake"),
    ("funny", "Drôle", "Funny", "smile"),
)
NAMES = "name IN ('like', 'thanks', 'celebrate', 'support', 'insightful', 'funny')"
CHECK = "ck_message_reaction_name"


def words() -> list[dict[str, object]]:
    """The first words as rows."""
    columns = ("name", "label_fr", "label_en", "icon")
    rows = [dict(zip(columns, word, strict=True)) for word in FIRST]
    return [row | {"position": place, "is_offered": True} for place, row in enumerate(rows)]


def upgrade() -> None:
    table = op.create_table(
        "reaction_word",
        sa.Column("name", sa.String(12), nullable=False),
        sa.Column("label_fr", sa.String(20), nullable=False),
        sa.Column("label_en", sa.String(20), nullable=False),
        sa.Column("icon", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reaction_word")),
    )
    op.bulk_insert(table, words())
    with op.batch_alter_table("message_reaction") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")


def downgrade() -> None:
    said = sa.table("message_reaction", sa.column("name"))
    op.execute(said.delete().where(said.c.name.not_in([name for name, *_ in FIRST])))
    with op.batch_alter_table("message_reaction") as batch:
        batch.create_check_constraint(op.f(CHECK), NAMES)
    op.drop_table("reaction_word")
