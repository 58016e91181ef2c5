#!/usr/bin/env python3
"""Parse a treebank's own sentences and words, score tags, lemmas and trees, and hold floors.

usage: parse_floor.py PROGRAM TREEBANK.conllu [--only PREFIX] --uas X --las X --xpos X --lemma X [--f1 RELATION=X]...

UAS and LAS count punctuation; LAS compares base relations ("nsubj" for "nsubj:pass"). --only counts sentences whose
sent_id begins with PREFIX. A relative TREEBANK counts from the repository (SG_ROOT); where it is absent the test is
skipped with a notice. Exit code: 0 on or above the floors, 1 under one, 77 skipped.
"""
import argparse
import collections
import os
import subprocess
import sys

RELATIONS = ("nsubj nsubj:pass obj iobj obl obl:agent ccomp xcomp acl:relcl appos conj nmod compound advcl "
             "parataxis").split()
ID, FORM, LEMMA, UPOS, XPOS, HEAD, DEPREL = 0, 1, 2, 3, 4, 6, 7


def words(text):
    """(sent_id, columns) of every word."""
    sentence = ""
    for line in text.splitlines():
        if line.startswith("# sent_id"):
            sentence = line.split("=", 1)[1].strip()
        columns = line.split("\t")
        if len(columns) == 10 and columns[ID].isdigit():
            yield sentence, columns


def base(relation):
    return relation.split(":")[0]


def score(gold, parsed):
    right = collections.Counter()
    f_gold, f_parsed, f_both = collections.Counter(), collections.Counter(), collections.Counter()
    count = 0
    for g, p in zip(gold, parsed):
        count += 1
        same_head = g[HEAD] == p[HEAD]
        right["UAS"] += same_head
        right["LAS"] += same_head and base(g[DEPREL]) == base(p[DEPREL])
        right["XPOS"] += g[XPOS] == p[XPOS]
        right["UPOS"] += g[UPOS] == p[UPOS]
        right["LEMMA"] += g[LEMMA] in ("_", p[LEMMA])
        f_gold[g[DEPREL]] += 1
        f_parsed[p[DEPREL]] += 1
        f_both[g[DEPREL]] += same_head and g[DEPREL] == p[DEPREL]
    share = {name: 100.0 * n / count for name, n in right.items()}
    f1 = {r: 200.0 * f_both[r] / max(1, f_gold[r] + f_parsed[r]) for r in RELATIONS}
    return count, share, f1


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("treebank")
    ap.add_argument("--only", default="")
    ap.add_argument("--uas", type=float, default=0)
    ap.add_argument("--las", type=float, default=0)
    ap.add_argument("--xpos", type=float, default=0)
    ap.add_argument("--lemma", type=float, default=0)
    ap.add_argument("--f1", action="append", default=[], metavar="RELATION=X")
    a = ap.parse_args()
    path = os.path.join(os.environ.get("SG_ROOT", os.getcwd()), a.treebank)
    if not os.path.exists(path):
        print(f"skipped: {path} is not there")
        return 77
    out = subprocess.run([a.program, "parse", "--quiet", "--tokenized", path], capture_output=True, check=True)
    with open(path, encoding="utf-8") as f:
        gold = [w for w in words(f.read())]
    parsed = [w for w in words(out.stdout.decode())]
    assert [w[1][FORM] for w in gold] == [w[1][FORM] for w in parsed], "the words are not the same"
    keep = [i for i, w in enumerate(gold) if w[0].startswith(a.only)]
    count, share, f1 = score([gold[i][1] for i in keep], [parsed[i][1] for i in keep])
    print(f"{os.path.basename(path)} {a.only}: {count} words, " +
          ", ".join(f"{name} {share[name]:.2f}" for name in ("UAS", "LAS", "XPOS", "UPOS", "LEMMA")))
    print("F1: " + ", ".join(f"{r} {f1[r]:.1f}" for r in RELATIONS))
    floors = [("UAS", share["UAS"], a.uas), ("LAS", share["LAS"], a.las), ("XPOS", share["XPOS"], a.xpos),
              ("LEMMA", share["LEMMA"], a.lemma)]
    floors += [(f"F1 of {r}", f1[r], float(x)) for r, x in (item.split("=") for item in a.f1)]
    under = [f"{name} is {value:.2f}, its floor {floor}" for name, value, floor in floors if value < floor]
    print("\n".join(under))
    return 1 if under else 0


sys.exit(main())
