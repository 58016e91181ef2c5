"""What build and report can be asked to make of claims, each option against numbers worked by hand.

Usage: options.py STANCEGRAPH"""
import json
import math
import os
import re
import subprocess
import sys
import tempfile

TYPES = {"Iraq": "state", "Iran": "state", "Israel": "state", "Zarif": "official",
         "Khazali": "official", "Brigade": "militia", "Ministry": "organization"}


def claim(source, relation, target, doc, date=None, outlet=None, confidence=0.5, n=0):
    sign = {"backs": 1, "cooccurs": 0, "affiliated": 0}.get(relation, -1)
    out = {"doc": doc, "date": date, "text": "Words of %s." % doc, "sentence": n,
           "relation": relation, "sign": sign, "confidence": confidence}
    for role, name in (("source", source), ("target", target)):
        out[role] = {"id": name.lower(), "name": name, "type": TYPES.get(name, "state")}
    return {**out, "outlet": outlet} if outlet else out


CLAIMS = [
    claim("Iran", "accuses", "Israel", "d1", "2020-01-01", "Courier", 0.5),
    claim("Iran", "accuses", "Israel", "d1", "2020-01-01", "Courier", 0.75, 1),
    claim("Iran", "accuses", "Israel", "d2", "2020-01-31", "Courier", 0.25),
    claim("Iran", "accuses", "Israel", "d3", "2020-03-01", "Post", 0.5),
    claim("Zarif", "threatens", "Israel", "d3", "2020-03-01", "Post"),
    claim("Khazali", "accuses", "Iraq", "d2", "2020-01-31", "Courier"),
    claim("Iran", "backs", "Brigade", "d4", None, "Post"),
    claim("Zarif", "affiliated", "Ministry", "d1", "2020-01-01"),
    claim("Ministry", "affiliated", "Iran", "d1", "2020-01-01"),
    claim("Khazali", "affiliated", "Brigade", "d1", "2020-01-01"),
    claim("Brigade", "affiliated", "Iraq", "d1", "2020-01-01"),
]


class Program:
    def __init__(self, path, folder):
        self.path, self.folder, self.count = path, folder, 0

    def run(self, *arguments):
        result = subprocess.run([self.path, *arguments], capture_output=True, text=True)
        return result.returncode, result.stdout, result.stderr

    def write(self, claims):
        self.count += 1
        path = os.path.join(self.folder, "claims%d.jsonl" % self.count)
        with open(path, "w") as out:
            out.writelines(json.dumps(c) + "\n" for c in claims)
        return path

    def graph(self, claims, *options):
        out = os.path.join(self.folder, "graph.json")
        code, _, errors = self.run("build", "-q", "--no-manifest", self.write(claims), "-o", out,
                                   *options)
        assert code == 0, (options, errors)
        return json.load(open(out))

    def edges(self, claims, *options):
        graph = self.graph(claims, *options)
        links = graph.get("links", graph.get("edges"))
        return {(e["source"], e["relation"], e["target"]): e["weight"] for e in links}


def expect(got, wanted, what):
    assert got.keys() == wanted.keys(), (what, sorted(got), sorted(wanted))
    for key, value in wanted.items():
        assert abs(got[key] - value) < 1e-9, (what, key, got[key], value)


def check_weights(p):
    tie = ("iran", "accuses", "israel")
    for weight, wanted in (("claims", 4), ("documents", 3), ("outlets", 2), ("confidence", 2.0)):
        assert p.edges(CLAIMS, "--weight", weight)[tie] == wanted, weight
    # 60, 60, 30 and 0 days before the last date: a quarter, a quarter, a half and one
    aged = p.edges(CLAIMS, "--half-life", "30d")
    assert abs(aged[tie] - 2.0) < 1e-9, aged
    # a claim without a date is as old as the oldest
    assert abs(aged["iran", "backs", "brigade"] - 0.25) < 1e-9, aged
    later = p.edges(CLAIMS, "--half-life", "30d", "--as-of", "2020-03-31")
    assert abs(later[tie] - 1.0) < 1e-9, later
    by_document = p.edges(CLAIMS, "--half-life", "30d", "--weight", "documents")
    assert abs(by_document[tie] - 1.75) < 1e-9, by_document


def check_periods(p):
    stances = lambda *options: {k: v for k, v in p.edges(CLAIMS, *options).items()
                                if k[1] != "affiliated"}
    expect(stances("--since", "2020-01-31"),
           {("iran", "accuses", "israel"): 2, ("zarif", "threatens", "israel"): 1,
            ("khazali", "accuses", "iraq"): 1}, "since")
    expect(stances("--until", "2020-01-31"),
           {("iran", "accuses", "israel"): 3, ("khazali", "accuses", "iraq"): 1}, "until")
    expect(stances("--since", "2020-01-02", "--until", "2020-02-28"),
           {("iran", "accuses", "israel"): 1, ("khazali", "accuses", "iraq"): 1}, "both")
    # the quotation is of the period too
    graph = p.graph(CLAIMS, "--since", "2020-03-01")
    quotes = {e["quote"] for e in graph.get("links", graph.get("edges"))}
    assert quotes == {"Words of d3."}, quotes


def check_filters(p):
    core = ("--relations", "core")
    whole = {("iran", "accuses", "israel"): 4, ("zarif", "threatens", "israel"): 1,
             ("khazali", "accuses", "iraq"): 1, ("iran", "backs", "brigade"): 1}
    expect(p.edges(CLAIMS, *core), whole, "relations")
    expect(p.edges(CLAIMS, "--relations", "backs"), {("iran", "backs", "brigade"): 1}, "backs")
    expect(p.edges(CLAIMS, *core, "--min-weight", "2"), {("iran", "accuses", "israel"): 4}, "weight")
    expect(p.edges(CLAIMS, *core, "--min-documents", "3"), {("iran", "accuses", "israel"): 4},
           "documents")
    expect(p.edges(CLAIMS, *core, "--min-documents", "4"), {}, "documents")
    expect(p.edges(CLAIMS, *core, "--types", "state"), {("iran", "accuses", "israel"): 4}, "types")
    expect(p.edges(CLAIMS, *core, "--types", "state,militia"),
           {("iran", "accuses", "israel"): 4, ("iran", "backs", "brigade"): 1}, "types")
    # strengths: Iran 5, Israel 5, then five actors with 1 or less, by id
    for option in ("--top", "--keep"):
        expect(p.edges(CLAIMS, *core, option, "2"), {("iran", "accuses", "israel"): 4}, option)
    names = lambda *options: {n["id"] for n in p.graph(CLAIMS, *core, *options)["nodes"]}
    assert names("--min-weight", "2") == {"iran", "israel"}
    assert len(names("--min-weight", "2", "--isolates")) == 7


def check_ego(p):
    core = ("--relations", "core", "--ego")
    expect(p.edges(CLAIMS, *core, "Brigade"), {("iran", "backs", "brigade"): 1}, "radius 1")
    expect(p.edges(CLAIMS, *core, "Brigade", "--radius", "2"),
           {("iran", "backs", "brigade"): 1, ("iran", "accuses", "israel"): 4}, "radius 2")
    expect(p.edges(CLAIMS, *core, "brigade", "--radius", "3"),
           {("iran", "backs", "brigade"): 1, ("iran", "accuses", "israel"): 4,
            ("zarif", "threatens", "israel"): 1}, "radius 3")
    code, _, errors = p.run("build", "-q", p.write(CLAIMS), "-o", "-", "--format", "json", "--ego",
                            "Brig")
    assert code == 2 and "alike: Brigade" in errors, errors


def check_roll_up(p):
    core = ("--relations", "core", "--roll-up")
    expect(p.edges(CLAIMS, *core, "organization"),
           {("iran", "accuses", "israel"): 4, ("ministry", "threatens", "israel"): 1,
            ("brigade", "accuses", "iraq"): 1, ("iran", "backs", "brigade"): 1}, "organization")
    # onward to the state; a militia is nobody's voice but its own
    expect(p.edges(CLAIMS, *core, "state"),
           {("iran", "accuses", "israel"): 4, ("iran", "threatens", "israel"): 1,
            ("brigade", "accuses", "iraq"): 1, ("iran", "backs", "brigade"): 1}, "state")


def check_association(p):
    pairs = [("Aden", "Basra", 4), ("Aden", "Cairo", 2), ("Basra", "Cairo", 1), ("Doha", "Erbil", 5)]
    claims = [claim(a, "cooccurs", b, "d%d" % i) for a, b, count in pairs for i in range(count)]
    tie = ("aden", "cooccurs", "basra")  # together 4, of 6 and 5, of 12 in all
    k = [4, 2, 1, 5]
    e = [6 * 5 / 12, 6 * 7 / 12, 6 * 5 / 12, 6 * 7 / 12]
    wanted = {"count": 4, "jaccard": 4 / 7, "cosine": 4 / math.sqrt(30),
              "npmi": math.log(4 * 12 / 30) / -math.log(4 / 12),
              "loglik": 2 * sum(a * math.log(a / b) for a, b in zip(k, e))}
    for name, value in wanted.items():
        got = p.edges(claims, "--relations", "cooccurs", "--association", name)
        assert abs(got[tie] - value) < 1e-9, (name, got[tie], value)
    # never apart
    got = p.edges(claims, "--relations", "cooccurs", "--association", "npmi")
    assert abs(got["doha", "cooccurs", "erbil"] - 1) < 1e-9, got


def check_backbone(p):
    """One tie of ten among four of one: (1 - 10/14)^4 = 0.007; the others (1 - 1/14)^4 = 0.74."""
    claims = [claim("Hub", "accuses", "Big", "d%d" % i) for i in range(10)]
    claims += [claim("Hub", "accuses", name, "d") for name in ("Low", "Mid", "Sub", "Tip")]
    expect(p.edges(claims, "--backbone", "0.05"), {("hub", "accuses", "big"): 10}, "backbone")
    assert len(p.edges(claims, "--backbone", "0.006")) == 0
    assert len(p.edges(claims, "--backbone", "0.75")) == 5


def check_series(p):
    path = p.write(CLAIMS)
    rows = {}
    for window in ("month", "quarter", "30d", "week"):
        code, text, errors = p.run("report", "-q", "--relations", "core", "--window", window, "--section", "windows",
                                   "--format", "json", path)
        assert code == 0, errors
        rows[window] = [(r["since"], r["hostile"]) for r in json.loads(text)["windows"]["rows"]]
    assert rows["month"] == [("2020-01-01", 4), ("2020-03-01", 2)], rows["month"]
    assert rows["quarter"] == [("2020-01-01", 6)], rows["quarter"]
    assert rows["30d"] == [("2020-01-01", 2), ("2020-01-31", 2), ("2020-03-01", 2)], rows["30d"]
    assert rows["week"] == [("2019-12-30", 2), ("2020-01-27", 2), ("2020-02-24", 2)], rows["week"]


def check_refusals(p):
    """Every measure on graphs where some are undefined: it has a value, or the sentence names a
    measure that has."""
    pair = [claim("Iran", "accuses", "Israel", "d1"), claim("Iran", "backs", "Israel", "d2"),
            claim("Iran", "accuses", "Israel", "d3"), claim("Israel", "accuses", "Iraq", "d1")]
    apart = [claim("Iraq", "accuses", "Iran", "d1"), claim("Zarif", "backs", "Israel", "d1")]
    together = [claim("Iraq", "cooccurs", "Iran", "d1"), claim("Iran", "cooccurs", "Israel", "d1")]
    two = [claim("Iraq", "accuses", "Iran", "d1")]
    names = re.findall(r"^(\w+) ", p.run("report", "--by", "help")[1], re.M)
    assert len(names) >= 29, names
    refused = {}
    for what, claims, layer in (("net weights", pair, "net"), ("two parts", apart, "stance"),
                                ("no signs", together, "cooccurrence"), ("one pair", two, "stance")):
        path = p.write(claims)
        values = lambda name: p.run("report", "-q", "--fast", "--by", name, "--layer", layer,
                                    "--section", "actors", "--format", "json", path)
        for name in names:
            code, _, errors = values(name)
            if code == 0:
                continue
            said = re.search(r"(not defined on|needs|no solution here).*[:;] take (.*)", errors)
            assert code == 1 and name in errors and said, (what, name, errors)
            offered = [n for n in names if re.search(r"\b%s\b" % n, said.group(2))]
            assert offered and any(values(n)[0] == 0 for n in offered), (what, name, errors)
            refused.setdefault(what, set()).add(name)
    assert refused["net weights"] >= {"betweenness", "closeness", "harmonic", "eigenvector", "katz",
                                      "pagerank", "hub", "authority", "constraint"}, refused
    assert refused["two parts"] == {"closeness", "eigenvector"}, refused
    assert refused["no signs"] >= {"pn", "pn_in", "pn_out", "status", "net_received", "hub",
                                   "reciprocity", "positive_in"}, refused
    print("%d refusals, each with a measure that is defined" %
          sum(len(names) for names in refused.values()))


def check_usage(p):
    path = p.write(CLAIMS)
    for options, words in (
            (["--weight", "gold"], "take claims, documents, outlets or confidence"),
            (["--association", "luck"], "count, jaccard, cosine, npmi"),
            (["--half-life", "soon"], "180d"), (["--since", "May"], "YYYY-MM-DD"),
            (["--as-of", "May"], "YYYY-MM-DD"), (["--backbone", "2"], "between 0 and 1"),
            (["--roll-up", "planet"], "organization or state"), (["--window", "eon"], "30d"),
            (["--section", "weather"], "actors"), (["--layer", "moon"], "stance"),
            (["--types", "planet"], "state")):
        code, _, errors = p.run("report", "-q", *options, path)
        assert code == 2 and words in errors, (options, code, errors)


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        p = Program(program, folder)
        for check in (check_weights, check_periods, check_filters, check_ego, check_roll_up,
                      check_association, check_backbone, check_series, check_refusals, check_usage):
            check(p)
    print("every option gives the numbers that were worked by hand")


if __name__ == "__main__":
    main(sys.argv[1])
