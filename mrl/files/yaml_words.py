"""What the YAML parser says of a file that is not well-formed, in words that can be translated."""

import yaml

from mrl.model.base import Message, say


def not_well_formed(error: yaml.MarkedYAMLError) -> Message:
    """Say what the parser was doing, what it found, and where that began, if in another line."""
    mark, begun = error.problem_mark, error.context_mark
    parts = [say(part) for part in (error.context, error.problem) if part]
    if not parts:
        return say("not valid YAML")
    message = say("{doing} {problem}", doing=parts[0], problem=parts[1]) if len(parts) > 1 else parts[0]
    if mark is None or begun is None or begun.line == mark.line:
        return message
    return say("{problem} (begun in line {line})", problem=message, line=str(begun.line + 1))


KNOWN = (
    say("while parsing a block mapping"),
    say("while parsing a block collection"),
    say("while parsing a flow mapping"),
    say("while parsing a flow sequence"),
    say("while parsing a block node"),
    say("while parsing a flow node"),
    say("while parsing a node"),
    say("while scanning a simple key"),
    say("while scanning a block scalar"),
    say("while scanning a quoted scalar"),
    say("while parsing a quoted scalar"),
    say("while scanning a plain scalar"),
    say("while scanning a tag"),
    say("while parsing a tag"),
    say("while scanning an anchor"),
    say("while scanning an alias"),
    say("while scanning a directive"),
    say("while scanning a %YAML directive"),
    say("while scanning a %TAG directive"),
    say("while scanning for the next token"),
    say("did not find expected key"),
    say("did not find expected '-' indicator"),
    say("did not find expected ',' or '}'"),
    say("did not find expected ',' or ']'"),
    say("did not find expected node content"),
    say("did not find expected <document start>"),
    say("did not find expected comment or line break"),
    say("did not find expected whitespace or line break"),
    say("did not find expected alphabetic or numeric character"),
    say("did not find expected tag URI"),
    say("did not find the expected '>'"),
    say("did not find expected '!'"),
    say("did not find expected hexdecimal number"),
    say("did not find expected digit or '.' character"),
    say("did not find expected version number"),
    say("could not find expected ':'"),
    say("could not find expected directive name"),
    say("found character that cannot start any token"),
    say("found a tab character where an indentation space is expected"),
    say("found a tab character that violates indentation"),
    say("found an indentation indicator equal to 0"),
    say("found undefined tag handle"),
    say("found unexpected end of stream"),
    say("found unexpected document indicator"),
    say("found unexpected ':'"),
    say("found unexpected non-alphabetical character"),
    say("found unknown escape character"),
    say("found unknown directive name"),
    say("found invalid Unicode character escape code"),
    say("found incompatible YAML document"),
    say("found duplicate %YAML directive"),
    say("found duplicate %TAG directive"),
    say("mapping values are not allowed in this context"),
    say("mapping keys are not allowed in this context"),
    say("block sequence entries are not allowed in this context"),
)
"""The words of libyaml; here so that they are found and translated, what is not among them stays English."""
