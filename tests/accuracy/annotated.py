#!/usr/bin/env python3
"""Measure the claims on annotated sentences whose actors are given (training/README.md is the format).

usage: annotated.py PROGRAM FILE.txt... [--precision P] [--recall R] [--show] [--bins] [--by-file]

Every ordered pair of marked actors of a sentence has the relations that the annotation gives it, or none. An asserted claim
of the wide set between them is right or wrong; pairs that the annotation leaves open count nothing. Prints a table by relation,
by what kind of false claim it was, and (--bins) how often claims of each confidence were right; --show lists what
differs. Exit code: 1 under a floor.
"""
import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict

RELATIONS = ("threatens accuses condemns backs attacks coerces demands rejects protests agrees aids meets").split()


def read(path):
    """[(where, text, mentions, labels)]; labels: {(a, b): [({alternatives}, mark)]}, None as a value: open."""
    rows, faults = [], []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path}:{number}"
        head, _, marked = line.partition(" | ")
        if not marked:
            faults.append(f"{where}: no ' | ' between labels and sentence")
            continue
        text, mentions = "", []
        for part in re.split(r"(\{[a-z]:[^{}]*\})", marked):
            if part.startswith("{") and part.endswith("}"):
                mentions.append((part[1], len(text), len(text) + len(part) - 4))
                text += part[3:-1]
            else:
                text += part
        if "{" in text or "}" in text:
            faults.append(f"{where}: a mark that is none")
        letters = {m[0] for m in mentions}
        labels = {(a, b): [] for a in letters for b in letters if a != b}
        short = letters <= {"s", "t"}
        for item in head.split(";"):
            item = item.strip()
            if item == "none":
                if short:
                    labels[("t", "s")] = None
                continue
            if short and " " not in item:
                item = "s>t " + item
            hit = re.fullmatch(r"([a-z])([>=])([a-z]) ([-?]?)([a-z+/]+)", item)
            if not hit:
                faults.append(f"{where}: not a label: {item}")
                continue
            a, how, b, mark, names = hit.groups()
            for x, y in ((a, b), (b, a)) if how == "=" else ((a, b),):
                if (x, y) not in labels:
                    faults.append(f"{where}: {item}: not marked in the sentence")
                    continue
                for name in names.split("+"):
                    alternatives = set(name.split("/"))
                    if alternatives - set(RELATIONS) - {"none"}:
                        faults.append(f"{where}: no such relation: {name}")
                    if alternatives == {"none"}:
                        continue
                    labels[(x, y)].append((alternatives, mark))
                    if short and how == ">" and alternatives & {"meets", "agrees"}:
                        labels[(y, x)] = None
        rows.append((where, text, mentions, labels, marked))
    if faults:
        sys.exit("\n".join(faults))
    return rows


def run(program, rows):
    lines = "".join(json.dumps({"id": str(n), "text": text, "mentions": [
        {"start": s, "end": e, "actor": k.upper(), "type": "organization"} for k, s, e in mentions]}) + "\n"
        for n, (_, text, mentions, _, _) in enumerate(rows))
    done = subprocess.run([program, "extract", "--quiet", "--relations", "wide", "-"], input=lines.encode(),
                          stdout=subprocess.PIPE, check=True)
    found = defaultdict(list)
    for line in done.stdout.decode("utf-8").splitlines():
        c = json.loads(line)
        if c["negated"] or c["modality"] == "hypothetical":
            continue
        found[int(re.sub(r".*?(\d+)$", r"\1", c["doc"]))].append(c)
    return found


def judge(rows, found):
    """[(kind, relation, row, claim or None)]; kind: hit, miss, or what sort of false claim."""
    out = []
    for n, row in enumerate(rows):
        labels, done = row[3], set()
        for c in found[n]:
            pair = (c["source"]["name"].lower(), c["target"]["name"].lower())
            if pair not in labels or labels[pair] is None:
                continue
            said = labels[pair]
            fits = [i for i, (names, mark) in enumerate(said) if c["relation"] in names and not mark]
            if fits:
                done.add((pair, fits[0]))
                if "none" not in said[fits[0]][0]:
                    out.append(("hit", c["relation"], row, c))
                continue
            back = labels.get(pair[::-1])
            if any("none" in names for names, _ in said):
                continue
            if any(c["relation"] in names and mark for names, mark in said):
                kind = "polarity"
            elif any(not mark for _, mark in said):
                kind = "relation"
            elif back is None or any(c["relation"] in names for names, _ in back):
                kind = "direction"
            elif any(not m and c["relation"] in names for v in labels.values() if v for names, m in v):
                kind = "pair"
            else:
                kind = "sense"
            out.append((kind, c["relation"], row, c))
        for pair, said in labels.items():
            for i, (names, mark) in enumerate(said or []):
                if not mark and "none" not in names and (pair, i) not in done:
                    out.append(("miss", "/".join(sorted(names)), row, pair))
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("files", nargs="+")
    ap.add_argument("--precision", type=float, default=0)
    ap.add_argument("--recall", type=float, default=0)
    for flag in ("--show", "--bins", "--by-file"):
        ap.add_argument(flag, action="store_true")
    a = ap.parse_args()
    rows = [r for f in a.files for r in read(f)]
    judged = judge(rows, run(a.program, rows))
    if a.show:
        for kind, relation, row, what in judged:
            if kind != "hit":
                seen = f"{what[0]}>{what[1]}" if kind == "miss" else (
                    f"{what['source']['name'].lower()}>{what['target']['name'].lower()} {what['rule']} {what['confidence']}")
                print(f"{kind:<9} {relation:<10} {seen} | {row[4]}")
    kinds = ("relation", "direction", "pair", "polarity", "sense")
    print(f"{'':<10}{'right':>7}{'missed':>8}{'false':>7}{'P':>7}{'R':>7}{'F1':>7}   false by kind: {', '.join(kinds)}")

    def line(name, part):
        n = Counter(k for k, *_ in part)
        wrong = sum(n[k] for k in kinds)
        p, r = n["hit"] / max(1, n["hit"] + wrong), n["hit"] / max(1, n["hit"] + n["miss"])
        print(f"{name:<10}{n['hit']:>7}{n['miss']:>8}{wrong:>7}{p:>7.3f}{r:>7.3f}{2 * p * r / max(1e-9, p + r):>7.3f}"
              f"   {' '.join(str(n[k]) for k in kinds)}")
        return p, r

    for relation in RELATIONS:
        line(relation, [j for j in judged if j[1].split("/")[0] == relation])
    if a.by_file:
        for f in a.files:
            line(f[-6:], [j for j in judged if j[2][0].startswith(f + ":")])
    precision, recall = line("all", judged)
    labels = [v for r in rows for v in r[3].values()]
    print(f"{len(rows)} sentences, {len(labels)} ordered pairs, {sum(1 for v in labels if v)} with a relation, "
          f"{sum(1 for v in labels if v is None)} open")
    if a.bins:
        bins = defaultdict(Counter)
        for kind, _, _, c in judged:
            if kind != "miss":
                bins[int(c["confidence"] * 10)][kind == "hit"] += 1
        for b in sorted(bins):
            n = sum(bins[b].values())
            print(f"confidence {b / 10:.1f}: {n:>5} claims, {bins[b][True] / n:.3f} right")
    return precision < a.precision or recall < a.recall


if __name__ == "__main__":
    sys.exit(main())
