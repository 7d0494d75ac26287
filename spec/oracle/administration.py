"""Section 7 as far as it is about users, rights and rules: one function a word, `function(world, who, say, t)`."""
import re

from rights import decide
from slices import EVERYTHING, moment, read
from world import (ACTS, STAFF, Agreement, Assignment, Configuration, Delegation, Limits, Opening, Producer, Refused, Series,
                   Terms, User)

AUDIENCES = ("contributors", "participants", "public")


def one(say, name, default=None):
    return say[name][0] if say.get(name) else default


def yes(say, name):
    return one(say, name, "no") == "yes"


def limits(say):
    since, until = one(say, "from"), one(say, "until")
    return Limits(frozenset(say.get("indicator", ())), read(say), since and moment(since), until and moment(until))


def terms(say):
    """None where no mode is said."""
    mode = one(say, "mode")
    if mode is None:
        return None
    return Terms(mode == "indicator-and-period", yes(say, "same-detail"), int(one(say, "least-figures", "0")),
                 one(say, "provisional-counts", "yes") == "yes", int(one(say, "grace", "0")))


def readable(do, say):
    """What is said in words is read before anything is decided."""
    wrong = one(say, "mode", "indicator") not in ("indicator", "indicator-and-period")
    wrong |= one(say, "right", "see") not in ("see", "add")
    wrong |= any(act not in ACTS for act in say.get("act", ()))
    wrong |= do == "propose-agreement" and not say.get("indicator")
    if wrong:
        raise Refused("WFL-041")


def state_of(w, who):
    user = w.user(who)
    return (user.country or "") if user else ""


def administers(w, who, country, t):
    return decide(w, who, "administer", country, "", EVERYTHING, t)


def there(w, countries=(), indicators=(), roles=()):
    if any(country not in w.countries for country in countries) or any(role not in w.roles for role in roles):
        raise Refused("WFL-014")
    if any(indicator not in w.indicators for indicator in indicators):
        raise Refused("WFL-005")


def code_of(text):
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,7}", text):
        raise Refused("WFL-013")
    return text


def country_of(user):
    return user.rpartition("@")[2].upper()


def add_country(w, who, say, t):
    administers(w, who, "", t)
    country = code_of(one(say, "country"))
    if country in w.countries:
        raise Refused("WFL-012")
    w.countries.append(country)
    if yes(say, "staff"):
        for position, role in STAFF.items():
            user = f"{position}@{country.lower()}"
            w.users[user] = User(user, country, None, (role,))


def add_agency(w, who, say, t):
    country, agency = one(say, "country", state_of(w, who)), one(say, "agency")
    administers(w, who, country, t)
    code_of(agency)
    there(w, [country])
    if (country, agency) in w.agencies:
        raise Refused("WFL-012")
    w.agencies.add((country, agency))


def add_user(w, who, say, t):
    user, agency, roles = one(say, "user"), one(say, "agency"), say.get("role", [])
    country = country_of(user)
    administers(w, who, country, t)
    if not re.fullmatch(r"[a-z0-9._-]+@[a-z0-9]+", user):
        raise Refused("WFL-013")
    there(w, [country], roles=roles)
    if not roles or agency is not None and (country, agency) not in w.agencies:
        raise Refused("WFL-014")
    if user in w.users:
        raise Refused("WFL-012")
    w.users[user] = User(user, country, agency, tuple(roles))


def deactivate_user(w, who, say, t):
    user = one(say, "user")
    administers(w, who, country_of(user), t)
    if w.user(user) is None:
        raise Refused("WFL-014")
    w.users[user].active = False


def declare_role(w, who, say, t):
    administers(w, who, "", t)
    role, acts = one(say, "role"), say.get("act", [])
    if role in w.roles:
        raise Refused("WFL-012")
    w.roles[role] = frozenset(acts)


def assignment(say):
    return Assignment(one(say, "user"), one(say, "role"), limits(say))


def assign(w, who, say, t):
    new = assignment(say)
    administers(w, who, country_of(new.user), t)
    if w.user(new.user) is None:
        raise Refused("WFL-014")
    there(w, roles=[new.role], indicators=say.get("indicator", ()))
    once(w.assignments, new, lambda a: (a.user, a.role, a.limits.said()))
    w.assignments.append(new)


def once(records, new, same):
    """A rule that is in force cannot be said again."""
    if any(same(record) == same(new) for record in records):
        raise Refused("WFL-012")


def taken_back(records, said, same):
    """Takes back what was said by the same values."""
    for record in records:
        if same(record) == said:
            records.remove(record)
            return
    raise Refused("WFL-014")


def unassign(w, who, say, t):
    old = assignment(say)
    administers(w, who, country_of(old.user), t)
    same = lambda a: (a.user, a.role, a.limits.said())
    taken_back(w.assignments, same(old), same)


def delegate(w, who, say, t):
    """1.4. The giver has the acts by a role or an assignment of any extent: how far it works is seen when it is used."""
    giver, to, acts = w.user(who), one(say, "user"), frozenset(say.get("act", ()))
    if giver.country is None:
        raise Refused("ACC-005")
    if w.user(to) is None or w.user(to).country != giver.country or to == who:
        raise Refused("WFL-014")
    own = {act for act in ACTS if any(act in w.roles[role] for role in giver.roles)}
    own |= {act for act in ACTS for a in w.assignments
            if a.user == who and act in w.roles[a.role] and a.limits.in_force(t)}
    if not acts <= own - {"administer", "grant"}:
        raise Refused("ACC-009")
    there(w, indicators=say.get("indicator", ()))
    new = Delegation(who, to, acts, limits(say))
    once(w.delegations, new, lambda d: (d.giver, d.user, d.acts, d.limits.said()))
    w.delegations.append(new)


def revoke(w, who, say, t):
    giver = one(say, "giver", who)
    if giver == who and not state_of(w, who):
        raise Refused("ACC-005")
    if giver != who:
        administers(w, who, country_of(giver), t)
    same = lambda d: (d.giver, d.user, d.acts, d.limits.said())
    taken_back(w.delegations, (giver, one(say, "user"), frozenset(say.get("act", ())), limits(say).said()), same)


def producer(w, who, say):
    span = limits({name: say[name] for name in ("from", "until") if name in say})
    return Producer(one(say, "country", state_of(w, who)), one(say, "indicator"), one(say, "agency"), span)


def make_producer(w, who, say, t):
    new = producer(w, who, say)
    administers(w, who, new.country, t)
    if (new.country, new.agency) not in w.agencies:
        raise Refused("WFL-014")
    there(w, indicators=[new.indicator])
    once(w.producers, new, lambda p: (p.country, p.indicator, p.agency, p.limits.said()))
    w.producers.append(new)


def end_producer(w, who, say, t):
    old = producer(w, who, say)
    administers(w, who, old.country, t)
    same = lambda p: (p.country, p.indicator, p.agency, p.limits.said())
    taken_back(w.producers, same(old), same)


def opening(w, who, say, allow):
    to = tuple(say["to"])
    span = limits({name: some for name, some in say.items() if name != "indicator"})
    return Opening(one(say, "country", state_of(w, who)), one(say, "indicator"), allow, to, one(say, "right", "see"), span)


def granting(w, who, o, t):
    decide(w, who, "grant", o.owner, o.indicator, EVERYTHING, t)


def say_opening(allow):
    def step(w, who, say, t):
        new = opening(w, who, say, allow)
        granting(w, who, new, t)
        there(w, [] if new.to[0] in AUDIENCES else new.to, [new.indicator])
        once(w.openings, new, Opening.said)
        w.openings.append(new)
    return step


def unsay_opening(allow):
    def step(w, who, say, t):
        old = opening(w, who, say, allow)
        granting(w, who, old, t)
        taken_back(w.openings, old.said(), Opening.said)
    return step


def propose_agreement(w, who, say, t):
    administers(w, who, "", t)
    name, new_terms = one(say, "agreement"), terms(say)
    there(w, say["country"], say.get("indicator", ()))
    if name in w.agreements and not w.agreements[name].ended:
        raise Refused("WFL-012")
    calendar = yes(say, "calendar")
    w.agreements[name] = Agreement(name, frozenset(say["country"]), limits(say), new_terms, calendar)


def end_agreement(w, who, say, t):
    administers(w, who, "", t)
    found = w.agreements.get(one(say, "agreement"))
    if found is None or found.ended:
        raise Refused("WFL-014")
    found.ended = True


def party(w, who, say, t):
    """3.4. An agreement that the State is not invited to is one that is not there."""
    country = state_of(w, who)
    decide(w, who, "grant", country, "", EVERYTHING, t)
    found = w.agreements.get(one(say, "agreement"))
    if found is None or found.ended or country not in found.invited:
        raise Refused("WFL-014")
    return found, country


def join_agreement(w, who, say, t):
    found, country = party(w, who, say, t)
    if country in found.joined:
        raise Refused("WFL-012")
    found.joined.add(country)


def leave_agreement(w, who, say, t):
    found, country = party(w, who, say, t)
    if country not in found.joined:
        raise Refused("WFL-014")
    found.joined.remove(country)


def declare_totals(w, who, say, t):
    administers(w, who, "", t)
    new = Series(one(say, "indicator"), frozenset(say["country"]), one(say, "from"), one(say, "until"))
    there(w, indicators=[new.indicator])
    there(w, say["country"])
    if len(new.contributors) < 4:
        raise Refused("WFL-027")
    if new.last < new.first:
        raise Refused("WFL-028")
    if new in w.series:
        raise Refused("WFL-012")
    if any(s.indicator == new.indicator and s.first <= new.last and new.first <= s.last for s in w.series):
        raise Refused("WFL-025")
    w.series.append(new)


def declare_indicator(w, who, say, t):
    administers(w, who, "", t)
    indicator, new_terms = one(say, "indicator"), terms(say)
    if not re.fullmatch(r"[A-Z][A-Z0-9_]*", indicator):
        raise Refused("WFL-013")
    w.indicators[indicator] = new_terms


def configure(w, who, say, t):
    """4.3. The whole configuration is said anew: what is not named is not asked for any more."""
    country = one(say, "country", state_of(w, who))
    administers(w, who, country, t)
    there(w, [country])
    releasers = frozenset(say.get("releaser", ()))
    if any(one not in w.users or w.users[one].country != country for one in releasers):
        raise Refused("WFL-014")
    there(w, indicators=say.get("control-totals", ()))
    least = one(say, "least-threshold")
    w.configurations[country] = Configuration(yes(say, "six-eyes"), releasers, least and int(least),
                                              yes(say, "provisional-until-closed"), frozenset(say.get("control-totals", ())))


WORDS = {
    "add-country": add_country, "add-agency": add_agency, "add-user": add_user, "deactivate-user": deactivate_user,
    "declare-role": declare_role, "assign": assign, "unassign": unassign, "delegate": delegate, "revoke": revoke,
    "make-producer": make_producer, "end-producer": end_producer, "open": say_opening(True), "forbid": say_opening(False),
    "close": unsay_opening(True), "allow-again": unsay_opening(False), "propose-agreement": propose_agreement,
    "end-agreement": end_agreement, "join-agreement": join_agreement, "leave-agreement": leave_agreement,
    "declare-totals": declare_totals, "declare-indicator": declare_indicator, "configure": configure,
}
