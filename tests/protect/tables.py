"""Random tables of many shapes: one seed, one table, the same everywhere."""

from __future__ import annotations

import random
from dataclasses import dataclass

from checker import Rules, Shape

MOST_INNER = 220


@dataclass(frozen=True)
class Made:
    seed: int
    shape: Shape
    rules: Rules
    rows: list[dict[str, str]]
    about: str


def groupings(chance: random.Random, codes: list[str], name: str, depth: int) -> list[dict[str, str]]:
    """For each level, the group of each code; a finer group lies in one coarser group."""
    levels: list[dict[str, str]] = []
    below = {code: code for code in codes}
    for level in range(depth):
        nodes = sorted(set(below.values()))
        wanted = max(1, round(len(nodes) / chance.choice([1.5, 2, 3])))
        # Every group has a code; some have only one.
        order = chance.sample(nodes, len(nodes))
        group = {node: f"{name}{level}g{number if number < wanted else chance.randrange(wanted)}" for number, node in enumerate(order)}
        below = {code: group[node] for code, node in below.items()}
        levels.append(dict(below))
    return levels


def figure(chance: random.Random, style: str, weight: float) -> int:
    if style == "zeros":
        return 0 if chance.random() < 0.7 else chance.choice([1, 2, 3, 4, 5, 8, 40])
    if style == "small":
        return chance.choice([0, 1, 1, 2, 2, 3, 4, 5, 6])
    if style == "large":
        return chance.randrange(5, 500_000) if chance.random() < 0.9 else chance.randrange(1, 5)
    if style == "ones":
        return chance.choice([0, 1])
    return int(weight * chance.lognormvariate(1.5, 1.8))


def table(seed: int, nested: bool = True, links: bool = False) -> Made:
    chance = random.Random(seed)
    dimensions = chance.choice([1, 2, 2, 2, 3, 3, 3, 4])
    names = ["citizen", "sex", "age", "year"][:dimensions]
    most = {1: 30, 2: 14, 3: 6, 4: 4}[dimensions]
    style = chance.choice(["skewed", "skewed", "skewed", "zeros", "small", "large", "ones"])
    sizes = [chance.randint(1 if chance.random() < 0.15 else 2, most) for _ in names]
    while (inner := product(sizes)) > MOST_INNER:
        sizes[sizes.index(max(sizes))] -= 1
    codes = {name: [f"{name[0].upper()}{number}" for number in range(size)] for name, size in zip(names, sizes, strict=True)}
    groups: dict[str, list[dict[str, str]]] = {}
    for name in names:
        if len(codes[name]) > 2 and chance.random() < 0.45:
            groups[name] = groupings(chance, codes[name], name[0], 2 if nested and chance.random() < 0.35 else 1)
    # Another way to group what is grouped already.
    linked = {name: groupings(chance, codes[name], f"{name[0]}x", 1)[0] for name in groups if links and chance.random() < 0.6}
    columns = {name: tuple(f"{name}_group{level}" for level in range(len(levels))) for name, levels in groups.items()}
    weights = {name: {code: chance.lognormvariate(0, 1) for code in codes[name]} for name in names}
    empty = {name: chance.choice(codes[name]) for name in names if len(codes[name]) > 2 and chance.random() < 0.2}
    rows: list[dict[str, str]] = []

    def fill(key: tuple[str, ...]) -> None:
        if len(key) < len(names):
            for code in codes[names[len(key)]]:
                fill((*key, code))
            return
        row: dict[str, str] = {}
        weight = 1.0
        for name, code in zip(names, key, strict=True):
            weight *= weights[name][code]
            # Coarse columns first, as people write them.
            for level in reversed(range(len(groups.get(name, [])))):
                row[f"{name}_group{level}"] = groups[name][level][code]
            if name in linked:
                row[f"{name}_linked"] = linked[name][code]
            row[name] = code
        void = any(empty.get(name) == code for name, code in zip(names, key, strict=True))
        row["n"] = str(0 if void else figure(chance, style, weight))
        rows.append(row)

    fill(())
    sparse = chance.random() < 0.3
    if sparse:
        rows = [row for row in rows if row["n"] != "0"] or rows[:1]
    if chance.random() < 0.5:
        chance.shuffle(rows)
    rules = Rules(chance.choice([3, 5, 5, 10]), chance.choice(["shown", "shown", "maskable"]), chance.choice([2, 2, 3, 4]))
    shape = Shape(tuple(names), columns, linked={name: (f"{name}_linked",) for name in linked})
    about = f"seed {seed}: {'x'.join(map(str, sizes))}, {inner} inner, {style}, {shape.hierarchies()}, {'sparse, ' if sparse else ''}{rules}"
    return Made(seed, shape, rules, rows, about)


def product(sizes: list[int]) -> int:
    made = 1
    for size in sizes:
        made *= size
    return made
