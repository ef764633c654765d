"""Many threads over one door: the same answers whatever their order, and no request too many."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.doors import MakeDoor, Waits
from support.http_server import HttpServer, Reply, Seen, limited, of_json

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.errors import BudgetSpent
from mrl.collectors.http.lane import Lane
from mrl.collectors.http.limits import Limits
from mrl.model.base import say


def ask_all(make_door: MakeDoor, server: HttpServer, order: list[int], budget: Budget) -> dict[int, object]:
    session = make_door(budget=budget).session(server.host)
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda number: session.get(f"{server.url}/{number}").json(), order)
        return dict(zip(order, answers, strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_the_same_answers_in_any_order(server: HttpServer, make_door: MakeDoor, seed: int) -> None:
    """Each tenth question fails once, then is answered."""
    for number in range(0, 100, 10):
        server.script(f"/{number}", Reply(502), of_json({"path": f"/{number}"}))
    server.rule(lambda seen: of_json({"path": seen.path}))
    order = random.Random(seed).sample(range(100), 100)  # noqa: S311 - an order, not a secret
    budget = Budget()
    answers = ask_all(make_door, server, order, budget)
    assert answers == {number: {"path": f"/{number}"} for number in range(100)}
    assert budget.requests == len(server.requests) == 110


def test_threads_never_spend_one_too_many(server: HttpServer, make_door: MakeDoor) -> None:
    server.rule(lambda seen: of_json({"path": seen.path}))
    budget = Budget(50)
    with pytest.raises(BudgetSpent):
        ask_all(make_door, server, list(range(100)), budget)
    assert budget.requests == len(server.requests) == 50


def test_all_threads_share_one_pause(server: HttpServer, make_door: MakeDoor, waits: Waits) -> None:
    """Every thread may meet the limit, but the host is left alone once, and by all."""
    arrived, lock = threading.Barrier(4), threading.Lock()
    first: set[str] = set()

    def rule(seen: Seen) -> Reply:
        with lock:
            is_first = seen.path not in first
            first.add(seen.path)
        if not is_first:
            return of_json({"waited": waits.seconds})
        arrived.wait(10)
        return limited(reset_in=30)

    server.rule(rule)
    answers = ask_all(make_door, server, list(range(4)), Budget())
    assert waits.seconds == [30]
    assert answers == {number: {"waited": [30]} for number in range(4)}


def test_few_at_once(server: HttpServer, make_door: MakeDoor) -> None:
    running, most, lock = [0], [0], threading.Lock()
    both = threading.Event()

    def rule(seen: Seen) -> Reply:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
            if running[0] == 2:
                both.set()
        both.wait(10)
        with lock:
            running[0] -= 1
        return of_json({"path": seen.path})

    server.rule(rule)
    session = make_door(limits={"at_once": 2}).session(server.host)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: session.get(f"{server.url}/{number}"), range(16)))
    assert most == [2]


def test_a_pause_that_others_made_is_not_made_again() -> None:
    waits = Waits()
    lane = Lane("forge.example.org", Limits(), waits)
    with lane.turn("") as first, lane.turn("") as second:
        pass
    lane.pause(5, say("first"), first)
    lane.pause(5, say("second"), second)
    with lane.turn("") as third:
        pass
    lane.pause(7, say("third"), third)
    assert waits.words == ["first", "third"]


def test_a_question_that_failed_waits_alone() -> None:
    """Others go on meanwhile: the wait happens where no lock is held."""
    lane = Lane("forge.example.org", Limits(), lambda *_: turns.append(take_turn()))
    turns: list[int] = []

    def take_turn() -> int:
        with lane.turn("") as number:
            return number

    lane.pause(5, say("alone"), None)
    assert turns == [0]
