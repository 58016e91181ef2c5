#!/usr/bin/env python3
"""Training the tagger of names twice gives the same bytes, whatever order its threads end in; other marked text
gives others; a name that is marked wrongly is refused.

usage: names_same_bytes.py TRAINER DATA
"""
import os
import subprocess
import sys
import tempfile

WIKI = [("Arne", "I-PER"), ("Lind", "I-PER"), ("left", "O"), ("Oslo", "I-LOC"), ("for", "O"), ("Nordbank", "I-ORG"), (".", "O")]
OWN = "[Mara Holt|PER] of [Tall Oak|ORG] lives in [reno|LOC].\nShe likes tea.\n\nThanks,\n[M|PER]\n"


def main():
    trainer, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        def write(name, text):
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            return path

        words = sorted({word.lower() for word, _ in WIKI} | {"mara", "holt", "reno", "tea", "thanks"})
        glove = write("glove.txt", "".join(f"{w} " + " ".join(str((i * 7 + d) % 11 / 10 - 0.5) for d in range(100)) + "\n"
                                           for i, w in enumerate(words)))
        wiki = write("wikigold.conll.txt", ("".join(f"{w} {t}\n" for w, t in WIKI) + "\n-DOCSTART- O\n\n") * 8)
        uner = "# newdoc id = a\n# sent_id = a-1\n# text = " + " ".join(w for w, _ in WIKI) + "\n" + "".join(
            f"{i}\t{w}\t{t.replace('I-', 'B-')}\t-\t-\n" for i, (w, t) in enumerate(WIKI, 1)) + "\n"
        dev, test = write("dev.iob2", uner), write("test.iob2", uner)

        def learn(name, own):
            out = os.path.join(folder, name + ".model")
            run = subprocess.run([trainer, "-d", data, "-g", glove, "-e", "2", "-E", "2", "-N", "2", "-o", out, wiki, dev, test,
                                  write(name + ".txt", own)], capture_output=True, text=True, check=False)
            if run.returncode:
                return run.stderr
            with open(out, "rb") as file:
                return file.read()

        first = learn("a", OWN)
        assert isinstance(first, bytes), first
        assert first == learn("b", OWN), "the models differ"
        assert first != learn("c", OWN.replace("[reno|LOC]", "reno")), "the marks change nothing"
        for bad in ("[Mara Holt|MAN] left.\n", "[Mara Holt left.\n", "[Mara Holt|PERSON] left.\n"):
            told = learn("d", bad)
            assert isinstance(told, str) and "a name is [Name|PER]" in told, told


if __name__ == "__main__":
    main()
