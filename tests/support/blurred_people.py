"""
Records of which some values are known in part, or explained by another cause.
"""

from cervmyelo.consistency import TOTALS, linked_to
from cervmyelo.models.missing import OTHER_CAUSE, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES, SUFFIX
from cervmyelo.partly import between, one_of
from cervmyelo.quantity import Fact, Measure

__all__ = ["blurred", "scored"]


def blurred(values, chance):
    """The same values, some of them less exact."""
    record = {}
    for name, value in values.items():
        kind = chance.random()
        record[name] = value
        if kind < 0.1 and name in UNAFFECTED:
            record[name + SUFFIX] = OTHER_CAUSE
        elif kind < 0.4 and not isinstance(QUANTITIES[name], Fact):
            record[name] = in_part(QUANTITIES[name], value, chance)
    return record


def in_part(quantity, value, chance):
    """Some values of a quantity, this one among them: neighbours, or any."""
    if isinstance(quantity, Measure) and quantity.step is None:
        reach = (quantity.high - quantity.low) / 5
        low = max(quantity.low, round(value - chance.random() * reach, 3))
        high = min(quantity.high, round(value + chance.random() * reach, 3))
        return between(low, high) if low < value < high else value
    every = quantity.values
    if chance.random() < 0.5:
        at = every.index(value)
        some = every[max(0, at - chance.randrange(3)) : at + 1 + chance.randrange(3)]
    else:
        some = {value, *chance.sample(every, min(2, len(every)))}
    return one_of(*some) if len(some) > 1 else value


def scored(chance, count):
    """Items of two scores, with totals and bands that need not agree, and more."""
    for _ in range(count):
        record = {}
        for total in chance.sample(TOTALS, 2):
            items = {each.name: chance.choice(each.values) for each in total.items}
            summed = sum(items.values())
            record |= {name: e for name, e in items.items() if chance.random() < 0.8}
            if chance.random() < 0.6:
                other = chance.choice(total.answer.values)
                record[total.answer.name] = chance.choice([summed] * 6 + [other])
            if total.bands is not None and chance.random() < 0.4:
                grade, scores = total.bands.grade, total.bands.scores
                pairs = zip(grade.levels, scores, strict=True)
                words = [word for word, (low, high) in pairs if low <= summed <= high]
                other = chance.choice(grade.levels)
                record[grade.name] = chance.choice(words * 4 + [other])
            for item in total.items:
                for name in sorted(linked_to(item.name) - record.keys()):
                    if chance.random() < 0.2:
                        record[name] = chance.choice(QUANTITIES[name].values)
        yield record
