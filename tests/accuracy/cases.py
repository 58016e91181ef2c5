#!/usr/bin/env python3
"""Run .cases files of single sentences through the program and count.

usage: cases.py PROGRAM FILE.cases... [--floor SHARE] [--show] [--strict]

A case is a comment line that says why, the sentence, and after it one line a claim:
  => Source | relation | Target [| negated] [| hypothetical]      or      => none
A case passes when the asserted claims are the ones that stand there, no more and no fewer; --strict wants
the negated and hypothetical ones as well. --show prints what differs. The last line counts cases, and
precision and recall over asserted claims. Exit code: 1 when the share of cases that pass is under the floor.
"""
import argparse
import json
import re
import subprocess
import sys


def read_cases(path):
    """[(why, sentence, [claim])]; a claim is (source, relation, target, mark)."""
    cases, why, sentence, claims = [], "", None, []

    def end():
        if sentence is not None:
            if not claims:
                sys.exit(f"{path}: no \"=>\" line under: {sentence}")
            cases.append((why, sentence, [c for c in claims if c]))

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("=>"):
            parts = [p.strip() for p in line[2:].split("|")]
            claims.append(None if parts == ["none"] else (*parts[:3], " ".join(sorted(parts[3:]))))
            if parts != ["none"] and len(parts) < 3:
                sys.exit(f"{path}: not a claim: {line}")
        elif not line or line.startswith("#"):
            end()
            sentence, claims = None, []
            why = line.lstrip("# ")
        elif claims:  # the next sentence under the same comment
            end()
            sentence, claims = line, []
        else:
            sentence = line if sentence is None else sentence + "\n" + line
    end()
    return cases


def run(program, cases):
    """The program's claims, a list a case."""
    lines = "".join(json.dumps({"id": str(n), "text": c[1]}) + "\n" for n, c in enumerate(cases))
    done = subprocess.run([program, "extract", "--relations", "wide", "-"], input=lines.encode(),
                          stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{program} ended with {done.returncode}")
    found = [[] for _ in cases]
    for line in done.stdout.decode("utf-8").splitlines():
        c = json.loads(line)
        mark = "hypothetical " * (c["modality"] == "hypothetical") + "negated" * c["negated"]
        found[int(re.sub(r".*?(\d+)$", r"\1", c["doc"]))].append(
            (c["source"]["name"], c["relation"], c["target"]["name"], mark.strip()))
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("files", nargs="+")
    ap.add_argument("--floor", type=float, default=0.0)
    ap.add_argument("--show", action="store_true")
    ap.add_argument("--strict", action="store_true")
    a = ap.parse_args()
    cases = [case for f in a.files for case in read_cases(f)]
    passed = hit = false = miss = 0
    for (why, sentence, wanted), found in zip(cases, run(a.program, cases)):
        want = sorted(c for c in wanted if a.strict or not c[3])
        have = sorted(c for c in found if a.strict or not c[3])
        passed += want == have
        hit += len(set(want) & set(have))
        false += len(have) - len(set(want) & set(have))
        miss += len(set(want) - set(have))
        if a.show and want != have:
            print(f"# {why}\n{sentence}")
            for c in have:
                if c not in want or have.count(c) > want.count(c):
                    print("   + " + " | ".join(x for x in c if x))
            for c in want:
                if c not in have:
                    print("   - " + " | ".join(x for x in c if x))
    precision, recall = hit / max(1, hit + false), hit / max(1, hit + miss)
    share = passed / max(1, len(cases))
    print(f"{passed} of {len(cases)} cases pass ({share:.3f}); claims: precision {precision:.3f}, recall {recall:.3f}")
    return share < a.floor or not cases


if __name__ == "__main__":
    sys.exit(main())
