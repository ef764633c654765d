"""Answers GraphQL questions from a made-up GitLab's memory, and counts what they cost."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphql import FieldNode, GraphQLSchema, build_schema, execute, parse, validate
from support.gitlab_state import Item, Note, Project, chosen, written

EXCERPT = Path(__file__).with_name("gitlab_schema.graphql")
MOST_POINTS = 200
"""What strangers may ask in one question, by GitLab's documentation."""

PAGE = 100
_LISTS = ("projects", "issues", "mergeRequests", "releases", "pipelines", "branchRules", "notes")
_COSTLY = {"closedAt": 5, "tree": 2}


def schema_of(version: int = 18) -> GraphQLSchema:
    """Give the schema of a version; those before 16 lack what is marked as new."""
    lines = EXCERPT.read_text("utf-8").splitlines()
    return build_schema("\n".join(line for line in lines if version > 15 or not line.endswith("# new")))


def points(selections: Sequence[Any]) -> int:
    """Count the cost by GitLab's rule: a point for each field; lists cost 1 % more for each entry."""
    return sum(_points(node) for node in selections if isinstance(node, FieldNode))


def _points(node: FieldNode) -> int:
    name, inside = node.name.value, points(node.selection_set.selections) if node.selection_set else 0
    if name not in _LISTS:
        return inside + _COSTLY.get(name, 1)
    arguments = {each.name.value: each.value for each in node.arguments}
    first = int(getattr(arguments.get("first"), "value", PAGE))
    return int((inside + 1 + ("sort" in arguments)) * (1 + min(first, PAGE) / 100))


class Graph:
    """Runs questions over projects, by path; `find` gives what the asker may see."""

    def __init__(self, find: Callable[[str], Project | None], schema: GraphQLSchema) -> None:
        self.find = find
        self.schema = schema
        self.most_expensive = 0

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Give data and errors, shaped as GitLab shapes them."""
        document = parse(question["query"])
        problems = validate(self.schema, document)
        if problems:
            return {"errors": [{"message": each.message} for each in problems]}
        cost = points(document.definitions[0].selection_set.selections)  # type: ignore[attr-defined]
        self.most_expensive = max(cost, self.most_expensive)
        if cost > MOST_POINTS:
            words = f"Query has complexity of {cost}, which exceeds max complexity of {MOST_POINTS}"
            return {"errors": [{"message": words}]}
        root = {"project": self._project, "projects": self._projects}
        result = execute(self.schema, document, root, variable_values=question.get("variables"))
        answer: dict[str, Any] = {"data": result.data}
        return answer | ({"errors": [each.formatted for each in result.errors]} if result.errors else {})

    def _project(self, _info: Any, *, fullPath: str) -> Any:  # noqa: N803
        project = self.find(fullPath)
        return _project(project) if project else None

    def _projects(self, _info: Any, *, fullPaths: Sequence[str], first: int = PAGE) -> Any:  # noqa: N803
        assert len(fullPaths) <= 50
        found = [project for path in fullPaths if (project := self.find(path))]
        return {"nodes": [_project(project) for project in found[:first]]}


def _project(project: Project) -> dict[str, Any]:
    return {
        "fullPath": project.path,
        "archived": project.archived,
        "description": project.description,
        "lastActivityAt": None,
        "repository": {"tree": _tree(project)} if project.code_shown else None,
        "releases": lambda _info, **given: _releases(project, given),
        "pipelines": lambda _info, **given: _pipelines(project, given),
        "branchRules": lambda _info, **_given: _rules(project),
        "issues": lambda _info, **given: _page(map(_item, chosen(project.issues, given)), given),
        "mergeRequests": lambda _info, **given: _page(map(_item, chosen(project.changes, given)), given),
    }


def _page(nodes: Iterator[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    listed = list(nodes)
    first = min(given.get("first") or PAGE, PAGE)
    return {"count": len(listed), "nodes": listed[:first], "pageInfo": {"hasNextPage": len(listed) > first}}


def _tree(project: Project) -> Callable[..., Any]:
    def tree(_info: Any, path: str = "", recursive: bool = False) -> dict[str, Any]:
        form = rf"{re.escape(path)}/.+" if recursive else r"[^/]+"
        paths = [{"path": each} for each in project.files if re.fullmatch(form, each)]
        return {
            "blobs": lambda _info, **given: _page(iter(paths), given),
            "lastCommit": {"sha": project.head},
        }

    return tree


def _releases(project: Project, given: Mapping[str, Any]) -> dict[str, Any]:
    newest_first = sorted(project.releases, key=lambda each: each.time, reverse=True)
    nodes = [
        {
            "tagName": each.tag,
            "releasedAt": written(each.time),
            "assets": {"links": {"nodes": [{"id": str(place)} for place in range(each.files)]}},
        }
        for each in newest_first
    ]
    return _page(iter(nodes), given)


def _pipelines(project: Project, given: Mapping[str, Any]) -> dict[str, Any]:
    runs = [run for run in project.pipelines if given.get("ref") in (None, run[0])]
    return _page(iter([{"id": str(place), "status": run[1]} for place, run in enumerate(runs)]), given)


def _rules(project: Project) -> dict[str, Any]:
    rules = [{"isDefault": True, "isProtected": project.protected}] if project.rules_shown else []
    return {"nodes": rules}


def _item(item: Item) -> dict[str, Any]:
    return {
        "createdAt": written(item.opened),
        "updatedAt": written(item.updated),
        "closedAt": written(item.closed),
        "mergedAt": written(item.merged),
        "author": _user(item.author),
        "assignees": {"nodes": [_user(name) for name in item.assignees]},
        "approvedBy": {"nodes": [_user(name) for name in item.approvers]},
        "notes": lambda _info, **given: _page(map(_note, _notes(item, given)), given),
    }


def _notes(item: Item, given: Mapping[str, Any]) -> list[Note]:
    return [note for note in item.notes if not (note.system and given.get("filter") == "ONLY_COMMENTS")]


def _note(note: Note) -> dict[str, Any]:
    return {"createdAt": written(note.time), "system": note.system, "author": _user(note.author)}


def _user(name: str) -> dict[str, Any]:
    return {"username": name, "bot": name.startswith("project_")}
