"""Facts: a text a key, found by how its key begins, and forgotten."""

from bot.store.store import Store


def test_facts_are_found_by_the_beginning_of_their_key(store: Store) -> None:
    with store.transaction() as tx:
        for key in ("menu:1", "menu:-5", "menus", "men_:1"):
            tx.facts.set(key, key)
        assert tx.facts.starting("menu:") == {"menu:1": "menu:1", "menu:-5": "menu:-5"}
        assert tx.facts.starting("men_") == {"men_:1": "men_:1"}


def test_a_fact_forgotten_is_gone(store: Store) -> None:
    with store.transaction() as tx:
        tx.facts.set("a", "1")
        tx.facts.forget("a")
        assert tx.facts.get("a") is None


def test_many_facts_are_kept_at_once_and_take_the_place_of_what_they_were(store: Store) -> None:
    with store.transaction() as tx:
        tx.facts.set("a", "1")
        tx.facts.set_all({"a": "2", "b": "3"})
        tx.facts.set_all({})
    with store.transaction(read_only=True) as tx:
        assert tx.facts.of(["a", "b"]) == {"a": "2", "b": "3"}
