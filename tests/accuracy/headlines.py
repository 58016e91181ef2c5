#!/usr/bin/env python3
"""Parse headlines and hold a floor on how many have their verb for a root.

usage: headlines.py PROGRAM HEADLINES --floor SHARE

A line of HEADLINES is "headline|verb". Exit code: 0 on or above the floor, 1 under it.
"""
import argparse
import subprocess
import sys

FORM, XPOS, DEPREL = 1, 4, 7


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("headlines")
    ap.add_argument("--floor", type=float, required=True)
    a = ap.parse_args()
    with open(a.headlines, encoding="utf-8") as f:
        rows = [line.rstrip("\n").rsplit("|", 1) for line in f if line.strip() and not line.startswith("#")]
    right = 0
    for headline, verb in rows:
        out = subprocess.run([a.program, "parse", "--quiet", "-"], input=headline.encode(), capture_output=True, check=True)
        words = [c for c in (line.split("\t") for line in out.stdout.decode().splitlines()) if len(c) == 10]
        if any(c[FORM] == verb and c[XPOS].startswith("VB") and c[DEPREL] == "root" for c in words):
            right += 1
        else:
            print(" ".join(f"{c[FORM]}/{c[XPOS]}/{c[DEPREL]}" for c in words))
    print(f"{right} of {len(rows)} headlines have their verb for a root")
    return 0 if right >= a.floor * len(rows) else 1


sys.exit(main())
