"""`python3 spec/oracle --worlds 2000 --seed 1` prints a world a line; `--count` what was answered how often; `--self-test`."""
import argparse
import collections
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from generate import world  # noqa: E402


def told(step):
    """Every code that an answer of a line has."""
    expect = step["expect"]
    if "error" in expect:
        return [expect["error"]]
    ok = expect["ok"]
    if not isinstance(ok, dict):
        return ["ok " + (step.get("do") or step["ask"])]
    return [*ok.get("notes", ()), *ok.get("allowed", ()), *([ok["denied"]] if "denied" in ok else ()),
            "ok " + (step.get("do") or step["ask"])]


def main():
    parser = argparse.ArgumentParser(prog="oracle", description=__doc__)
    parser.add_argument("--worlds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    said = parser.parse_args()
    if said.self_test:
        from cases import run
        sys.exit(run())
    counts = collections.Counter()
    for seed in range(said.seed, said.seed + said.worlds):
        one = world(seed)
        if said.count:
            counts.update(code for step in one["steps"] for code in told(step))
            counts["steps"] += len(one["steps"])
        else:
            print(json.dumps(one, ensure_ascii=True, separators=(",", ":")))
    for code, count in sorted(counts.items()):
        print(f"{count:8} {code}")


if __name__ == "__main__":
    main()
