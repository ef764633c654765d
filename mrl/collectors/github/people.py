"""Who answered first: a person other than the author, never a robot."""

from mrl.collectors.git.commit_kinds import is_robot
from mrl.collectors.github.answers import Actor, Answers, ItemNode
from mrl.model.base import Moment


def first_response(item: ItemNode, as_of: Moment) -> tuple[Moment | None, bool]:
    """Give the time of the first answer by another person, and whether that is known.

    Answers are comments and, for change requests, reviews. Where the first few of one kind are all by
    the author or by robots and there are more, nothing is known.
    """
    first: list[Moment] = []
    for answers in (item.comments, item.reviews) if item.is_change else (item.comments,):
        times = _times(item, answers)
        if not times and not _is_whole(answers):
            return None, False
        first += times[:1]
    answered = [time for time in first if time <= as_of]
    return min(answered, default=None), True


def was_reviewed(item: ItemNode, as_of: Moment) -> bool | None:
    """Tell whether another person reviewed a change request; None where that is not known."""
    if any(time <= as_of for time in _times(item, item.reviews)):
        return True
    return False if _is_whole(item.reviews) else None


def _times(item: ItemNode, answers: Answers | None) -> list[Moment]:
    """List when other people answered, earliest first."""
    others = [
        each for each in (answers.seen if answers else ()) if _is_another_person(each.author, item.author)
    ]
    return sorted(each.time for each in others if each.time)


def _is_another_person(actor: Actor | None, author: Actor | None) -> bool:
    """Tell whether `actor` is a person and not the author; an account that was deleted is null."""
    if actor is None:
        return author is not None
    if actor.typename == "Bot" or is_robot(actor.login, ""):
        return False
    return author is None or actor.login.casefold() != author.login.casefold()


def _is_whole(answers: Answers | None) -> bool:
    """Whether all answers of a kind were read."""
    return answers is not None and answers.is_whole
