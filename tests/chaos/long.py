#!/usr/bin/env python3
"""usage: long.py PROGRAM   long texts that no newspaper prints, one test each: a stage that compares
all of a text with all of it would take minutes or hours; each has a minute of the processor."""
import json
import os
import resource
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
MINUTE = 60
FAILED = 0


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (MINUTE, MINUTE + 5))


def fill(piece, size):
    return piece * (size // len(piece))


def case(name, text, file="a.txt"):
    global FAILED
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, file)
        with open(path, "w") as out:
            out.write(text)
        with open(os.path.join(folder, "claims"), "w") as claims:
            code = subprocess.run([PROGRAM, "extract", "--quiet", "--jobs", "1", path], stdout=claims,
                                  preexec_fn=limits).returncode
    FAILED += code != 0
    print("[%s] %s%s" % ("       OK " if not code else "  FAILED  ", name,
                         "" if not code else ": ends with %d" % code), flush=True)


MB = 1000000
case("one line that repeats itself", fill("Oman condemned the raid of Mali on its two ships. ", 12 * MB))
case("brackets that open and never close", "(" * 4 * MB)
case("brackets, each with its end", fill("(a) ", 10 * MB))
case("lines that may end an article", fill("Comments\n", 8 * MB))
case("rows of stops", fill("!?", 4 * MB))
case("one word of accents below and above", "e" + "\u0301" * MB + "\u0323" * MB)
case("quotations that are never closed", fill('"We condemn Mali, the envoy of Oman said. ', 3 * MB))
case("quotations, each with its speaker", fill('"We condemn Mali," Qaboos bin Said said. ', 5 * MB))
case("what was done, told of again and again",
     fill("Mali attacked the port. Oman condemned the attack. ", 5 * MB))
case("a title as long as the text", json.dumps({"title": fill("Oman condemns ", 8 * MB),
                                                "text": fill("Oman condemns\n", 8 * MB)}), "a.jsonl")
case("marked mentions by the ten thousand",
     json.dumps({"text": fill("Oman condemned Mali. ", 2 * MB),
                 "mentions": [{"start": 21 * i, "end": 21 * i + 4, "actor": "Party %d" % i}
                              for i in range(2 * MB // 21)]}), "a.jsonl")
case("words without sense that a parser may tie in circles", fill("[AP/", 2 * MB))
print("%d failed" % FAILED)
sys.exit(FAILED > 0)
