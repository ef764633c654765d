"""Which questions the headings of a README answer, in English and French, and its language."""

import re
from collections.abc import Sequence

from mrl.collectors.tree.markup import words
from mrl.collectors.tree.search import LANGUAGE

_WORDS_OF_SECTION = {
    "what": (
        "about|overview|introduction|what is|what's|description|features?|purpose|goals?|why"
        "|background|présentation"
        "|presentation|à propos|a propos|fonctionnalités|objectifs?|qu'est-ce|contexte"
    ),
    "install": (
        r"install\w*|set-?up|getting started|quick-? ?start|deploy\w*|requirements?|prerequisites?"
        r"|build(?:ing)?"
        r"|download|configur\w*|mise en place|démarrage|démarrer|prérequis|pré-requis|déploiement"
        r"|compil\w*|upgrad\w*"
        r"|mise à jour"
    ),
    "use": (
        "us(?:age|e|ing)|how to|examples?|tutorials?|guides?|getting started|quick-? ?start"
        "|documentation|manual|api"
        r"|commands?|demo|utilis\w*|exemples?|tutoriels?|manuel|commandes?|mode d'emploi|démo\w*"
    ),
    "contribute": (
        r"contribut\w*|develop(?:ment|ers?|ing)|hacking|pull requests?|get involved|how to help"
        r"|développ\w*|participer"
        "|contribuer"
    ),
    "license": r"licen[cs]\w*|copyright|legal|droits d'auteur|mentions légales|copying",
    "support": (
        r"support|help|contacts?|community|questions?|faq|issues?|bugs?|report\w*|feedback"
        r"|discussions?|mailing|forum"
        r"|chat|security|assistance|aide|communauté|signaler|maintain\w*|troubleshooting"
    ),
}
_FORMS = {
    section: re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)
    for section, alternatives in _WORDS_OF_SECTION.items()
}

_FEWEST_WORDS_OF_OPENING = 12
_LONGEST_OPENING = 20_000
"""Characters in which these words are looked for."""
_FEWEST_HITS = 5
_LEAD = 1.3
_STOP_WORDS = {
    "en": "the and of to is in for with this that are be you on can by from it as or an",
    "fr": "le la les des et du une est dans pour avec ce cette sur que qui par au aux vous sont ou",
    "de": "der die das und ist von zu den mit für auf im ein eine nicht werden sie des dem auch",
    "es": "el los las del y es una para con que por en como se su al este esta son",
    "it": "il di che è per una con del della sono gli le nel alla si non questo dei come",
    "nl": "de het een van en is op te voor met dat niet zijn aan deze door om wordt worden kan",
}
_SETS = {language: frozenset(common.split()) for language, common in _STOP_WORDS.items()}
_NAMES = {
    "lisezmoi": "fr",
    "lisez-moi": "fr",
    "lisez_moi": "fr",
    "liesmich": "de",
    "leame": "es",
    "leggimi": "it",
}
_SUFFIX = re.compile(rf"[a-z_-]+?[._-](?P<language>{LANGUAGE})(?:\.[a-z]+)?")


def sections(chapters: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Give the questions that headings answer: what, install, use, contribute, license, support.

    `chapters` are title and body. A first paragraph of some length says what the software is, with or
    without a heading of that name.
    """
    titles = [title for title, _ in chapters]
    answered = {section for section, form in _FORMS.items() if any(form.search(title) for title in titles)}
    opening = words(" ".join(body for _, body in chapters[:2])[:_LONGEST_OPENING])
    if len(opening) >= _FEWEST_WORDS_OF_OPENING:
        answered.add("what")
    return tuple(section for section in _FORMS if section in answered)


def language_of(name: str, text_words: Sequence[str]) -> str:
    """Tell the language (ISO 639-1) by file name, else by its most common words; `und` if neither tells.

    Six languages are known by their words; the first must lead the second by 30 %.
    """
    lower = name.lower()
    suffix = _SUFFIX.fullmatch(lower)
    if suffix:
        return suffix["language"][:2]
    return _NAMES.get(lower.partition(".")[0]) or _language_of_words(text_words)


def _language_of_words(text_words: Sequence[str]) -> str:
    lower = [word.lower() for word in text_words]
    hits = sorted(
        ((sum(word in known for word in lower), language) for language, known in _SETS.items()), reverse=True
    )
    (most, language), (second, _) = hits[:2]
    return language if most >= _FEWEST_HITS and most >= _LEAD * second else "und"
