#!/usr/bin/env python3
"""A confidence is the share of right claims among those that have it: claims of several gold sets, by bins of confidence as
`stancegraph eval` prints them.

usage: calibration.py PROGRAM ROOT GOLD:DOCUMENTS... [--error E] [--least N]

GOLD and DOCUMENTS are paths below ROOT; a set that is not there is left out. Prints how sure the claims of each bin were and how many were
right. Exit code: 1 when the two differ by more than E on average, or when a bin of N claims or more is off by more than twice that.
"""
import argparse
import os
import re
import subprocess
import sys
from collections import defaultdict


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("root")
    ap.add_argument("sets", nargs="+")
    ap.add_argument("--error", type=float, default=0.15)
    ap.add_argument("--least", type=int, default=30)
    a = ap.parse_args()
    right, wrong = defaultdict(int), defaultdict(int)
    for pair in a.sets:
        gold, documents = (os.path.join(a.root, p) for p in pair.split(":"))
        if not os.path.isdir(gold) or not os.path.isdir(documents):
            print(f"skipped: {pair} is not there")
            continue
        done = subprocess.run([a.program, "eval", "--quiet", "--relations", "wide", gold, documents], stdout=subprocess.PIPE, check=True)
        for low, hit, false in re.findall(r"^(0\.\d) to \S+ +(\d+) +(\d+) +\S+$", done.stdout.decode("utf-8", "replace"), re.M):
            right[low] += int(hit)
            wrong[low] += int(false)
    total = sum(right.values()) + sum(wrong.values())
    if not total:
        sys.exit("no claim was judged")
    error, bad = 0, []
    for low in sorted(set(right) | set(wrong)):
        n = right[low] + wrong[low]
        off = right[low] / n - (float(low) + 0.05)
        error += abs(off) * n / total
        print(f"confidence {low}: {n:>4} claims, {right[low] / n:.3f} right")
        if n >= a.least and abs(off) > 2 * a.error:
            bad.append(low)
    print(f"{total} claims, off by {error:.3f} on average")
    return error > a.error or bool(bad)


if __name__ == "__main__":
    sys.exit(main())
