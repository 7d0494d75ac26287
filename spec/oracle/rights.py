"""Section 3 and 1.3 to 1.5: who has an act, who may see, and the words of a denial."""
from slices import DAY, contains, covered, overlaps
from world import Refused, Terms

PRODUCING = ("submit", "revise")


class Permission:
    def __init__(self, codes, behalf=""):
        self.codes, self.behalf = sorted(set(codes)), behalf


def excluded(w, user, act, indicator, t):
    """1.5: the State has producers in force, and the user is of an agency that is none of them."""
    if act not in PRODUCING or user.agency is None:
        return False
    agencies = {p.agency for p in w.producers
                if p.country == user.country and p.indicator == indicator and p.limits.in_force(t)}
    return bool(agencies) and user.agency not in agencies


def has(w, user, act, indicator, s, t):
    """1.3: by a role held for ever, or by an assignment in force."""
    if not user.active or excluded(w, user, act, indicator, t):
        return False
    if any(act in w.roles[role] for role in user.roles):
        return True
    return any(a.user == user.id and act in w.roles[a.role] and a.limits.in_force(t) and a.limits.names(indicator)
               and contains(a.limits.slice, s) for a in w.assignments)


def behalf(w, user, act, indicator, s, t):
    """The giver in whose name the user has the act: "" for an own right, None where there is no right."""
    if has(w, user, act, indicator, s, t):
        return ""
    if not user.active or excluded(w, user, act, indicator, t):
        return None
    for d in w.delegations:
        if (d.user == user.id and act in d.acts and d.limits.in_force(t) and d.limits.names(indicator)
                and contains(d.limits.slice, s) and has(w, w.users[d.giver], act, indicator, s, t)):
            return d.giver
    return None


def holds(w, user, act, t):
    """Whether a role, an assignment or a delegation of the user has the act, whatever the request."""
    return (any(act in w.roles[role] for role in user.roles)
            or any(a.user == user.id and act in w.roles[a.role] and a.limits.in_force(t) for a in w.assignments)
            or any(d.user == user.id and act in d.acts and d.limits.in_force(t) for d in w.delegations))


def counting(w, state, indicator, terms, s, t):
    """3.5: the contributions of a State that count."""
    found = []
    for one in w.of(state, indicator):
        in_grace = (one.state == "withdrawn" and one.confidential_at is None and one.wrong_at is not None
                    and t - one.wrong_at < terms.grace * DAY)
        if one.state != "released" and not in_grace:
            continue
        figures = 0
        for key, (value, _) in one.table.cells.items():
            if value != "missing" and key not in one.masks:
                figures += terms.provisional_counts or not w.provisional(one, key)
        enough = figures > 0 and figures * 100 >= len(one.table.cells) * terms.least_figures
        if enough and (not terms.same_detail or s.dimensions <= one.table.dimensions):
            found.append(one)
    return found


def contributes(w, state, indicator, terms, s, t):
    """3.5 as far as figures go."""
    found = counting(w, state, indicator, terms, s, t)
    if not terms.per_period or s.times is None:
        return bool(found)
    times = [time for one in found for time in one.table.times]
    return bool(times) and all(covered(time, times) for time in s.times)


def closed_against(w, state, indicator, owner, t):
    """3.5, last sentence. A forbid to contributors counts against every State: who contributes is not told here."""
    return any(o.owner == state and o.indicator == indicator and not o.allow and o.limits.in_force(t)
               and (o.to[0] in ("contributors", "participants", "public") or owner in o.to) for o in w.openings)


def fulfilled(w, state, owner, indicator, terms, s, t):
    return contributes(w, state, indicator, terms, s, t) and not closed_against(w, state, indicator, owner, t)


def includes(w, opening, state, s, t):
    """Whether the audience of an opening includes a reader of a State, or the public (None)."""
    if opening.to[0] == "public":
        return True
    if state is None:
        return False
    if opening.to[0] == "participants":
        return True
    if opening.to[0] == "contributors":
        return contributes(w, state, opening.indicator, w.indicators.get(opening.indicator) or Terms(), s, t)
    return state in opening.to


def openings(w, owner, indicator, state, s, t, allow, right=None):
    return [o for o in w.openings
            if o.owner == owner and o.indicator == indicator and o.allow == allow and (right is None or o.right == right)
            and o.limits.in_force(t) and (contains if allow else overlaps)(o.limits.slice, s) and includes(w, o, state, s, t)]


def sees(w, state, owner, indicator, s, t):
    """3.2 to 3.4: the rules under which readers of a State (None: the public) see it; none where they do not."""
    if state is not None and state == owner:
        return ["ACC-010"]
    if openings(w, owner, indicator, state, s, t, allow=False):
        return []
    codes = ["ACC-011"] if openings(w, owner, indicator, state, s, t, True, "see") else []
    if state is None:
        return codes
    for a in w.agreements.values():
        if (not a.ended and a.limits.in_force(t) and {state, owner} <= a.joined and a.limits.names(indicator)
                and contains(a.limits.slice, s)
                and (a.terms is None or fulfilled(w, state, owner, indicator, a.terms, s, t))):
            codes.append("ACC-016")
    terms = w.indicators.get(indicator)
    if terms and owner in w.countries and fulfilled(w, state, owner, indicator, terms, s, t):
        codes.append("ACC-012")
    return codes


def may_add(w, state, owner, indicator, s, t):
    """3.6."""
    if sees(w, state, owner, indicator, s, t):
        return True
    if openings(w, owner, indicator, state, s, t, allow=False):
        return False
    return bool(openings(w, owner, indicator, state, s, t, True, "add"))


def decide(w, who, act, country, indicator, s, t):
    """A permission with the rules that it rests on, or a refusal with the code of its denial."""
    refused = Refused(denial(w, who, act, country, indicator, s, t))
    user, giver = w.user(who), ""
    if who != "":
        giver = user and behalf(w, user, act, indicator, s, t)
        if giver is None:
            raise refused
    elif act != "read":
        raise refused
    state = user.country if user else None
    if act == "administer":
        if state is None or state == country:
            return Permission(["ACC-013"], giver)
    elif act == "read":
        codes = [] if user and state is None else sees(w, state, country, indicator, s, t)
        if codes:
            return Permission(codes, giver)
    elif state is not None and state == country:
        return Permission(["ACC-010"], giver)
    raise refused


def allowed(w, who, act, country, indicator, s, t):
    try:
        return decide(w, who, act, country, indicator, s, t)
    except Refused:
        return None


def denial(w, who, act, country, indicator, s, t):
    """3.8: the first that fits, from the reader's own State and public rules only."""
    if who == "":
        return "ACC-007"
    user = w.user(who)
    if user is None:
        return "ACC-006"
    if not holds(w, user, act, t):
        return "ACC-004"
    if user.country is None and act != "administer" or user.country is not None and act != "read" and user.country != country:
        return "ACC-005"
    if excluded(w, user, act, indicator, t):
        return "ACC-015"
    terms = w.indicators.get(indicator)
    if act == "read" and user.country != country and terms:
        if not w.in_force(user.country, indicator):
            return "ACC-002"
        if not fulfilled(w, user.country, country, indicator, terms, s, t):
            return "ACC-003"
    return "ACC-001"


