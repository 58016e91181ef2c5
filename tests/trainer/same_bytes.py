#!/usr/bin/env python3
"""Training twice on the same text and trees gives the same bytes; another seed gives others, and so does
parsed text to learn from, which two models make together.

usage: same_bytes.py TRAINER DATA
"""
import itertools
import os
import subprocess
import sys
import tempfile

WHO = ["Norland", "Estria", "Paulson", "Miller"]
DID = [("accused", "accuse"), ("warned", "warn"), ("praised", "praise"), ("blamed", "blame")]
WHAT = ["over the border", "after the vote", "before the talks"]


def sentence(who, did, other, what):
    small = what.split()
    rows = [(who, who, "PROPN", "NNP", 2, "nsubj"), (did[0], did[1], "VERB", "VBD", 0, "root"),
            (other, other, "PROPN", "NNP", 2, "obj"), (small[0], small[0], "ADP", "IN", 6, "case"),
            (small[1], small[1], "DET", "DT", 6, "det"), (small[2], small[2], "NOUN", "NN", 2, "obl"),
            (".", ".", "PUNCT", ".", 2, "punct")]
    return rows


def main():
    trainer, data = sys.argv[1:3]
    sentences = [sentence(*s) for s in itertools.product(WHO, DID, WHO, WHAT) if s[0] != s[2]]
    with tempfile.TemporaryDirectory() as folder:
        def path(name):
            return os.path.join(folder, name)

        with open(path("train.conllu"), "w", encoding="utf-8") as f:
            for rows in sentences:
                for i, (form, lemma, upos, xpos, head, relation) in enumerate(rows, 1):
                    print(i, form, lemma, upos, xpos, "_", head, relation, "_", "_", sep="\t", file=f)
                print(file=f)
        with open(path("text"), "w", encoding="utf-8") as f:
            for rows in sentences:
                print(" ".join(r[0] for r in rows[:-1]) + ".", file=f)

        def learn(vectors, model, *options):
            if not os.path.exists(path(vectors)):
                subprocess.run([trainer, "vectors", "--data", data, path("text"), path(vectors)], check=True,
                               stderr=subprocess.DEVNULL)
            subprocess.run([trainer, "model", "--vectors", path(vectors), "--epochs", "2", *options, path(model),
                            path("train.conllu")], check=True, stderr=subprocess.DEVNULL)
            with open(path(vectors), "rb") as v, open(path(model), "rb") as m:
                return v.read(), m.read()

        first, second = learn("v1", "m1"), learn("v2", "m2")
        other = learn("v1", "m3", "--seed", "5")
        assert first[0] == second[0], "the vectors differ"
        assert first[1] == second[1], "the models differ"
        assert first[1] != other[1], "the seed changes nothing"

        def teach(out):
            subprocess.run([trainer, "teach", "--data", data, "--teacher", path("m1"), "--teacher", path("m3"),
                            "--every", "2", path("text"), path(out)], check=True, stderr=subprocess.DEVNULL)
            with open(path(out), "rb") as f:
                return f.read()

        taught = teach("t1")
        assert taught == teach("t2"), "the parsed texts differ"
        assert taught.count(b"\n\n") == len(sentences) // 2, "not every second sentence was taken"
        assert taught.count(b"Sure=") == 7 * taught.count(b"\n\n")
        parsed = learn("v1", "m5", "--parsed", path("t1"), "--parsed-share", "1")
        assert first[1] != parsed[1], "parsed text changes nothing"

        with open(path("broken.conllu"), "w", encoding="utf-8") as f:
            print(1, "Norland", "Norland", "PROPN", "NNP", "_", 9, "root", "_", "_", sep="\t", file=f)
        bad = subprocess.run([trainer, "model", "--vectors", path("v1"), path("m4"), path("broken.conllu")],
                             capture_output=True, check=False)
        assert bad.returncode == 1 and b"broken.conllu" in bad.stderr, bad.stderr
        assert not os.path.exists(path("m4"))


main()
