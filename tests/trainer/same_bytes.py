#!/usr/bin/env python3
"""Training twice on the same text and trees gives the same bytes; another seed gives others, and so does
parsed text to learn from, which two models make together, and other options. Vectors of GloVe's form join ours.

usage: same_bytes.py TRAINER DATA
"""
import itertools
import os
import struct
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

        changed = learn("v1", "m6", "--parsed", path("t1"), "--parsed-share", "1", "--vary-gold", "0.3",
                        "--tag-weight", "2", "--headlines", "1")
        assert parsed[1] != changed[1], "the options change nothing"

        # vectors that others made, in GloVe's form; "oslo" and "lima" are in no text
        with open(path("glove"), "w", encoding="utf-8") as f:
            for i, word in enumerate("the accused warned norland oslo lima 1990 1991".split()):
                print(word, *((i * 7 + k * 3) % 11 / 10 - 0.5 for k in range(5)), file=f)

        def join(out, words):
            subprocess.run([trainer, "vectors", "--data", data, "--glove", path("glove"), "--glove-words", str(words),
                            path("text"), path(out)], check=True, stderr=subprocess.DEVNULL)
            with open(path(out), "rb") as f:
                return f.read()

        joined = join("g1", 8)
        assert joined == join("g2", 8), "the joined vectors differ"
        assert struct.unpack("<QQ", joined[:16])[1] == 96
        grown = struct.unpack("<QQ", joined[:16])[0] - struct.unpack("<QQ", first[0][:16])[0]
        assert grown == 2, f"{grown} words more, not Oslo and Lima"
        assert struct.unpack("<QQ", join("g3", 5)[:16])[0] == struct.unpack("<QQ", joined[:16])[0] - 1
        with open(path("glove"), "a", encoding="utf-8") as f:
            print("paris 0.1 0.2", file=f)
        bad = subprocess.run([trainer, "vectors", "--data", data, "--glove", path("glove"), path("text"), path("g4")],
                             capture_output=True, check=False)
        assert bad.returncode == 1 and b"glove:9" in bad.stderr, bad.stderr
        assert not os.path.exists(path("g4"))

        with open(path("broken.conllu"), "w", encoding="utf-8") as f:
            print(1, "Norland", "Norland", "PROPN", "NNP", "_", 9, "root", "_", "_", sep="\t", file=f)
        bad = subprocess.run([trainer, "model", "--vectors", path("v1"), path("m4"), path("broken.conllu")],
                             capture_output=True, check=False)
        assert bad.returncode == 1 and b"broken.conllu" in bad.stderr, bad.stderr
        assert not os.path.exists(path("m4"))


main()
