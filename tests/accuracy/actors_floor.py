#!/usr/bin/env python3
"""Are the actors of gold claims found, under a name that the gold accepts, each by itself?

usage: actors_floor.py STANCEGRAPH GOLD_DIR ARTICLES_DIR --floor SHARE [--show]

Runs `stancegraph actors --mentions` and compares each document's actors with the gold's. Fails when
fewer than SHARE of the actors of required claims are found, when one actor of the program goes by
the full names of two gold actors, or when more than --splits gold actors are two of the program's, both
by names that the gold accepts for nobody else. --show prints the clusters. Without the folders it is skipped (77).
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import unicodedata

MENTION = re.compile(r"    \[(.*)\] (.*) (state|official|militia|organization|person|unknown), (\w+), ")


def plain(text):
    text = unicodedata.normalize("NFKD", text.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return re.sub(r"^the ", "", re.sub(r"\s+", " ", re.sub(r"[^\w' ]+", " ", text)).strip())


def clusters(listing):
    """document -> actor's name -> the names under which it stands"""
    found, document = collections.defaultdict(lambda: collections.defaultdict(set)), None
    for line in listing.splitlines():
        if line.startswith("=== "):
            document = os.path.basename(line[4:].strip())
            continue
        hit = MENTION.match(line)
        if hit and hit.group(2) != "?":
            names = found[document][hit.group(2)]
            if hit.group(4) in ("name", "acronym", "given"):
                names.add(plain(hit.group(1)))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("gold")
    parser.add_argument("articles")
    parser.add_argument("--floor", type=float, required=True)
    parser.add_argument("--splits", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    root = os.environ.get("SG_ROOT", ".")
    gold, articles = os.path.join(root, args.gold), os.path.join(root, args.articles)
    if not (os.path.isdir(gold) and os.path.isdir(articles)):
        print(f"{gold} or {articles} is not there: skipped")
        return 77
    run = subprocess.run([args.program, "actors", "--mentions", articles], capture_output=True,
                         text=True, check=False)
    found = clusters(run.stdout)
    wanted = hits = 0
    missing, merged, split = [], [], []
    for name in sorted(os.listdir(gold)):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(gold, name), encoding="utf-8") as file:
            document = json.load(file)
        mine = found.get(document["doc"], {})
        needed = {end for r in document["relations"] if not r.get("optional")
                  for end in (r["source"], r["target"])}
        own_names = {a["id"]: plain(a["name"]) for a in document["actors"]}
        for actor in document["actors"]:
            accepted = {own_names[actor["id"]]} | {plain(x) for x in actor.get("aliases", [])}
            if actor["id"] in needed:
                wanted += 1
                if accepted & {plain(x) for x in mine}:
                    hits += 1
                else:
                    missing.append(f"{document['doc']}: {actor['name']}")
        owners = collections.Counter(
            name for a in document["actors"]
            for name in {own_names[a["id"]]} | {plain(x) for x in a.get("aliases", [])})
        for actor in document["actors"]:
            accepted = {own_names[actor["id"]]} | {plain(x) for x in actor.get("aliases", [])}
            parts = sorted(x for x in mine if plain(x) in accepted and owners[plain(x)] == 1)
            if len(parts) > 1:
                split.append(f"{document['doc']}: {actor['name']} is {' and '.join(parts)}")
        for label, names in mine.items():
            both = sorted(i for i, full in own_names.items() if full in names)
            if len(both) > 1:
                merged.append(f"{document['doc']}: {label} is {' and '.join(both)}")
            if args.show:
                print(f"{document['doc']}: {label} = {', '.join(sorted(names))}")
    share = hits / wanted if wanted else 0.0
    print(f"{hits} of {wanted} actors of gold claims found: {share:.3f} (floor {args.floor:.3f})")
    for line in missing:
        print("missing", line)
    for line in merged:
        print("merged", line)
    for line in split:
        print("split", line)
    return 1 if share < args.floor or merged or len(split) > args.splits or run.returncode not in (0, 1) else 0


if __name__ == "__main__":
    sys.exit(main())
