#!/usr/bin/env python3
"""How many of the names that people marked does the program find? Spans of persons, organisations
and places, compared by their characters.

usage: names_floor.py STANCEGRAPH FILE --untyped F1 --typed F1 [--every N]

FILE has wikigold's columns or UNER's IOB2. Its documents go through `stancegraph actors --names`.
--every N: only each N-th document, from the first: those that the model was not trained on (see
data/en/names-model.md). Fails below a floor; skipped (77) where the file is not there.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}


class Document:
    def __init__(self):
        self.text, self.spans, self.open = "", [], False

    def end_sentence(self):
        self.open = False
        if self.text and not self.text.endswith("\n\n"):
            self.text += "\n\n"

    def mark(self, start, end, tag):
        kind = KINDS.get(tag[2:])
        if kind and self.open and tag[0] == "I" and self.spans[-1][2] == kind:
            self.spans[-1] = (self.spans[-1][0], end, kind)
        elif kind:
            self.spans.append((start, end, kind))
        self.open = bool(kind)


def documents(lines):
    is_uner = lines[0].startswith("#")
    found, cursor = [Document()], 0
    for line in lines:
        document = found[-1]
        if not line.strip():
            document.end_sentence()
        elif line.startswith("# newdoc") or line.startswith("-DOCSTART-"):
            found.append(Document())
        elif is_uner and line.startswith("# text = "):
            cursor = len(document.text)
            document.text += line[9:].rstrip("\n")
        elif is_uner and line[0] != "#":
            _, form, tag = line.split("\t")[:3]
            start = document.text.find(form, cursor)
            if start >= 0:
                cursor = start + len(form)
                document.mark(start, cursor, tag)
        elif not is_uner:
            form, tag = line.rsplit(" ", 1)
            if document.text and not document.text.endswith("\n\n"):
                document.text += " "
            start = len(document.text)
            document.text += form
            document.mark(start, len(document.text), tag.strip())
    return [d for d in found if d.text]


def f1(right, found, gold):
    return 2 * right / (found + gold) if found + gold else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("file")
    parser.add_argument("--untyped", type=float, required=True)
    parser.add_argument("--typed", type=float, required=True)
    parser.add_argument("--every", type=int, default=1)
    args = parser.parse_args()
    path = os.path.join(os.environ.get("SG_ROOT", "."), args.file)
    if not os.path.exists(path):
        print(f"{path} is not there: skipped")
        return 77
    with open(path, encoding="utf-8") as file:
        gold = documents(file.readlines())[::args.every]
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "texts.jsonl")
        with open(source, "w", encoding="utf-8") as file:
            for i, document in enumerate(gold):
                file.write(json.dumps({"id": str(i), "text": document.text}) + "\n")
        run = subprocess.run([args.program, "actors", "--names", "--duplicates", "keep", source],
                             capture_output=True, text=True, check=False)
    if run.returncode:
        print(run.stderr)
        return 1
    mine = [json.loads(line) for line in run.stdout.splitlines()]
    spans = {(int(m["doc"]), m["start"], m["end"]): m["type"] for m in mine}
    wanted = {(i, s, e): k for i, d in enumerate(gold) for s, e, k in d.spans}
    right = sum(span in wanted for span in spans)
    typed = sum(wanted.get(span) == kind for span, kind in spans.items())
    untyped_f1 = f1(right, len(spans), len(wanted))
    typed_f1 = f1(typed, len(spans), len(wanted))
    print(f"{len(wanted)} names in {len(gold)} documents, {len(spans)} found, {right} right, "
          f"{typed} of the right kind: untyped F1 {untyped_f1:.3f} (floor {args.untyped:.3f}), "
          f"typed {typed_f1:.3f} (floor {args.typed:.3f})")
    return 1 if untyped_f1 < args.untyped or typed_f1 < args.typed else 0


if __name__ == "__main__":
    sys.exit(main())
