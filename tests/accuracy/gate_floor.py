#!/usr/bin/env python3
"""Extract with the gate and with every sentence parsed, and hold how little the gate may lose.

usage: gate_floor.py PROGRAM INPUT... --relations core|wide|all --loss SHARE [--first N] [--right FILE]

Claims are the same when document, sentence, relation, source and target are. A relative INPUT counts
from the repository (SG_ROOT); --first takes only the first N lines of a .jsonl.gz. With --right only
those claims count that a reader found right: FILE names document, sentence, relation, source and
target of each, parted by tabs; of business news a third of all claims is wrong, and to lose those is
no loss. Prints the loss by relation. Exit code: 0 when no more than SHARE of the claims is lost, 1 when
more is, 77 when an INPUT is not there.
"""
import argparse
import collections
import gzip
import itertools
import json
import os
import subprocess
import sys
import tempfile

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("program")
ap.add_argument("inputs", nargs="+")
ap.add_argument("--relations", default="core")
ap.add_argument("--loss", type=float, required=True)
ap.add_argument("--first", type=int, default=0)
ap.add_argument("--right")
a = ap.parse_args()

root = os.environ.get("SG_ROOT", os.getcwd())
inputs = [os.path.join(root, p) for p in a.inputs]
for path in inputs:
    if not os.path.exists(path):
        print(f"skipped: {path} is not there")
        sys.exit(77)


def claims(paths, *options):
    out = subprocess.run([a.program, "extract", "--quiet", "--relations", a.relations, *options, *paths],
                         stdout=subprocess.PIPE, check=True, text=True).stdout
    rows = map(json.loads, out.splitlines())
    return {(c["doc"], c["sentence"], c["relation"], c["source"]["name"], c["target"]["name"]): c.get("confidence", 1)
            for c in rows}


with tempfile.TemporaryDirectory() as folder:
    if a.first:
        for i, path in enumerate(inputs):
            inputs[i] = os.path.join(folder, f"{i}.jsonl")
            with gzip.open(path, "rb") as lines, open(inputs[i], "wb") as part:
                part.writelines(itertools.islice(lines, a.first))
    full, gated = claims(inputs, "--parse-all"), claims(inputs)

if a.right:
    with open(a.right, encoding="utf-8") as lines:
        right = {(d, int(s), r, x, y) for d, s, r, x, y in (line.rstrip("\n").split("\t") for line in lines)}
    full, gated = ({c: found[c] for c in found if c in right} for found in (full, gated))
    print(f"{len(full)} of {len(right)} right claims are found where everything is parsed")

missed, more = full.keys() - gated.keys(), gated.keys() - full.keys()
total, lost, gained = (collections.Counter(c[2] for c in s) for s in (full, missed, more))
for relation in sorted(total):
    print(f"{relation:<12} {total[relation]:6} claims, {lost[relation]:4} lost, {gained[relation]:4} gained")
share = sum(lost.values()) / max(1, sum(total.values()))
by_confidence = sum(full[c] for c in missed) / max(1, sum(full.values()))
print(f"counted by their confidence {100 * by_confidence:.2f} % are lost")
print(f"lost {sum(lost.values())} of {sum(total.values())} ({100 * share:.2f} %), at most {100 * a.loss:.1f} %")
sys.exit(not full or share > a.loss)
