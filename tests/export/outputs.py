#!/usr/bin/env python3
"""outputs.py PROGRAM: the output side of `stancegraph build`, as a user meets it."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
ACTOR = {"type": "state", "mention": "m", "start": 0, "end": 1}
CLAIM = {"doc": "d", "date": "2024-01-02", "sentence": 0, "start": 0, "end": 1, "text": "Aland accused Bland.",
         "relation": "accuses", "sign": -1, "source": {"id": "aland", "name": "Aland\u0001", **ACTOR},
         "target": {"id": "bland", "name": "Bland", **ACTOR}, "cue": "accused", "negated": False, "modality": "asserted",
         "attribution": None, "confidence": 0.9, "rule": "accuses/accuse.v"}


class Outputs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.claims = self.path("claims.jsonl")
        with open(self.claims, "w", encoding="utf-8") as out:
            out.write(json.dumps(CLAIM) + "\n")

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def build(self, *arguments):
        return subprocess.run([PROGRAM, "build", self.claims, *arguments], capture_output=True, text=True)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def test_help_lists_every_format_with_its_forms(self):
        done = self.build("--format", "help")
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("graphml", "gexf", "cyjs", "matrix.svg", "--for graphviz,camps,gephi"):
            self.assertIn(word, done.stdout)

    def test_one_run_writes_several_files(self):
        done = self.build("-o", self.path("a.graphml"), "-o", self.path("a.csv"), "-o", self.path("a.timeline.svg"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(f for f in os.listdir(self.folder.name) if not f.endswith(".manifest.json")),
                         ["a.edges.csv", "a.graphml", "a.nodes.csv", "a.timeline.svg", "claims.jsonl"])

    def test_a_dialect_goes_to_the_formats_that_know_it(self):
        done = self.build("--for", "gephi", "-o", self.path("a.dot"), "-o", self.path("a.net"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('"a_aland" -> "a_bland"', self.read("a.dot"))
        self.assertEqual(self.build("--for", "signed", "-o", self.path("a.net")).returncode, 0)
        self.assertIn("1 2 -1 ", self.read("a.net"))

    def test_a_dialect_that_no_output_knows_is_wrong_usage(self):
        done = self.build("--for", "gefi", "-o", self.path("a.dot"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("gephi", done.stderr)

    def test_an_unknown_ending_is_told_before_anything_is_read(self):
        done = subprocess.run([PROGRAM, "build", "/nowhere", "-o", self.path("a.docx")], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("graphml", done.stderr)

    def test_a_mended_name_is_told(self):
        done = self.build("-o", self.path("a.json"))
        self.assertIn("mended", done.stderr)
        self.assertEqual(json.loads(self.read("a.json"))["nodes"][0]["name"], "Aland")

    def test_a_full_disk_leaves_no_file(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "w") as full:
            done = subprocess.run([PROGRAM, "build", self.claims, "--format", "graphml", "-o", "-"],
                                  stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("not written", done.stderr)

    def test_the_same_claims_give_the_same_bytes(self):
        outputs = []
        for name in ("x", "y"):
            self.build("-o", self.path(f"{name}.gexf"), "-o", self.path(f"{name}.dot"))
            outputs.append((self.read(f"{name}.gexf"), self.read(f"{name}.dot")))
        self.assertEqual(*outputs)

    def test_sizes_follow_the_measure_asked_for(self):
        self.assertEqual(self.build("--size-by", "in_strength", "-o", self.path("a.gexf")).returncode, 0)
        self.assertIn('size value="60"', self.read("a.gexf"))
        self.assertEqual(self.build("--size-by", "charm", "-o", self.path("b.gexf")).returncode, 2)
        self.assertFalse(os.path.exists(self.path("b.gexf")))


unittest.main(verbosity=0)
