#!/usr/bin/env python3
"""Check gold files: what a hand wrote down must stand in the article.

usage: check_gold.py GOLD_DIR...

A gold file names its article in "file", a path from the folder above GOLD_DIR. Reported, one a line,
with the file and the record's number from 0:
  - a quote that is not a verbatim part of the article (HTML: of its text);
  - a cue none of whose words stands in its quote (null: the whole quote tells);
  - a source, target or accepted actor that the file does not define, or defines twice;
  - a relation, level, modality or actor type that the codebook does not know;
  - a tie from an actor to itself, a record that stands twice, an article that is not there.
Exit code: 0 all is well, 1 something is reported, 2 usage.
"""
import html.parser
import json
import os
import re
import sys

RELATIONS = {"threatens", "accuses", "condemns", "backs", "attacks", "coerces", "demands", "rejects",
             "protests", "agrees", "aids", "meets", "affiliated"}
TYPES = {"state", "official", "militia", "organization", "person"}


class TextOfPage(html.parser.HTMLParser):
    """The text between the tags, entities decoded, without scripts and styles."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def article(path, doc):
    """The text that quotes are looked for in, or None."""
    if not os.path.isfile(path):
        return None
    with open(path, encoding="utf-8") as f:
        if path.endswith(".jsonl"):
            for line in f:
                record = json.loads(line)
                if record.get("id") == doc:
                    return squeeze(record["text"])
            return None
        text = f.read()
    if path.endswith(".html"):
        page = TextOfPage()
        page.feed(text)
        text = "".join(page.parts)
    return squeeze(text)


def check(path, root):
    """Yields a complaint for everything that is wrong in one gold file."""
    with open(path, encoding="utf-8") as f:
        gold = json.load(f)
    if gold["date"] is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", gold["date"]):
        yield f"date {gold['date']!r} is not YYYY-MM-DD"
    if gold["doc"] != os.path.splitext(os.path.basename(path))[0]:
        yield f"doc {gold['doc']!r} is not the file's name"
    ids = [actor["id"] for actor in gold["actors"]]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"actor {twice!r} is defined twice"
    for actor in gold["actors"]:
        if actor["type"] not in TYPES or not actor["name"]:
            yield f"actor {actor['id']!r} has type {actor['type']!r} and name {actor['name']!r}"
    text = article(os.path.join(root, gold["file"]), gold["doc"])
    if text is None:
        yield f"{gold['file']}: no such article"
        return
    seen = set()
    for n, record in enumerate(gold["relations"]):
        where = f"record {n}"
        quote = squeeze(record["quote"])
        if not quote or quote not in text:
            yield f"{where}: not in the article: {record['quote']!r}"
        if not any(w in quote.lower() for w in re.findall(r"\w+", (record["cue"] or quote).lower())):
            yield f"{where}: cue {record['cue']!r} is not in {record['quote']!r}"
        if not {record["relation"], *record.get("accept_relation", [])} <= RELATIONS:
            yield f"{where}: unknown relation {record['relation']!r} or an accepted one"
        ends = [record["source"], record["target"],
                *record.get("accept_source", []), *record.get("accept_target", [])]
        for unknown in sorted(set(ends) - set(ids)):
            yield f"{where}: actor {unknown!r} is not defined"
        if record["source"] == record["target"]:
            yield f"{where}: {record['source']!r} has a tie to itself"
        if record["level"] not in ("explicit", "implicit"):
            yield f"{where}: unknown level {record['level']!r}"
        if record.get("modality", "asserted") not in ("asserted", "hypothetical"):
            yield f"{where}: unknown modality {record['modality']!r}"
        key = (record["source"], record["relation"], record["target"], quote, record["cue"])
        if key in seen:
            yield f"{where}: stands twice"
        seen.add(key)


def main(folders):
    if not folders or any(f.startswith("-") for f in folders):
        print(__doc__, file=sys.stderr if folders != ["--help"] else sys.stdout)
        return 0 if folders == ["--help"] else 2
    files = records = faults = 0
    for folder in folders:
        # gold/dev lies two levels under the folder that "file" counts from, examples/gold one
        root = os.path.dirname(os.path.abspath(folder))
        if os.path.basename(root) == "gold":
            root = os.path.dirname(root)
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".json"):
                continue
            files += 1
            path = os.path.join(folder, name)
            try:
                with open(path, encoding="utf-8") as f:
                    records += len(json.load(f)["relations"])
                complaints = list(check(path, root))
            except (ValueError, KeyError, TypeError, OSError) as fault:
                complaints = [f"{type(fault).__name__}: {fault}"]
            for complaint in complaints:
                print(f"{path}: {complaint}")
            faults += len(complaints)
    print(f"{files} gold files, {records} records, {faults} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
