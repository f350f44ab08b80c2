"""How quickly the search engine indexes, searches and suggests, beside Whoosh as it comes.

    python -m bench.search_engine --documents 100000 --messages 100000

Prints a table beside the goals. Each search is asked by another viewer, with other words. With messages each is also
asked in turn of the index without them and of the index with them.
"""

import argparse
import itertools
import random
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import LanguageAnalyzer

from search.documents import EVERYBODY, Document, Shelf, conversation_token, group_token, person_token
from search.engines import Query
from search.engines.whoosh import WhooshEngine

GROUPS, MEMBERSHIPS, PEOPLE = 300, 30, 2_000
CONVERSATIONS, TAKEN_PART_IN = 20_000, 60
VOCABULARY = 30_000
COMMON = slice(20, 2_000)  # the words that people look for: neither the commonest nor the rarest
COMMONEST = slice(0, 20)
START = datetime(2024, 1, 1, tzinfo=UTC)

Question = Callable[[WhooshEngine], object]

GOALS = {"search": (6.0, 20.0), "suggest": (5.0, None)}  # p50 and p95 in milliseconds
INDEXING_GOAL = 4.0  # milliseconds a document, in bulk


def main() -> None:
    """Build, measure, print."""
    arguments = parser().parse_args()
    vocabulary = make_vocabulary(random.Random(arguments.seed))  # noqa: S311  # a repeatable corpus, no secret
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder) / "search")
        engine.clear()
        corpus = make_documents(arguments.documents, vocabulary, arguments.seed)
        cpu = processor_time(lambda: engine.rebuild(corpus))
        print(f"this machine now: {loop_time():.2f} s for ten million additions")
        print(f"{arguments.documents} documents, {arguments.searches} searches, {MEMBERSHIPS} of {GROUPS} groups")
        print(f"indexed in bulk: {1000 * cpu / arguments.documents:.2f} ms a document (goal {INDEXING_GOAL})\n")
        print(f"{'':34} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'cpu ms':>8}   goal p50, p95")
        for name, asked in questions(vocabulary, arguments):
            report(name, [partial(question, engine) for question in asked])
        if arguments.messages:
            compare(Path(folder), engine, vocabulary, arguments)
        engine.close()
        if arguments.bare:
            measure_bare(Path(folder) / "bare", arguments, vocabulary)


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--documents", type=int, default=100_000)
    made.add_argument("--messages", type=int, default=0)
    made.add_argument("--searches", type=int, default=500)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--bare", action="store_true", help="also build and ask a plain Whoosh index (minutes)")
    return made


def make_vocabulary(chance: random.Random) -> list[str]:
    """Words that can be pronounced, the commonest first."""
    onsets = [*"bcdfgjlmnprstv", "ch", "tr", "pl", "br"]
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        syllables = (chance.choice(onsets) + chance.choice("aeiouéè") for _ in range(chance.choice((2, 2, 3, 3, 4))))
        made["".join(syllables) + chance.choice(["", "n", "r", "s", "l"])] = None
    return list(made)


def make_documents(count: int, vocabulary: Sequence[str], seed: int) -> Iterator[Document]:
    """Posts of 10 to 80 words by Zipf's law, a fifth for everybody and the rest in groups."""
    chance = random.Random(seed)  # noqa: S311  # a repeatable corpus, no secret
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    for number in range(count):
        words = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(10, 80))
        group = str(chance.randrange(GROUPS)) if chance.random() < 0.8 else None
        author = str(chance.randrange(PEOPLE))
        yield Document(
            kind=chance.choice(("post", "post", "comment", "comment", "file")),
            id=str(number),
            title=" ".join(words[:5]),
            body=" ".join(words),
            at=START + timedelta(minutes=5 * number),
            group_id=group,
            author_id=author,
            audience=frozenset({group_token(group) if group else EVERYBODY}),
        )


def make_messages(count: int, vocabulary: Sequence[str], seed: int) -> Iterator[Document]:
    """Messages of 3 to 25 words by Zipf's law; in some conversations more is said than in others."""
    chance = random.Random(seed)  # noqa: S311  # a repeatable corpus, no secret
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    talkative = list(itertools.accumulate(1 / (rank + 20) for rank in range(CONVERSATIONS)))
    for number in range(count):
        (conversation,) = chance.choices(range(CONVERSATIONS), cum_weights=talkative)
        yield Document(
            kind="message",
            id=str(number),
            title="",
            body=" ".join(chance.choices(vocabulary, cum_weights=weights, k=chance.randint(3, 25))),
            at=START + timedelta(minutes=number),
            group_id=None,
            author_id=str(chance.randrange(PEOPLE)),
            audience=frozenset({conversation_token(str(conversation))}),
        )


def make_viewer(chance: random.Random) -> frozenset[str]:
    """The tokens of a person with as many groups as the goal speaks of, and with conversations."""
    groups = chance.sample(range(GROUPS), MEMBERSHIPS)
    person = person_token(str(chance.randrange(PEOPLE)))
    said = chance.sample(range(CONVERSATIONS), TAKEN_PART_IN)
    own = {group_token(str(group)) for group in groups} | {conversation_token(str(place)) for place in said}
    return frozenset({EVERYBODY, person, *own})


def questions(vocabulary: Sequence[str], arguments: argparse.Namespace) -> Iterator[tuple[str, list[Question]]]:
    """Searches of one, two and four words, with criteria and half typed, and suggestions; the same each time."""
    chance = random.Random(arguments.seed)  # noqa: S311  # repeatable questions, no secret
    words, common = vocabulary[COMMON], vocabulary[COMMONEST]

    def search(count: int, ending: str = " ", among: Sequence[str] = words, **criteria: Any) -> Question:
        asked = Query(" ".join(chance.sample(among, count)) + ending, make_viewer(chance), **criteria)
        return lambda engine: engine.search(asked)

    def suggest() -> Question:
        viewer, text = make_viewer(chance), chance.choice(words)[: chance.randint(1, 5)]
        return lambda engine: engine.suggest(text, viewer)

    makers: dict[str, Callable[[], Question]] = {
        "search two words, words not read": lambda: search(2),
        "search two words": lambda: search(2),
        "search one word": lambda: search(1),
        "search four words": lambda: search(4),
        "search two words of one kind": lambda: search(2, kinds=frozenset({"post"})),
        "search two words, the last typed": lambda: search(2, ending=""),
        "search two of the commonest words": lambda: search(2, among=common),
        "search two words, one misspelt": lambda: search(2, ending="q "),
        "suggest": suggest,
    }
    for name, make in makers.items():
        yield name, [make() for _ in range(arguments.searches)]


def compare(folder: Path, engine: WhooshEngine, vocabulary: Sequence[str], arguments: argparse.Namespace) -> None:
    """Ask each question of the index without messages and of the one with them, in turn, on cold lists of words."""
    engine.close()
    shutil.copytree(folder / "search", folder / "without")
    without, said = WhooshEngine(folder / "without"), make_messages(arguments.messages, vocabulary, arguments.seed)
    cpu = processor_time(lambda: engine.rebuild(said, Shelf.MESSAGES))
    print(f"\nbeside {arguments.messages} messages ({1000 * cpu / arguments.messages:.2f} ms each to index in bulk)")
    print(f"{'':34} {'without':>8} {'with':>8} {'times':>8}   cpu ms")
    for one in (without, engine):
        one.search(Query("", frozenset()))
    for name, asked in questions(vocabulary, arguments):
        spent = [0.0, 0.0]
        for question in asked:
            for place, one in enumerate((without, engine)):
                spent[place] += processor_time(partial(question, one))
        alone, beside = (1000 * seconds / len(asked) for seconds in spent)
        print(f"{name:34} {alone:8.2f} {beside:8.2f} {beside / alone:8.2f}")
    without.close()


def measure_bare(folder: Path, arguments: argparse.Namespace, vocabulary: Sequence[str]) -> None:
    """The same two words with Whoosh's own fields, scoring and filter."""
    chance = random.Random(arguments.seed)  # noqa: S311  # repeatable questions, no secret
    folder.mkdir()
    schema = fields.Schema(text=fields.TEXT(LanguageAnalyzer("fr")), audience=fields.KEYWORD, id=fields.ID(stored=True))
    made = index.create_in(folder, schema)
    writer = made.writer(limitmb=256)

    def fill() -> None:
        for document in make_documents(arguments.documents, vocabulary, arguments.seed):
            writer.add_document(
                text=f"{document.title} {document.body}", audience=" ".join(document.audience), id=document.id
            )
        writer.commit()

    cpu = processor_time(fill)
    print(f"\nbare Whoosh, in bulk: {1000 * cpu / arguments.documents:.2f} ms a document")
    searcher = made.searcher()

    def ask() -> Callable[[], object]:
        terms = [token.text for token in schema["text"].analyzer(" ".join(chance.sample(vocabulary[COMMON], 2)))]
        wanted = query.Or([query.Term("text", term) for term in terms])
        allowed = query.Or([query.Term("audience", token) for token in make_viewer(chance)])
        return lambda: [hit["id"] for hit in searcher.search(wanted, limit=20, filter=allowed)]

    report("bare Whoosh, filter as a query", [ask() for _ in range(min(arguments.searches, 50))])
    searcher.close()


def report(name: str, questions: Sequence[Callable[[], object]]) -> None:
    """Ask them all and print a line."""
    walls: list[float] = []
    cpu = processor_time(lambda: walls.extend(wall_time(question) for question in questions))
    walls.sort()
    p95 = walls[int(0.95 * (len(walls) - 1))]
    goal = GOALS.get(name.split(maxsplit=1)[0])
    figures = f"{median(walls):8.2f} {p95:8.2f} {walls[-1]:8.2f} {1000 * cpu / len(walls):8.2f}"
    print(f"{name:34} {figures}   {', '.join(str(value) for value in goal or () if value)}")


def loop_time() -> float:
    """How quick the machine is while this runs: the other figures are to be read beside it."""
    return processor_time(lambda: deque((number + 1 for number in range(10_000_000)), maxlen=0))


def wall_time(work: Callable[[], object]) -> float:
    """Milliseconds on the clock."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of this process on a processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
