"""The collector is left as it was found, whoever leaves last and however."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from gouji.model.garbage import without_collecting


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


def test_collecting_goes_on_after_the_outermost() -> None:
    with without_collecting():
        with without_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="broken"), without_collecting():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with without_collecting():
        pass
    assert not gc.isenabled()


def test_collecting_goes_on_when_the_last_of_several_threads_leaves() -> None:
    entered, leave = threading.Event(), threading.Event()

    def work() -> None:
        with without_collecting():
            entered.set()
            leave.wait(10)

    thread = threading.Thread(target=work)
    with without_collecting():
        thread.start()
        assert entered.wait(10)
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()


def test_what_was_made_is_known_to_the_collector() -> None:
    class Node:
        itself: object

    gone: list[bool] = []
    with without_collecting():
        node = Node()
        node.itself = node
        import weakref

        weakref.finalize(node, gone.append, True)
        del node
    gc.collect()
    assert gone == [True]
