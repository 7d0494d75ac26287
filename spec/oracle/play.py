"""Plays one step or one question after the other on a world and says what is expected."""
import administration
import past
import steps
from slices import moment, moment_text
from world import Refused, World

STEPS = administration.WORDS | steps.WORDS
CLOCK_SKEW = 300


class Play:
    def __init__(self, created):
        self.world = World(created)

    def step(self, at, by, do, say):
        try:
            return {"ok": self.taken(at, by, do, say)}
        except Refused as refused:
            return {"error": refused.code}

    def taken(self, at, by, do, say):
        w = self.world
        if w.user(by) is None:
            raise Refused("ACC-006")
        administration.readable(do, say)
        if w.last - at > CLOCK_SKEW:
            raise Refused("STO-014")
        t = max(at, w.last)
        done = STEPS[do](w, by, say, t)
        w.last = t
        return done

    def ask(self, at, by, ask, say):
        try:
            if by != "" and self.world.user(by) is None:
                raise Refused("ACC-006")
            return {"ok": past.WORDS[ask](self.world, by, say, at)}
        except Refused as refused:
            return {"error": refused.code}

    def line(self, at, by, word, say):
        """A step or a question of a script, with what is expected."""
        told = {"at": moment_text(at), "by": by, "do" if word in STEPS else "ask": word, "say": say}
        told["expect"] = self.step(at, by, word, say) if word in STEPS else self.ask(at, by, word, say)
        return told

    def script(self, lines):
        """Plays `(at, by, word, say)` and gives the answers."""
        return [self.line(moment(at), by, word, say)["expect"] for at, by, word, say in lines]
