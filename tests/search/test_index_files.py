"""What the index survives: changes, merges, other processes, sudden deaths, damage and being built anew."""

import random
import subprocess
import sys
import textwrap
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.documents import Document, Shelf
from search.engines import IndexBusy, IndexDamaged, Query
from search.engines.whoosh import WhooshEngine, directory
from tests.search.conftest import ALL, NOON

ROOT = Path(__file__).parents[2]


def found(engine, text="", **criteria):
    return [hit.id for hit in engine.search(Query(text, ALL, limit=1000, **criteria)).hits]


def program(path, text):
    """A program with an `engine` on the same directory and a `make` of documents."""
    opening = f"""
        from datetime import UTC, datetime
        from pathlib import Path
        from search.documents import Document
        from search.engines import Query
        from search.engines.whoosh import WhooshEngine
        engine = WhooshEngine(Path({str(path)!r}))
        def make(number, body="texte"):
            at = datetime(2026, 1, 1, tzinfo=UTC)
            return Document("post", str(number), "", body, at, None, None, frozenset(["all"]))
    """
    return [sys.executable, "-c", textwrap.dedent(opening) + textwrap.dedent(text)]


def run_elsewhere(path, text):
    subprocess.run(program(path, text), cwd=ROOT, check=True)


@contextmanager
def running_elsewhere(path, text):
    """The program in a process of its own, which is killed in the end."""
    with subprocess.Popen(program(path, text), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "search"


def indexes(path):
    """The indexes of the house, beside which the messages have a directory of their own."""
    return [entry for entry in path.iterdir() if entry.is_dir() and entry.name != Shelf.MESSAGES]


def test_a_later_document_replaces_the_one_with_its_key(search_engine, write, find):
    write("grève", id="1")
    write("grève", id="1", kind="comment")
    write("budget", id="1")
    assert search_engine.count() == 2
    assert sorted(search_engine.keys()) == [("comment", "1"), ("post", "1")]
    assert search_engine.search(Query("grève", ALL)).facets == {"comment": 1}
    assert search_engine.search(Query("budget", ALL)).facets == {"post": 1}


def test_of_one_key_twice_in_a_batch_the_last_counts(search_engine, make_document, find):
    search_engine.index([make_document(body="grève", id="1"), make_document(body="budget", id="1")])
    assert (find("grève"), find("budget"), search_engine.count()) == ([], ["1"], 1)


def test_removing_is_final_and_may_be_repeated(search_engine, write, find):
    number, other = write("grève"), write("grève")
    search_engine.remove([("post", number), ("post", "unknown")])
    search_engine.remove([("post", number)])
    assert find("grève") == [other]
    assert list(search_engine.keys()) == [("post", other)]


def test_a_removed_document_can_come_back(search_engine, write, find):
    write("grève", id="1")
    search_engine.remove([("post", "1")])
    write("grève", id="1")
    assert find("grève") == ["1"]


def test_many_small_changes_leave_what_a_dictionary_would(search_engine, make_document):
    chance, kept = random.Random(1), {}
    for _ in range(30):
        for number in chance.sample(range(40), 5):
            kept[str(number)] = make_document(body=chance.choice(["grève", "budget"]), id=str(number))
        search_engine.index(kept[number] for number in chance.sample(sorted(kept), min(len(kept), 5)))
        search_engine.index(kept.values())
        gone = chance.choice(sorted(kept))
        del kept[gone]
        search_engine.remove([("post", gone)])
    for _ in range(2):
        assert search_engine.count() == len(kept)
        assert sorted(search_engine.keys()) == sorted(("post", number) for number in kept)
        for text in ("grève", "budget"):
            assert sorted(found(search_engine, text)) == sorted(n for n, d in kept.items() if d.body == text)
        search_engine.tidy()


def test_the_number_of_files_stays_small_however_many_commits(search_engine, write, path):
    for _ in range(40):
        write("grève")
    assert len(list(path.glob("*/*.trm"))) <= 16
    assert search_engine.count() == 40


def test_a_document_keeps_all_it_was_given(search_engine, path, make_document):
    given = make_document(
        title="Été",
        body="À bientôt",
        group_id="7",
        author_id="9",
        audience=frozenset({"group:7", "person:9"}),
        language="fr",
    )
    search_engine.index([given])
    with directory.Directory(path).writing() as store:
        assert store.find(given.key) == given
        assert store.find(("post", "unknown")) is None
        store.close()


def test_another_process_is_read_at_once(search_engine, path):
    assert found(search_engine) == []
    for number in range(2):
        run_elsewhere(path, f"engine.index([make({number})])")
        assert len(found(search_engine)) == number + 1


def test_readers_and_a_writer_do_not_disturb_each_other(search_engine, path):
    counts = []
    with running_elsewhere(path, "for number in range(60): engine.index([make(number)])") as writer:
        while writer.poll() is None:
            counts.append(len(found(search_engine, "texte")))
        assert writer.returncode == 0
    assert counts == sorted(counts)
    assert len(found(search_engine, "texte")) == 60


def test_threads_may_search_together(search_engine, write):
    for number in range(20):
        write(f"grève numéro {number} " + "texte " * number)
    answers = []

    def ask():
        answers.extend(len(found(search_engine, text)) for text in ("grève", "numéro 3", "texte") * 20)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {20, 19}


def test_a_forked_process_reads_with_its_own_files(path):
    text = """
        import os
        engine.clear()
        engine.index(make(number) for number in range(50))
        engine.count()
        child = os.fork()
        for _ in range(100):
            assert len(engine.search(Query("texte", frozenset(["all"]), limit=50)).hits) == 50
        if child:
            assert os.waitpid(child, 0)[1] == 0
    """
    run_elsewhere(path, text)


def test_a_writer_killed_at_any_moment_leaves_a_sound_index(search_engine, path):
    text = """
        batch = 0
        while True:
            engine.index(make(f"{batch}-{number}") for number in range(20))
            batch += 1
            print(batch, flush=True)
    """
    for attempt in range(3):
        with running_elsewhere(path, text) as writer:
            for _ in range(1 + 3 * attempt):
                done = int(writer.stdout.readline())
        assert search_engine.count() % 20 == 0
        assert search_engine.count() >= 20 * done
        assert len(found(search_engine, "texte")) == search_engine.count()
    search_engine.index([Document("post", "after", "", "texte", NOON, None, None, ALL)])
    assert "after" in found(search_engine, "texte")


def test_a_missing_index_is_reported_and_can_be_built(path, make_document):
    engine = WhooshEngine(path)
    for use in (engine.count, engine.keys, engine.tidy, lambda: found(engine), lambda: engine.suggest("a", ALL)):
        with pytest.raises(IndexDamaged):
            use()
    with pytest.raises(IndexDamaged):
        engine.index([make_document()])
    with pytest.raises(IndexDamaged):
        engine.remove([("post", "1")])
    engine.rebuild([make_document(body="grève")])
    assert engine.count(Shelf.HOUSE) == len(found(engine, "grève", kinds=frozenset({"post"}))) == 1
    engine.close()


@pytest.mark.parametrize("damage", ["deleted", "emptied", "overwritten"])
@pytest.mark.parametrize("pattern", ["current", "*/*.toc", "*/*.trm", "*/*.kind.col", "*/*_stored.col"])
def test_damage_is_reported_and_healed_by_building_anew(path, make_document, pattern, damage):
    engine = WhooshEngine(path)
    engine.clear()
    engine.index([make_document(body="grève")])
    engine.close()
    for file in path.glob(pattern):
        if damage == "deleted":
            file.unlink()
        else:
            file.write_bytes(b"" if damage == "emptied" else b"\xff" * file.stat().st_size)
    with pytest.raises(IndexDamaged):
        found(engine, "grève")
    engine.rebuild([make_document(body="grève")])
    assert len(found(engine, "grève")) == 1
    engine.close()


@pytest.mark.parametrize("damage", [b"", b"\xff" * 500])
def test_damaged_lists_of_words_are_reported_when_they_are_read(path, make_document, damage):
    engine = WhooshEngine(path)
    engine.clear()
    engine.index([make_document(body="grève")])
    for file in path.glob("*/*.pst"):
        file.write_bytes(damage)
    with pytest.raises(IndexDamaged):
        found(engine, "grève ")
    engine.close()


def test_an_index_of_another_version_is_not_read(search_engine, path):
    pointer = path / "current"
    pointer.write_text("0 " + pointer.read_text().split()[1])
    with pytest.raises(IndexDamaged, match="another version"):
        search_engine.count()


def test_building_anew_keeps_the_old_index_until_the_new_one_is_whole(search_engine, write, find, make_document):
    write("grève", id="old")

    def documents():
        yield make_document(body="grève", id="new")
        assert find("grève") == ["old"]
        yield make_document(body="grève", id="newer")

    search_engine.rebuild(documents())
    assert sorted(find("grève")) == ["new", "newer"]


def test_a_failed_build_leaves_the_old_index(search_engine, write, find, path):
    write("grève", id="old")

    def documents():
        raise RuntimeError("the database went away")
        yield

    with pytest.raises(RuntimeError):
        search_engine.rebuild(documents())
    assert find("grève") == ["old"]
    assert len(indexes(path)) == 1


def test_what_is_written_during_a_build_is_carried_over(search_engine, write, find, make_document):
    stale = [make_document(body="grève", id=number) for number in ("changed", "removed", "same")]
    search_engine.index(stale)

    def documents():
        yield from stale
        write("budget", id="changed")
        write("budget", id="added")
        search_engine.remove([("post", "removed")])

    search_engine.rebuild(documents())
    assert find("grève") == ["same"]
    assert sorted(find("budget")) == ["added", "changed"]


def test_what_is_written_during_the_first_build_is_named_at_its_end(path, make_document):
    engine = WhooshEngine(path)

    def documents():
        yield make_document(id="first")
        with pytest.raises(IndexDamaged):
            engine.index([make_document(id="second")])
        with pytest.raises(IndexDamaged):
            engine.remove([("post", "first")])

    assert sorted(engine.rebuild(documents())) == [("post", "first"), ("post", "second")]
    assert engine.rebuild([], Shelf.MESSAGES) == []
    engine.index([make_document(id="second")])
    assert engine.count() == 2
    engine.close()


def test_the_house_is_searched_while_the_messages_have_no_index(path, make_document):
    engine = WhooshEngine(path)
    engine.rebuild([make_document(id="post")])
    page = engine.search(Query("", ALL))
    assert [hit.id for hit in page.hits] == ["post"]
    assert not page.complete
    with pytest.raises(IndexDamaged):
        engine.search(Query("", ALL, kinds=frozenset({"message"})))
    engine.close()


def test_only_one_build_at_a_time(search_engine, make_document):
    def documents():
        with pytest.raises(IndexBusy):
            search_engine.rebuild([])
        yield make_document()

    search_engine.rebuild(documents())
    assert search_engine.count() == 1


def test_a_build_killed_half_way_is_swept_up_by_the_next(search_engine, write, find, path):
    write("grève", id="old")
    text = """
        def documents():
            yield make(1)
            print("building", flush=True)
            import time
            time.sleep(60)
        engine.rebuild(documents())
    """
    with running_elsewhere(path, text) as builder:
        builder.stdout.readline()
    write("grève", id="new")
    assert sorted(find("grève")) == ["new", "old"]
    assert not (path / "touched").exists()
    search_engine.rebuild([])
    assert find("grève") == []
    assert len(indexes(path)) == 1


def test_a_writer_that_waits_in_vain_says_so(search_engine, path, make_document, monkeypatch):
    monkeypatch.setattr(directory, "PATIENCE", 0.0)
    with directory.Directory(path).writing(), pytest.raises(IndexBusy):
        search_engine.index([make_document()])


def test_another_process_that_builds_anew_is_followed(search_engine, write, path):
    write("grève")
    run_elsewhere(path, "engine.rebuild([make(7)])")
    assert found(search_engine) == ["7"]
    search_engine.index([Document("post", "8", "", "texte", NOON, None, None, ALL)])
    assert sorted(found(search_engine)) == ["7", "8"]


def test_a_closed_engine_opens_itself_again(search_engine, write, find):
    number = write("grève")
    search_engine.close()
    search_engine.close()
    assert find("grève") == [number]
