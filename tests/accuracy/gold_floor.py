#!/usr/bin/env python3
"""Extract from articles, score against gold files, and hold a floor.

usage: gold_floor.py PROGRAM GOLD_DIR INPUT --relations core|wide|all --precision P --f1 F

The scorer is ../shared/eval/score.py, beside the repository (SG_ROOT); a relative GOLD_DIR or INPUT counts from
the repository. Where one of them is absent the test is skipped with a notice. Exit code: 0 on or above the floor, 1 under it, 77
skipped.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("program")
ap.add_argument("gold")
ap.add_argument("input")
ap.add_argument("--relations", default="core")
ap.add_argument("--precision", type=float, required=True)
ap.add_argument("--f1", type=float, required=True)
a = ap.parse_args()

root = os.environ.get("SG_ROOT", os.getcwd())
gold, articles, scorer = (os.path.join(root, p) for p in (a.gold, a.input, "../shared/eval/score.py"))
for path in (gold, articles, scorer):
    if not os.path.exists(path):
        print(f"skipped: {path} is not there")
        sys.exit(77)
with tempfile.NamedTemporaryFile(suffix=".jsonl") as claims:
    subprocess.run([a.program, "extract", "--quiet", "--relations", "all", articles], stdout=claims, check=True)
    scored = subprocess.run([sys.executable, scorer, gold, claims.name, "--relations", a.relations],
                            stdout=subprocess.PIPE, check=True, text=True)
print(scored.stdout, end="")
precision, recall, f1 = map(float, re.search(r"^claims.*?(\S+) +(\S+) +(\S+)$", scored.stdout, re.M).groups())
print(f"floor: precision {a.precision:.3f}, F1 {a.f1:.3f}")
sys.exit(precision < a.precision or f1 < a.f1)
