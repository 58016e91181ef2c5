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


def report(program, inputs):
    """All sections; only the title names the inputs, which differ."""
    sections = json.loads(run(program, "report", "--quiet", "--format", "json", *inputs))
    assert sections.pop("title")
    return sections


def with_reprints(lines):
    """The claims, and those of six documents again under other names, outlets and days: some in the
    same words (reprints), some with a word of their own (another article)."""
    claims = [json.loads(line) for line in lines]
    documents = sorted({claim["doc"] for claim in claims})[:6]
    for claim in [c for c in claims if c["doc"] in documents]:
        for copy in range(1 + documents.index(claim["doc"]) % 3):
            again = {**claim, "doc": "%s-again-%d" % (claim["doc"], copy), "outlet": "Paper %d" % copy,
                     "date": "2023-%02d-11" % (1 + copy)}
            if copy == 2:
                again["signature"] = None
                again["text"] = "Elsewhere: " + again["text"]
            claims.append({key: value for key, value in again.items() if value is not None
                           or key != "signature"})
    return [(json.dumps(claim) + "\n").encode() for claim in claims]


def check_reach(graph):
    """Does the test reach what it is for: outlets, documents, dates, reprints?"""
    edges = json.loads(graph)
    edges = edges.get("links", edges.get("edges"))
    assert any(e["sources"] > 2 for e in edges), "no tie of several outlets"
    assert any(e["documents"] > 1 for e in edges), "no tie of several documents"
    assert any(e["sources"] > e["documents"] for e in edges), "no reprints"
    assert any(e.get("first") != e.get("last") for e in edges), "no tie of several days"


def main(program, documents):
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        claims = run(program, "extract", "--quiet", "--relations", "all", documents)
        lines = with_reprints(claims.splitlines(keepends=True))
        assert len(lines) > 100, "too few claims to test with: %d" % len(lines)
        whole = os.path.join(folder, "whole.jsonl")
        with open(whole, "wb") as out:
            out.writelines(lines)
        expected = build(program, [whole], folder)
        check_reach(expected[0])
        expected_report = report(program, [whole])
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
            if report(program, parts) != expected_report:
                print("round %d: the report differs" % round_number)
                return 1
    print("10 orders and splits of %d claims gave the same bytes" % len(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
