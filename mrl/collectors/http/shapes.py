"""What servers answer, read into types at one place: an answer of another shape names its wrong field.

Our own mistakes are not caught here: only what pydantic says of the answer becomes the server's fault.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, Field, Strict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from mrl.collectors.http.errors import InvalidAnswer
from mrl.errors import printable
from mrl.files.validation import first_mistakes
from mrl.model.base import Message, say

Form = TypeVar("Form")
Parts = TypeVar("Parts", bound=BaseModel)

_LONGEST_PATH = 120
_MOST = 10**12

Flag = Annotated[bool, Strict()]
"""Yes or no; neither 1 nor "true"."""

Whole = Annotated[int, Strict(), Field(ge=0, le=_MOST)]
"""A count or a number that a server gave; neither true nor "5"."""


def _whole_letters(text: str) -> str:
    """Refuse half a letter, which JSON can write and no file of ours could hold."""
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise PydanticCustomError("half_letter", "holds half a letter") from problem
    return text


Words = Annotated[str, AfterValidator(_whole_letters)]
"""A text."""


@dataclass(frozen=True)
class Software:
    """What a server is said to be, and its name: who is blamed for an answer of another shape."""

    name: str
    host: str

    def checked(self, form: type[Form], content: object, *, part: str = "", passes: bool = False) -> Form:
        """Read an answer into its form; raises InvalidAnswer with the path of the first wrong field.

        `part` says where in the answer `content` stands.
        """
        try:
            first_mistakes(form)(content)
            return TypeAdapter(form).validate_python(content)
        except ValidationError as problem:
            raise InvalidAnswer(self.reason(problem, part), passes=passes) from problem

    def salvaged(
        self, form: type[Parts], content: Mapping[str, Any], *, part: str
    ) -> tuple[Parts | None, dict[str, Message]]:
        """Read what can be read of an answer; give it without its wrong parts, and for each why it is wrong.

        None where a part that is wrong cannot be left out.
        """
        try:
            first_mistakes(form)(content)
            return form.model_validate(content), {}
        except ValidationError as problem:
            reasons = {
                str(error["loc"][0]): self._wrong(part, error)
                for error in reversed(_errors(problem))
                if error["loc"]
            }
            left = {key: value for key, value in content.items() if key not in reasons}
        try:
            return form.model_validate(left), reasons
        except ValidationError:
            return None, reasons

    def reason(self, problem: ValidationError, part: str = "") -> Message:
        """Say what of an answer is wrong: the first field that is."""
        return self._wrong(part, _errors(problem)[0])

    def _wrong(self, part: str, error: ErrorDetails) -> Message:
        path = _path(part, error["loc"])
        if not path:
            return self.nothing_of_the_kind()
        return self.missing(path) if error["type"] == "missing" else self._not_so(path)

    def missing(self, path: str) -> Message:
        """Say that a field is missing."""
        return say(
            "{host} answered something else than {software} does: {field} is missing",
            host=self.host,
            software=self.name,
            field=path,
        )

    def _not_so(self, path: str) -> Message:
        return say(
            "{host} answered something else than {software} does: {field} is not what belongs there",
            host=self.host,
            software=self.name,
            field=path,
        )

    def nothing_of_the_kind(self) -> Message:
        """Say that nothing of an answer could be read."""
        return say("{host} answered something else than {software} does", host=self.host, software=self.name)

    def invalid(self, part: str = "", *, passes: bool = False) -> InvalidAnswer:
        """Make the error for an answer of which a part, or nothing at all, could be read."""
        return InvalidAnswer(self._not_so(part) if part else self.nothing_of_the_kind(), passes=passes)


def _errors(problem: ValidationError) -> list[ErrorDetails]:
    return problem.errors(include_url=False, include_context=False, include_input=False)


def _path(part: str, location: Sequence[int | str]) -> str:
    """Write where a field stands, as `repository.labels.nodes[3].name`; strangers may have named the keys."""
    text = part
    for step in location:
        text += f"[{step}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return printable(text)[:_LONGEST_PATH]


def whole_number(text: object, most: int = _MOST) -> int | None:
    """Read a count in a header or a name; None where there is none, or one beyond anything real."""
    digits = str(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(most))):
        return None
    number = int(digits)
    return number if number <= most else None
