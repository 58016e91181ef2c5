"""The graph of claims does not depend on their order or on how they are split over files.

Usage: merging.py STANCEGRAPH FOLDER_OF_DOCUMENTS"""
import json
import os
import random
import subprocess
import sys
import tempfile


def run(program, *arguments):
    result = subprocess.run([program, *arguments], capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


def build(program, inputs, folder):
    outputs = [os.path.join(folder, "graph." + kind) for kind in ("json", "graphml", "gexf")]
    arguments = [word for path in outputs for word in ("-o", path)]
    run(program, "build", "--quiet", "--no-manifest", *inputs, *arguments)
    return [open(path, "rb").read() for path in outputs]


def rank(program, inputs):
    """The actors' table; the title names the inputs, which differ."""
    text = run(program, "report", "--quiet", "--format", "json", "--section", "actors", *inputs)
    return json.loads(text)["actors"]


def main(program, documents):
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        claims = run(program, "extract", "--quiet", "--relations", "all", documents)
        lines = claims.splitlines(keepends=True)
        assert len(lines) > 100, "too few claims to test with: %d" % len(lines)
        whole = os.path.join(folder, "whole.jsonl")
        open(whole, "wb").write(claims)
        expected = build(program, [whole], folder)
        expected_report = rank(program, [whole])
        for round_number in range(10):
            rng.shuffle(lines)
            parts = [os.path.join(folder, "part%d.jsonl" % i) for i in range(rng.randint(1, 5))]
            files = [open(path, "wb") for path in parts]
            for i, line in enumerate(lines):  # every part has a line, else it is no claims file
                files[i % len(files) if i < 5 else rng.randrange(len(files))].write(line)
            for part in files:
                part.close()
            if build(program, parts, folder) != expected:
                print("round %d: the graph of %d parts differs" % (round_number, len(parts)))
                return 1
            if rank(program, parts) != expected_report:
                print("round %d: the report differs" % round_number)
                return 1
    print("10 orders and splits of %d claims gave the same bytes" % len(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
