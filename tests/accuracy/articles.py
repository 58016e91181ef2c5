#!/usr/bin/env python3
"""Articles with their core claims beside each paragraph: extract, compare, hold a floor.

usage: articles.py PROGRAM FILE... [--precision P] [--f1 F] [--show]

The format is told at the head of wire/read.txt. A claim counts where its sentence begins in the paragraph that
the line stands under; both actors' names must be one of the accepted ones (case, accents and a leading "the"
ignored). Negated and hypothetical claims are left out. A claim marked "maybe" counts neither way. --show prints what is
missed (-) and what is false (+). Exit code: 1 under a floor.
"""
import argparse
import json
import re
import subprocess
import sys
import unicodedata

CORE = {"threatens", "accuses", "condemns", "backs"}


def norm(name):
    name = unicodedata.normalize("NFKD", name)
    name = "".join(c for c in name if not unicodedata.combining(c)).replace("’", "'").casefold()
    return re.sub(r"^the ", "", re.sub(r"\s+", " ", re.sub(r"[^\w' ]+", " ", name)).strip())


def read(path):
    """[{id, title, date, names, paragraphs: [(text, [(source, relation, target, is_maybe)])]}]"""
    articles = []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.startswith("## "):
            articles.append({"id": line[3:], "title": "", "date": None, "names": {}, "paragraphs": []})
        elif not line or line.startswith("#"):
            continue
        elif not articles:
            sys.exit(f"{path}:{number}: before the first article")
        elif line.startswith("! "):
            articles[-1]["title"] = line[2:]
        elif line.startswith("% "):
            articles[-1]["date"] = line[2:]
        elif line.startswith("@ "):
            name, _, others = line[2:].partition(":")
            names = articles[-1]["names"].setdefault(name.strip(), set())
            names.update(norm(n) for n in others.split(";") if n.strip())
        elif line.startswith("=> "):
            parts = [p.strip() for p in line[3:].split("|")]
            if len(parts) not in (3, 4) or parts[1] not in CORE or not articles[-1]["paragraphs"]:
                sys.exit(f"{path}:{number}: not a claim: {line}")
            articles[-1]["paragraphs"][-1][1].append((*parts[:3], parts[3:] == ["maybe"]))
        else:
            articles[-1]["paragraphs"].append((line, []))
    return articles


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("files", nargs="+")
    ap.add_argument("--precision", type=float, default=0.0)
    ap.add_argument("--f1", type=float, default=0.0)
    ap.add_argument("--show", action="store_true")
    a = ap.parse_args()
    articles = {}
    for path in a.files:
        for article in read(path):
            articles[article["id"]] = article
    lines = "".join(json.dumps({"id": i, "title": x["title"], "date": x["date"],
                                "text": "\n\n".join(p[0] for p in x["paragraphs"])}) + "\n"
                    for i, x in articles.items())
    done = subprocess.run([a.program, "extract", "--quiet", "--relations", "core", "-"], input=lines.encode(),
                          stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{a.program} ended with {done.returncode}")
    found = {i: [[] for _ in x["paragraphs"]] for i, x in articles.items()}
    for line in done.stdout.decode("utf-8").splitlines():
        claim = json.loads(line)
        doc = claim["doc"].split("#")[-1].split("/")[-1]
        if claim["negated"] or claim["modality"] == "hypothetical":
            continue
        start = 0
        for k, (text, _) in enumerate(articles[doc]["paragraphs"]):
            if start <= claim["start"] < start + len(text) + 2:
                found[doc][k].append(claim)
            start += len(text) + 2
    hits = falses = misses = 0
    for doc, article in articles.items():
        def same(gold, name):
            return norm(name) == norm(gold) or norm(name) in article["names"].get(gold, ())
        for k, (text, gold) in enumerate(article["paragraphs"]):
            is_hit = [False] * len(gold)
            shown = []
            for c in found[doc][k]:
                fit = [g for g, (s, r, t, _) in enumerate(gold)
                       if r == c["relation"] and same(s, c["source"]["name"]) and same(t, c["target"]["name"])]
                if not fit:
                    falses += 1
                    shown.append(f"  + {c['source']['name']} | {c['relation']} | {c['target']['name']}"
                                 f"   ({c['cue']}, {c['confidence']})")
                for g in fit:
                    is_hit[g] = True
            for g, (s, r, t, maybe) in enumerate(gold):
                hits += is_hit[g] and not maybe
                if not is_hit[g] and not maybe:
                    misses += 1
                    shown.append(f"  - {s} | {r} | {t}")
            if a.show and shown:
                print(f"{doc}: {text}", *shown, sep="\n")
    precision, recall = hits / max(1, hits + falses), hits / max(1, hits + misses)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{len(articles)} articles, {hits + misses} claims: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    return precision < a.precision or f1 < a.f1


if __name__ == "__main__":
    sys.exit(main())
