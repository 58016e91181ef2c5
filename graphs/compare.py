#!/usr/bin/env python3
"""compare.py COMMITTED BUILD_SH STANCEGRAPH: makes the gallery's files from its committed claims in a
temporary folder and fails, by name and line, when one differs from the committed file. Words must be
the same; numbers may differ in the tenth digit (a libm's or a LAPACK's), places by 0.05. Pictures
depend on Graphviz's version and are not compared."""
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

NUMBER = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")


def differs(a, b):
    """The first line in which the texts differ, or None."""
    for number, (left, right) in enumerate(zip(a.split("\n"), b.split("\n")), 1):
        if left == right:
            continue
        if NUMBER.sub("0", left) != NUMBER.sub("0", right):
            return number
        for x, y in zip(NUMBER.findall(left), NUMBER.findall(right)):
            if not math.isclose(float(x), float(y), rel_tol=1e-9, abs_tol=1e-12 if "e-" in x or "e-" in y else 0.051 if len(x.split(".")[1]) <= 2 else 1e-9):
                return number
    return None if a.count("\n") == b.count("\n") else min(a.count("\n"), b.count("\n")) + 1


def main(committed, build, stancegraph):
    names = sorted(n for n in os.listdir(committed) if os.path.exists(os.path.join(committed, n, "claims.jsonl")))
    if len(names) < 4:
        sys.exit(f"only {len(names)} networks in {committed}")
    wrong = []
    with tempfile.TemporaryDirectory() as work:
        for name in names:
            os.mkdir(os.path.join(work, name))
            shutil.copy(os.path.join(committed, name, "claims.jsonl"), os.path.join(work, name))
        subprocess.run(["sh", build, stancegraph, work], check=True)
        for name in names:
            for file in sorted(set(os.listdir(os.path.join(work, name))) | set(os.listdir(os.path.join(committed, name)))):
                if file.endswith((".png", ".md")):
                    continue
                paths = [os.path.join(folder, name, file) for folder in (committed, work)]
                if not all(map(os.path.exists, paths)):
                    wrong.append(f"{name}/{file}: only in {'graphs' if os.path.exists(paths[0]) else 'what the command makes'}")
                    continue
                texts = [open(path, encoding="utf-8", newline="").read() for path in paths]
                line = differs(*texts)
                if line:
                    wrong.append(f"{name}/{file}:{line}: not what the command makes")
    if wrong:
        sys.exit("\n".join(wrong) + "\nLook at what changed; if it is meant, run: ninja -C build graphs")
    print(f"{len(names)} networks are what their commands make")


main(*sys.argv[1:])
