"""From findings in repositories to one value of the project, by the rule each metric declares.

Known are the repositories whose facts could be read; k of n counts those in the scope of the rule:
the core repositories for `core`, all that are not retired for every other rule.

any      yes if any known one is; else unknown while k < n.
sum      the sum over the known; a lower bound while k < n.
share    pooled over the known if these hold 90 % of the weight: parts and wholes are added up, and a
         yes or no of each repository counts by its weight.
median   the median over the known if these hold 90 % of the weight.
worst    no if any known one is (yes if any is, where lower is better); else unknown while k < n.
core     unknown if any core repository is. Yes/no: as `worst` (as `any` where neither is better).
         Figures: the least favourable. Words: the one they share, unknown where they differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from statistics import median
from types import MappingProxyType

from mrl.metrics.entries import Entries, known, lacking, total_weight
from mrl.metrics.finding import Finding, Ratio, filled, rounded
from mrl.model.base import Message, Value, say
from mrl.model.evidence import AddsUp, Better, Bound, Kind, MetricInfo

ENOUGH_WEIGHT = 0.9
"""Share of the weight that must be known before shares and medians are said of the project."""

ALMOST = 1e-9
"""Weights are sums of fractions: 0.9 may come out a hair below."""

Total = tuple[Finding, Entries]
"""The finding for the project, and the entries whose files are the evidence for it."""

Rule = Callable[[MetricInfo, Entries], Total]


def add_up(info: MetricInfo, entries: Entries) -> Total:
    """Give the project's finding for at least one entry; a single repository speaks for itself."""
    if len(entries) > 1:
        return RULES[info.adds_up](info, entries)
    return replace(entries[0].finding, value=own_value(info, entries[0].finding)), entries


def own_value(info: MetricInfo, finding: Finding) -> Value | None:
    """Give a single repository's value: a yes or no that is to become a share is 1 or 0."""
    is_share = info.adds_up is AddsUp.SHARE and isinstance(finding.value, bool)
    return float(finding.value or 0) if is_share else finding.value


def too_little_weight(entries: Entries) -> Finding | None:
    """Say why a share or median is unknown; None where enough of the weight is known."""
    share = total_weight(known(entries)) / (total_weight(entries) or 1)
    if share >= ENOUGH_WEIGHT - ALMOST:
        return None
    if not known(entries):
        return lacking(entries)
    reason = say("known for {share} of the weight, 90 % are needed", share=rounded(share))
    return Finding(reason=reason, missing=lacking(entries).missing)


def _any(_info: MetricInfo, entries: Entries) -> Total:
    hits = [entry for entry in entries if entry.finding.value is True]
    if hits:
        return hits[0].finding, hits
    return (entries[0].finding if _complete(entries) else lacking(entries)), ()


def _worst(info: MetricInfo, entries: Entries) -> Total:
    bad = info.better is Better.LOWER
    against = [entry for entry in entries if entry.finding.value is bad]
    if against:
        return Finding(bad, _not_in_all(bad, against, len(entries))), against
    if not _complete(entries):
        return lacking(entries), ()
    return Finding(not bad, say("The same in all of {total} repositories", total=len(entries))), entries


def _not_in_all(bad: bool, against: Entries, total: int) -> Message:
    count, name = len(against), against[0].repository.name
    if bad:
        return say(
            "So in {count} of {total} repositories, {name} is the first", count=count, total=total, name=name
        )
    return say(
        "Not so in {count} of {total} repositories, {name} is the first", count=count, total=total, name=name
    )


def _sum(_info: MetricInfo, entries: Entries) -> Total:
    counted = [entry for entry in entries if isinstance(entry.finding.value, int)]
    if not counted:
        return lacking(entries), ()
    count = sum(int(entry.finding.value or 0) for entry in counted)
    first = counted[0].finding
    exact = len(counted) == len(entries) and all(entry.finding.bound is Bound.EXACT for entry in counted)
    sentence = filled(first.sentence, count=count) if first.sentence else None
    bound = Bound.EXACT if exact else Bound.AT_LEAST
    return Finding(count, sentence, bound=bound), [entry for entry in counted if entry.finding.value]


def _share(_info: MetricInfo, entries: Entries) -> Total:
    unknown = too_little_weight(entries)
    if unknown:
        return unknown, ()
    pooled = known(entries)
    if isinstance(pooled[0].finding.value, bool):
        return _by_weight(pooled), pooled
    return _pooled(pooled), pooled


def _by_weight(entries: Entries) -> Finding:
    """Add up the weights of the repositories that say yes."""
    yes = [entry for entry in entries if entry.finding.value]
    share = rounded(total_weight(yes) / (total_weight(entries) or 1))
    together = entries[0].finding.together
    counts = {"count": len(yes), "known": len(entries), "share": share}
    return Finding(share, filled(together, **counts) if together else None)


def _pooled(entries: Entries) -> Finding:
    """Divide the sum of parts by the sum of wholes; the sentence is that of any entry with a whole."""
    ratios = [entry.finding.ratio for entry in entries if entry.finding.ratio]
    part, whole = sum(ratio.part for ratio in ratios), sum(ratio.whole for ratio in ratios)
    share = Ratio(part, whole).share()
    sentence = next((entry.finding.sentence for entry in entries if entry.finding.sentence), None)
    if share is None or sentence is None:
        return entries[0].finding
    return Finding(share, filled(sentence, part=part, whole=whole, share=share))


def _median(_info: MetricInfo, entries: Entries) -> Total:
    unknown = too_little_weight(entries)
    values = [float(entry.finding.value) for entry in known(entries) if entry.finding.value is not None]
    if unknown or not values:
        return unknown or lacking(entries), ()
    sentence = say("{median} is the median of {count} repositories", median=median(values), count=len(values))
    return Finding(rounded(median(values)), sentence), known(entries)


def _core(info: MetricInfo, entries: Entries) -> Total:
    if not _complete(entries):
        return lacking(entries), ()
    if info.kind is Kind.YES_NO:
        return (_any if info.better is Better.NEITHER else _worst)(info, entries)
    return _shared_word(entries) if info.kind is Kind.WORD else _least_favourable(info, entries)


def _shared_word(entries: Entries) -> Total:
    words = {str(entry.finding.value) for entry in entries}
    if len(words) == 1:
        return entries[0].finding, entries
    listed = ", ".join(sorted(words))
    return Finding(reason=say("differs between the core repositories: {terms}", terms=listed)), ()


def _least_favourable(info: MetricInfo, entries: Entries) -> Total:
    choose = max if info.better is Better.LOWER else min
    weakest = choose(entries, key=lambda entry: float(entry.finding.value or 0))
    value = weakest.finding.value or 0
    name, total = weakest.repository.name, len(entries)
    sentence = say(
        "{number} in {name}, weakest of {total} repositories", number=value, name=name, total=total
    )
    if info.kind is Kind.SHARE:
        sentence = say(
            "{share} in {name}, weakest of {total} repositories", share=value, name=name, total=total
        )
    return replace(weakest.finding, sentence=sentence), [weakest]


def _complete(entries: Entries) -> bool:
    return all(entry.finding.value is not None for entry in entries)


RULES: Mapping[AddsUp, Rule] = MappingProxyType(
    {
        AddsUp.ANY: _any,
        AddsUp.SUM: _sum,
        AddsUp.SHARE: _share,
        AddsUp.MEDIAN: _median,
        AddsUp.WORST: _worst,
        AddsUp.CORE: _core,
    }
)
