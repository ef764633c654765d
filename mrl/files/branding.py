"""Reading a branding file and its logo; nothing outside the file's folder, nothing from the network."""

from pathlib import Path
from typing import Final

from mrl.errors import InputError
from mrl.files.pictures import BadPictureError, picture
from mrl.files.reading import Document, read_bytes, read_versioned
from mrl.model.base import say
from mrl.model.branding import BRANDING_SCHEMA, Brand, Branding, Picture

LOGO_LIMIT: Final = 1_000_000
BESIDE: Final = say("put the file beside this one and name it")


def read_branding(path: Path) -> Brand:
    """Read a branding file (YAML or JSON) and its logo. Raises `InputError`."""
    branding, document = read_versioned(path, Branding, BRANDING_SCHEMA)
    return Brand(
        organisation=branding.organisation,
        logo=_logo(path.parent, branding.logo, document) if branding.logo else None,
        accent=branding.accent,
        foreword=branding.foreword,
        contact=branding.contact,
    )


def _logo(folder: Path, name: str, document: Document) -> Picture:
    if "://" in name or name.startswith("data:"):
        message = say("the logo is an address; nothing is fetched from the network")
        raise InputError(document.problem(("logo",), message, BESIDE))
    try:
        place = (folder / name).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(document.problem(("logo",), say("no file can be called so"))) from error
    if not place.is_relative_to(folder.resolve()):
        message = say("the logo lies outside the folder of this file")
        raise InputError(document.problem(("logo",), message, BESIDE))
    content = read_bytes(place, LOGO_LIMIT)
    try:
        return picture(content)
    except BadPictureError as error:
        remedy = say("the logo must be a PNG or a plain SVG picture")
        raise InputError(document.problem(("logo",), error.reason, remedy)) from error
