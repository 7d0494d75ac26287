"""What users, rules and readers of a random world do; `generate` has what figures do."""
from generate import STAFF
from rights import holds
from slices import moment_text
from world import ACTS


def setup(a):
    for state in a.states:
        a.put("administrator@dsm", "add-country", {"country": [state], "staff": ["yes"]})
    a.put("administrator@dsm", "declare-role", {"role": ["clerk"], "act": ["sign-off"]})
    a.put("administrator@dsm", "declare-role", {"role": ["head"], "act": ["sign-off", "release", "read", "inspect"]})
    for state in a.states:
        low = state.lower()
        a.put(f"administrator@{low}", "add-user", {"user": [f"clerk@{low}"], "role": ["clerk"]})
        if a.chance(0.35):
            a.put(f"administrator@{low}", "add-user", {"user": [f"head@{low}"], "role": ["head"]})
        if a.chance(0.4):
            roles = ["data-submitter", "data-approver"]
            a.put(f"administrator@{low}", "add-user", {"user": [f"both@{low}"], "role": roles})
        if a.chance(0.2):
            for agency in ("POLICE", "STAT"):
                a.put(f"administrator@{low}", "add-agency", {"country": [state], "agency": [agency]})
                say = {"user": [f"{agency.lower()}@{low}"], "role": ["data-submitter"], "agency": [agency]}
                a.put(f"administrator@{low}", "add-user", say)
    for indicator in a.indicators:
        if a.chance(0.5):
            declare(a, indicator)
    if a.added:
        series(a)
        for state in a.states:
            a.deliver(state, a.added, ["2024"])
            if a.chance(0.8):
                right = a.pick(["see", "see", "add", "add"])
                say = {"indicator": [a.added], "to": ["participants"], "right": [right]}
                a.put(f"administrator@{state.lower()}", "open", say)


    for step in (configure, configure, agreement, opening):
        if a.chance(0.5):
            step(a)
    if a.w.agencies and a.chance(0.5):
        producer(a)
    for state in a.states:
        if a.chance(0.7):
            a.deliver(state, a.indicators[-1])


def terms(a, say):
    if a.chance(0.85):
        say["mode"] = [a.pick(["indicator", "indicator-and-period", "indicator-and-period"])]
        if a.chance(0.4):
            say["same-detail"] = ["yes"]
        if a.chance(0.4):
            say["least-figures"] = [a.pick(["50", "90", "100"])]
        if a.chance(0.3):
            say["provisional-counts"] = ["no"]
        if a.chance(0.4):
            say["grace"] = ["30"]
    return say


def declare(a, indicator=None):
    indicator = indicator or a.pick(a.indicators)
    say = terms(a, {"indicator": ["entries" if a.chance(0.03) else indicator]})
    if say.get("mode") and a.chance(0.02):
        say["mode"] = ["sometimes"]
    a.put(a.whole(), "declare-indicator", say)


def series(a):
    first = a.pick(["2023-01-01", "2024-01-01"])
    say = {"indicator": [a.added], "country": a.rng.sample(a.states, 4), "from": [first], "until": ["2024-12-31"]}
    a.put(a.whole(), "declare-totals", say)


def users(a):
    state = a.pick(a.states)
    low, by = state.lower(), a.administrator(state)
    kind = a.rng.randint(1, 8)
    number = a.rng.randint(1, 3)
    if kind <= 3:
        user = a.pick([f"extra{number}@{low}"] * 4 + [f"Extra@{low}", f"analyst@{low}", "extra@xx"])
        role = a.pick([["user"], ["data-submitter"], ["data-approver"], ["content-manager"], ["no-such-role"]])
        return a.put(by, "add-user", {"user": [user], "role": role})
    if kind == 4:
        code = a.pick([state, "x1", "1X", "XX"])
        return a.put(a.whole(), "add-country", {"country": [code]}) if code != "XX" or len(a.w.countries) < 6 else None
    if kind == 5:
        return a.put(by, "add-agency", {"country": [state], "agency": [a.pick(["POLICE", "STAT", "police", "BORDER"])]})
    if kind == 6:
        user = a.pick([u for u in a.users(state) if u.split("@")[0] not in STAFF] + [f"nobody@{low}", f"analyst@{low}"])
        return a.put(by, "deactivate-user", {"user": [user]})
    role, act = a.pick([("clerk", "read"), ("viewer", "read"), ("viewer", "look")])
    return a.put(a.whole(), "declare-role", {"role": [role], "act": [act]})


def assign(a):
    state = a.pick(a.states)
    by, low = a.administrator(state), state.lower()
    indicator = a.pick(a.indicators)
    user = a.pick([u for u in a.users(state) if u.split("@")[0] not in STAFF] or [f"clerk@{low}"])
    if a.chance(0.55):
        say = {"user": [user], "role": [a.pick(["user", "normal-user"])], **a.slice(indicator)}
    else:
        say = {"user": [user], "role": [a.pick(["data-submitter", "data-verifier", "content-manager"])]}
    if a.chance(0.6):
        say["indicator"] = ["NO_SUCH" if a.chance(0.03) else indicator]
    elif a.added:
        say.pop("code", None)
    if a.chance(0.03):
        say["user"] = [f"nobody@{low}"]
    if a.chance(0.03):
        say["role"] = ["no-such-role"]
    a.span(say)
    rule(a, by, "assign", say)


def rule(a, by, word, say):
    """Says a rule that can be taken back, once."""
    if any(say == other for _, _, other in a.rules):
        return
    if "ok" in a.put(by, word, say):
        a.rules.append((by, word, say))


BACK = {"assign": "unassign", "delegate": "revoke", "make-producer": "end-producer", "open": "close", "forbid": "allow-again"}


def take_back(a):
    if not a.rules:
        return
    by, word, say = a.pick(a.rules)
    giver = by
    if word == "delegate" and a.chance(0.35):
        by = a.administrator(by.split("@")[1].upper()) if "@dsm" not in by else by
        if by != giver:
            say = {**say, "giver": [giver]}
    elif a.chance(0.1):
        by = a.pick(a.users())
    told = a.put(by, BACK[word], say)
    if "ok" in told and not a.chance(0.15):
        a.rules = [r for r in a.rules if r[2] != {k: v for k, v in say.items() if k != "giver"}]


def delegate(a):
    state = a.pick(a.states)
    giver = a.pick(a.users(state))
    user = a.w.user(giver)
    if user is None:
        return
    able = [act for act in ACTS if act not in ("inspect", "administer", "grant") and holds(a.w, user, act, a.now)]
    acts = [a.pick(able)] if able else ["read"]
    if a.chance(0.12):
        acts.append(a.pick(["administer", "grant", "verify"]))
    indicator = a.pick(a.indicators)
    others = [u for u in a.users(state) if u != giver and u.split("@")[0] not in ("administrator",)]
    to = a.pick(others)
    if a.chance(0.05):
        to = a.pick([f"analyst@{a.pick(a.states).lower()}", f"nobody@{state.lower()}"])
    if to == giver:
        return
    say = {"user": [to], "act": sorted(set(acts))}
    if a.chance(0.5):
        say["indicator"] = [indicator]
    if acts == ["read"]:
        say |= a.slice(indicator if "indicator" in say else a.added, 0.3)
    rule(a, giver, "delegate", a.span(say))


def producer(a):
    state, indicator = a.pick(a.states), a.pick(a.indicators)
    state = a.pick(sorted({country for country, _ in a.w.agencies} & set(a.states))) or state
    agencies = sorted(agency for country, agency in a.w.agencies if country == state)
    say = {"country": [state], "indicator": [indicator], "agency": [a.pick(agencies) or "POLICE"]}
    if a.chance(0.3):
        say["until"] = [a.day(21, 120)]
    rule(a, a.administrator(state), "make-producer", say)


def opening(a):
    state, indicator = a.pick(a.states), a.pick(a.indicators)
    word = a.pick(["open", "open", "open", "forbid"])
    others = [s for s in a.states if s != state]
    to = a.pick([[a.pick(others)], a.rng.sample(others, 2), ["contributors"], ["participants"], ["public"]])
    say = {"indicator": [indicator], "to": to, **a.slice(indicator, 0.4 if word == "open" else 0.6)}
    if word == "open" and a.chance(0.35 if indicator == a.added else 0.1):
        say["right"] = ["add"]
    if a.chance(0.04):
        say["country"] = [a.pick(a.states)]
    if a.chance(0.03):
        say["to"] = ["XX"]
    if a.chance(0.03):
        say["indicator"] = ["NO_SUCH"]
    if a.chance(0.02):
        say["right"] = ["have"]
    a.span(say)
    by = a.pick(a.users()) if a.chance(0.06) else f"administrator@{state.lower()}"
    rule(a, by, word, say)


def agreement(a):
    kind = a.rng.random()
    names = sorted(a.w.agreements)
    if kind < 0.4 or not names:
        say = {"agreement": [f"a{a.rng.randint(1, 3)}"], "basis": ["Memorandum of 2024"], "country": a.rng.sample(a.states, 3)}
        if a.chance(0.8):
            say["indicator"] = a.rng.sample(a.indicators, a.rng.randint(1, len(a.indicators)))
        if a.chance(0.5):
            say = terms(a, say)
        if a.chance(0.4):
            say["calendar"] = ["yes"]
        names = say.get("indicator", a.indicators)
        say |= a.slice(a.added if a.added in names else names[0], 0.3)
        if a.chance(0.03):
            say["country"] = say["country"] + ["XX"]
        told = a.put(a.whole(), "propose-agreement", a.span(say))
        if "ok" in told and a.chance(0.8):
            for state in say["country"]:
                a.put(f"administrator@{state.lower()}", "join-agreement", {"agreement": say["agreement"]})
        return
    name = a.pick(names)
    found = a.w.agreements[name]
    state = a.pick(a.states)
    if kind < 0.5:
        a.put(a.whole(), "end-agreement", {"agreement": [name]})
    elif state in found.joined:
        a.put(f"administrator@{state.lower()}", "leave-agreement", {"agreement": [name]})
    else:
        by = a.pick(a.users(state)) if a.chance(0.15) else f"administrator@{state.lower()}"
        a.put(by, a.pick(["join-agreement"] * 5 + ["leave-agreement"]), {"agreement": [name]})


def configure(a):
    state = a.pick(a.states)
    say = {"country": [state]}
    if a.chance(0.45):
        say["six-eyes"] = ["yes"]
    if a.chance(0.4):
        say["releaser"] = [a.pick([f"releaser@{state.lower()}", f"head@{state.lower()}"])]
    if a.chance(0.35):
        say["least-threshold"] = [a.pick(["5", "10"])]
    if a.chance(0.4):
        say["provisional-until-closed"] = ["yes"]
    if a.chance(0.35):
        say["control-totals"] = [a.pick(a.indicators)]
    a.put(a.administrator(state), "configure", say)


def closing(a):
    state, indicator = a.pick(a.states), a.pick(a.indicators)
    year = a.pick(["2023", "2024", "2024", "2025"])
    closed = sorted(key for key in a.w.closed if key[0] == state)
    if closed and a.chance(0.75):
        (state, indicator, year) = a.pick(closed)
        say = {"indicator": [indicator], "year": [year]}
        if a.chance(0.7):
            if a.w.closed[state, indicator, year].signed:
                return
            by = a.who(state, "sign-off", indicator)
            if a.chance(0.3):
                by = sorted(a.w.closed[state, indicator, year].by)[0]
            return a.put(by, "sign-off", say)
        return a.put(a.who(state, "release", indicator), "reopen-year", {**say, "reason": [a.pick(["Late files", ""])]})
    if (state, indicator, year) in a.w.closed:
        return
    say = {"indicator": [indicator], "year": [year]}
    if a.chance(0.04):
        return a.put(a.who(state, "sign-off", indicator), "sign-off", say)
    head = f"head@{state.lower()}"
    by = head if a.w.user(head) and a.chance(0.7) else a.who(state, "release", indicator)
    a.put(by, "close-year", say)


def clock(a):
    """The clock of a machine is behind: a little, or too much."""
    before, a.now = a.now, a.w.last - a.pick([100, 290, 301, 4000])
    a.draft()
    a.now = before


def query(a):
    word = a.pick(["view"] * 11 + ["why"] * 3 + ["submissions", "submission", "history", "notices", "notices", "due"])
    word = "view" if a.chance(0.3) else word
    readers = [u for u in a.users() if u.split("@")[0] in ("analyst", "clerk", "administrator", "submitter")]
    analysts = [f"analyst@{state.lower()}" for state in a.states]
    by = a.pick(["", a.pick(a.users()), a.pick(readers)] + [a.pick(analysts) for _ in range(7)])
    indicator = "NO_SUCH" if a.chance(0.02) else a.pick(a.indicators)
    states = a.rng.sample(a.states + ["XX"], a.rng.choice([0, 1, 1, 1, 2]))
    having = [state for state in a.states if a.w.in_force(state, indicator)]
    if having and a.chance(0.7):
        states = [a.pick(having)] if a.chance(0.7) else []
        by = f"analyst@{a.pick(having).lower()}" if a.chance(0.7) else by
    say = {"indicator": [indicator]}
    if word == "view":
        say |= {"country": states} if states else {}
        say |= a.slice(None if indicator == a.added else indicator, 0.25)
        if a.chance(0.35):
            say["as_of"] = [a.day(-60, 0 if a.chance(0.95) else 5)]
            if a.chance(0.3) and a.w.history:
                say["as_of"] = [moment_text(a.pick(a.w.history).at)]
        elif indicator == a.added and a.chance(0.5) or a.chance(0.04):
            say = {"indicator": [indicator], "totals": ["yes"]} if a.chance(0.6) else {**say, "totals": ["yes"]}
            say.pop("country", None)
    elif word == "why":
        act = "read" if a.chance(0.5) else a.pick(ACTS + ["submit"] * 3)
        say |= {"act": [act], "country": [(states or a.states)[0]], **a.slice(indicator, 0.3 if act == "read" else 0)}
    elif word == "notices":
        say = {"indicator": a.indicators, "from": [a.day(-90, -9)], "until": [a.day(-8, 0)]}
        by = f"analyst@{a.pick(having or a.states).lower()}"
        if a.chance(0.04):
            say["until"] = [a.day(3, 9)]
    else:
        by = f"{a.pick(STAFF)}@{a.pick(a.states).lower()}"
        say = {"indicator": a.indicators} if word == "due" else {}
        if word == "submission":
            known = sorted(a.w.submissions)
            say = {"submission": [a.pick(known) if known and not a.chance(0.1) else f"{a.pick(a.states)}-2026-0099"]}
            if known and a.chance(0.75):
                by = f"{a.pick(STAFF)}@{say['submission'][0].split('-')[0].lower()}"
    if word == "why" and act == "submit":
        by = a.pick([u for u in a.users() if u.split("@")[0] in ("police", "stat", "submitter")])
        say["country"] = [by.split("@")[1].upper()]
    a.put(by, word, say)


STEPS = [(5, "deliver"), (13, "advance"), (2, "hand_in"), (1.5, "draft"), (1.5, users), (2, assign), (1.2, take_back),
         (1.6, delegate), (0.9, producer), (2.2, opening), (0.5, declare), (1.3, agreement), (1, configure), (2, closing),
         (0.4, clock), (0.3, series)]


def write(a):
    setup(a)
    weights = [weight for weight, _ in STEPS]
    first, wanted = len(a.lines), a.rng.randint(20, 60)
    while len(a.lines) - first < wanted:
        a.later()
        step = a.rng.choices([step for _, step in STEPS], weights)[0]
        if step is series and a.added is None:
            continue
        getattr(a, step)() if isinstance(step, str) else step(a)
        if a.chance(0.35):
            query(a)
    a.later()
    for _ in range(6):
        query(a)
