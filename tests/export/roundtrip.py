#!/usr/bin/env python3
"""roundtrip.py READER CONVERT [FOLDER...]: 200 generated graphs with nasty names, written in every
format, read back by one READER with the same actors, ties, weights, signs and attributes.

`roundtrip.py gallery CONVERT GRAPHS [NODE_FOLDER]` reads the gallery's files so.

Readers: schema (xmllint), networkx, igraph, graphviz, gephi (its importers' rules), node (graphology,
Cytoscape.js). One that is not installed skips with a notice (exit code 77)."""
import csv
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

GRAPHS = 200
SKIP = 77
NAMES = [
    "Iran", "Kata'ib \"Hezbollah\"", "AT&T <Corp> & Sons", "الحشد الشعبي", "حکومەتی هەرێم", "中华人民共和国",
    "🇮🇶 Iraq 🚀", "two\nlines", "tab\there", "control \x01\x02\x1b characters", "C:\\path\\", "trailing\\",
    "</script><script>alert(1)</script>", "]]> CDATA <![CDATA[", "&amp; &lt; &#65;", "semi;colon, comma",
    "=1+1", "'single'", "a\u2028b\u2029c", "x" * 10000, "  inner   spaces  kept", "<b>bold</b>", "node", "edge",
    "graph [", "-> --", "\ufffe\uffff nonchars", "\x7f delete", "naïve Ünïcödé", "%s %d %n", "null", "NaN", "*Arcs",
    "carriage\rreturn", "\u200eleft\u200fright", "é combining e\u0301", "\"", "\\", "{}", "#hash // comment /* c */",
]
IDS = ["node", "edge", "graph", "subgraph", "strict", "a.b", "a_b", "a-b", "A", "1", "-1", "foo bar", "ü", "x<y", "", "actor_1"]
TYPES = ["state", "official", "militia", "organization", "person"]
RELATIONS = [("threatens", -1), ("accuses", -1), ("condemns", -1), ("backs", 1), ("cooccurs", 0)]


def mend(text):
    """What a file can hold: the characters that XML 1.0 forbids go."""
    return "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 0x20 and ord(c) not in (0x7F, 0xFFFE, 0xFFFF)))


def generate(seed):
    """Claims, and what must come back: {id: (name, type)}, {(source, target, relation): facts}."""
    rng = random.Random(seed)
    count = rng.choice([1, 2, 3, 5, 8, 20, 45])
    ids = [IDS[i] if seed % 4 == 0 and i < len(IDS) and IDS[i] else f"actor-{i}" for i in range(count)]
    actors = [{"id": id_, "name": rng.choice(NAMES) if rng.random() < 0.8 else f"Actor {i}", "type": rng.choice(TYPES)}
              for i, id_ in enumerate(ids)]
    relations = RELATIONS[-1:] if seed % 10 == 9 else RELATIONS[:-1] if seed % 3 else RELATIONS
    claims, edges = [], {}
    for i in range(rng.choice([1, 3, 10, 60]) if count > 1 else 0):
        source, target = rng.sample(actors, 2)
        relation, sign = rng.choice(relations)
        if relation == "cooccurs" and source["id"].encode() > target["id"].encode():
            source, target = target, source
        date = rng.choice([None, "2020-12-26", "2021-01-01", "2021-01-02", "2023-02-28"])
        text = f"{rng.choice(NAMES)[:200]} said so, sentence {i}."
        mention = {"mention": "m", "start": 0, "end": 1}
        claims.append({"doc": f"doc{rng.randrange(4)}", "date": date, "sentence": i, "start": i, "end": i + 1, "text": text,
                       "relation": relation, "sign": sign, "source": {**source, **mention}, "target": {**target, **mention},
                       "cue": "said", "negated": False, "modality": "asserted", "attribution": None,
                       "confidence": 0.5, "rule": "a/b.v"})
        edge = edges.setdefault((source["id"], target["id"], relation),
                                {"weight": 0, "sign": sign, "dates": [], "texts": set(), "docs": set()})
        edge["weight"] += 1
        edge["texts"].add(mend(text))
        edge["docs"].add(claims[-1]["doc"])
        edge["dates"] += [date] if date else []
    used = {i for s, t, _ in edges for i in (s, t)}
    nodes = {a["id"]: (mend(a["name"]), a["type"]) for a in actors if a["id"] in used}
    return claims, nodes, edges


def file_ids(nodes):
    """How the ids stand in a file: those that are no xs:NMTOKEN are numbered in order."""
    out, number, taken = {}, 1, {i for i in nodes if re.fullmatch(r"[A-Za-z0-9_.:-]+", i)}
    for node in sorted(nodes, key=lambda i: i.encode()):
        if node in taken:
            out[node] = node
            continue
        while f"actor_{number}" in taken:
            number += 1
        out[node] = f"actor_{number}"
        number += 1
    return out


class Case:
    def __init__(self, folder, seed, convert, extensions, dialect=None):
        self.seed = seed
        claims, nodes, edges = generate(seed)
        ids = file_ids(nodes)
        self.nodes = {ids[i]: value for i, value in nodes.items()}
        self.edges = {(ids[s], ids[t], r): value for (s, t, r), value in edges.items()}
        self.directed = any(r != "cooccurs" for _, _, r in edges) or not edges
        self.base = os.path.join(folder, f"g{seed}")
        with open(self.base + ".jsonl", "w", encoding="utf-8") as out:
            out.writelines(json.dumps(claim) + "\n" for claim in claims)
        command = [convert, self.base + ".jsonl"] + (["--for", dialect] if dialect else [])
        subprocess.run(command + [f"{self.base}.{e}" for e in extensions], check=True, stderr=subprocess.DEVNULL)

    def path(self, extension):
        return f"{self.base}.{extension}"

    def fail(self, what, got, wanted):
        sys.exit(f"graph {self.seed}, {what}:\n  got    {str(got)[:1500]}\n  wanted {str(wanted)[:1500]}")

    def same(self, what, got, wanted):
        if got != wanted:
            if isinstance(got, dict) and isinstance(wanted, dict):
                wrong = [k for k in set(got) | set(wanted) if got.get(k) != wanted.get(k)][:3]
                got, wanted = {k: got.get(k) for k in wrong}, {k: wanted.get(k) for k in wrong}
            self.fail(what, got, wanted)

    def check(self, what, nodes, edges):
        """nodes: {id: (name, type)}; edges: [(source, target, attributes)] of an undirected graph in any order."""
        self.same(what + " actors", nodes, self.nodes)
        got = {}
        for source, target, data in edges:
            key = (source, target, data["relation"])
            if not self.directed and key not in self.edges:
                key = (target, source, data["relation"])
            if key in got:
                self.fail(what + " ties", key, "once")
            got[key] = data
        self.same(what + " ties", sorted(got), sorted(self.edges))
        for key, data in got.items():
            wanted = self.edges[key]
            self.same(f"{what} weight of {key}", float(data["weight"]), float(wanted["weight"]))
            self.same(f"{what} sign of {key}", int(float(data["sign"])), wanted["sign"])
            self.same(f"{what} claims of {key}", int(float(data["claims"])), wanted["weight"])
            self.same(f"{what} documents of {key}", int(float(data["documents"])), len(wanted["docs"]))
            for name, date in (("first", min), ("last", max)):
                self.same(f"{what} {name} of {key}", data.get(name) or None, date(wanted["dates"]) if wanted["dates"] else None)
            if data["quote"] not in wanted["texts"]:
                self.fail(f"{what} quote of {key}", repr(data["quote"]), wanted["texts"])


def cases(convert, extensions, dialect=None, graphs=GRAPHS):
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(graphs):
            case = Case(folder, seed, convert, extensions, dialect)
            if case.edges:
                yield case


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def run(command, **options):
    done = subprocess.run(command, capture_output=True, **options)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr[:2000].decode(errors='replace')}")
    return done.stdout.decode()


# --- readers

def read_schema(convert):
    if not shutil.which("xmllint"):
        skip("xmllint is not installed (package libxml2-utils)")
    schemas = os.path.join(os.environ["SG_ROOT"], "..", "shared", "schemas")
    has_schemas = os.path.isdir(schemas)
    for dialect in ("gexf12", "gexf13"):
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(GRAPHS):
                Case(folder, seed, convert, ["graphml", "gexf"] if dialect == "gexf12" else ["gexf"], dialect)
            graphml = sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith(".graphml"))
            gexf = sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith(".gexf"))
            run(["xmllint", "--nonet", "--noout", "--huge"] + graphml + gexf)
            if not has_schemas:
                continue
            if graphml:
                run(["xmllint", "--nonet", "--noout", "--schema", f"{schemas}/graphml/graphml.xsd"] + graphml)
            if dialect == "gexf13":
                run(["xmllint", "--nonet", "--noout", "--relaxng", f"{schemas}/gexf-1.3/gexf.rng"] + gexf)
                continue
            for path in gexf:  # the published schema of 1.2 does not know viz
                with open(path, encoding="utf-8") as file:
                    text = re.sub(r"<viz:[^>]*/>", "", file.read())
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            run(["xmllint", "--nonet", "--noout", "--schema", f"{schemas}/gexf-1.2draft/gexf.xsd"] + gexf)
    if not has_schemas:
        print("well-formed; ../shared/schemas is absent, so nothing was validated")


def read_networkx(convert):
    try:
        import networkx as nx
    except ImportError:
        skip("NetworkX is not installed (package python3-networkx)")
    for case in cases(convert, ["graphml", "gexf", "json", "net"]):
        for what, graph in (("graphml", nx.read_graphml(case.path("graphml"), force_multigraph=True)),
                            ("gexf", nx.read_gexf(case.path("gexf")))):
            case.same(what + " direction", graph.is_directed(), case.directed)
            label = "name" if what == "graphml" else "label"
            case.check(what, {n: (d[label], d["type"]) for n, d in graph.nodes(data=True)}, list(graph.edges(data=True)))
        with open(case.path("json"), encoding="utf-8") as file:
            data = json.load(file)
        graph = nx.node_link_graph(data)
        case.check("json", {n: (d["name"], d["type"]) for n, d in graph.nodes(data=True)}, list(graph.edges(data=True)))
        graph = nx.read_pajek(case.path("net"))
        case.same("pajek actors", graph.number_of_nodes(), len(case.nodes))
        case.same("pajek ties", sorted(d["weight"] for _, _, d in graph.edges(data=True)),
                  sorted(float(e["weight"]) for e in case.edges.values()))


def read_igraph(convert):
    try:
        import igraph
    except ImportError:
        skip("igraph is not installed (package python3-igraph)")
    for case in cases(convert, ["graphml", "net"]):
        graph = igraph.Graph.Read_GraphML(case.path("graphml"))
        case.same("igraph direction", graph.is_directed(), case.directed)
        edges = [(graph.vs[e.source]["id"], graph.vs[e.target]["id"], e.attributes()) for e in graph.es]
        case.check("igraph", {v["id"]: (v["name"], v["type"]) for v in graph.vs}, edges)
        graph = igraph.Graph.Read_Pajek(case.path("net"))
        case.same("igraph pajek", sorted(graph.es["weight"]), sorted(float(e["weight"]) for e in case.edges.values()))


GVPR = ('N { print("N\\x01", $.name, "\\x01", $.type, "\\x01", aget($, "NAME"), "\\x02") } '
        'E { print("E\\x01", $.tail.name, "\\x01", $.head.name, "\\x01", $.relation, "\\x01", aget($, "STRENGTH"), "\\x01", '
        '$.sign, "\\x01", $.claims, "\\x01", $.documents, "\\x01", $.first, "\\x01", $.last, "\\x01", $.quote, "\\x02") }')


def read_dot(case, strength, name, unescape, prefix):
    program = GVPR.replace("STRENGTH", strength).replace("NAME", name)
    nodes, edges = {}, []
    for line in run(["gvpr", program, case.path("dot")]).split("\x02\n"):
        fields = [unescape(f) for f in line.split("\x01")]
        if fields[0] == "N":
            nodes[fields[1][len(prefix):]] = (fields[3], fields[2])
        elif fields[0] == "E":
            names = ["relation", "weight", "sign", "claims", "documents", "first", "last", "quote"]
            edges.append((fields[1][len(prefix):], fields[2][len(prefix):], dict(zip(names, fields[3:]))))
    return nodes, edges


def read_graphviz(convert):
    if not shutil.which("gvpr"):
        skip("Graphviz is not installed (package graphviz)")
    for case in cases(convert, ["dot"]):
        case.check("dot", *read_dot(case, "strength", "name", lambda t: t.replace("\\\\", "\\"), ""))
        if case.seed % 20 == 0:  # drawing takes longer than reading
            run(["dot", "-Tsvg", "-o", case.path("svg"), case.path("dot")])
            run(["xmllint", "--nonet", "--noout", "--huge", case.path("svg")])
    paths = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(GRAPHS):
            paths.append(Case(folder, seed, convert, ["dot"]).path("dot"))
        run(["nop", "-p"] + paths)


def table(file):
    """The rows of a CSV file, without the apostrophe that keeps spreadsheets from running a text."""
    def plain_cell(v):
        return v[1:] if isinstance(v, str) and v[:1] == "'" and v[1:2] in tuple("=+-@\t\r") else v
    return [{k: plain_cell(v) for k, v in row.items()} for row in csv.DictReader(file)]


def read_gephi(convert):
    """Gephi itself is not here: the rules of its importers, as its sources hold them."""
    def plain(text):
        return re.sub("[\n\r]", " ", text.replace('"', "'").replace("\\", "/"))
    for case in cases(convert, ["dot", "csv", "gexf", "graphml"], "gephi"):
        with open(case.path("dot"), encoding="utf-8") as file:
            text = file.read()
        lines = text.split("\n")
        statement = re.compile(r'  "a_[^"]+"( -[->] "a_[^"]+")? \[label="[^"\\]*"(, [a-z_]+="[^"\\]*")*\];')
        for line in lines[1:-2]:
            if not statement.fullmatch(line):
                case.fail("a statement that Gephi's tokeniser would lose", line, statement.pattern)
        if re.search(r'color="#|^\s*(graph|node|edge|subgraph)\b', "\n".join(lines[1:]), re.M):
            case.fail("default statements or rgb colours break Gephi's import", "", "none")
        if shutil.which("gvpr"):
            nodes, edges = read_dot(case, "weight", "label", lambda t: t, "a_")
            case.same("dot for gephi", nodes, {i: (plain(n), t) for i, (n, t) in case.nodes.items()})
            case.same("dot for gephi", len(edges), len(case.edges))
        with open(case.path("nodes.csv"), encoding="utf-8", newline="") as file:
            nodes = {row["Id"]: (row["Label"], row["type"]) for row in table(file)}
        with open(case.path("edges.csv"), encoding="utf-8", newline="") as file:
            rows = table(file)
        for row in rows:
            case.same("csv row", None in row or None in row.values(), False)
            case.same("csv kind", (row["Kind"], row["Type"]), (row["relation"], "Directed" if case.directed else "Undirected"))
        case.check("csv", nodes, [(r["Source"], r["Target"], {**r, "weight": r["Weight"]}) for r in rows])
        with open(case.path("gexf"), encoding="utf-8") as file:
            text = file.read()
        for weight in re.findall(r'<edge [^>]*weight="([^"]*)"', text):
            if not float(weight) > 0:
                case.fail("Gephi drops ties of weight 0 or less", weight, "> 0")
        for start, end in re.findall(r'<spell start="([^"]*)" end="([^"]*)"', text):
            if not start < end:
                case.fail("Gephi has trouble with spells of no length", start, end)
        for pattern in (r'attribute id="([^"]*)" title="\1"',):
            for block in re.findall(r"<attributes .*?</attributes>", text, re.S):
                titles = re.findall(pattern, block)
                case.same("gexf titles", sorted(titles), sorted(set(t.lower() for t in titles)))
                case.same("reserved titles", {"id", "label", "timeset", "weight"} & set(titles), set())


def read_node(convert, folder):
    if not shutil.which("node") or not os.path.isdir(os.path.join(folder, "node_modules", "graphology")):
        skip("node or its packages are not installed")
    with tempfile.TemporaryDirectory() as work:
        all_cases = [Case(work, seed, convert, ["graphml", "gexf", "cyjs"]) for seed in range(GRAPHS)]
        reader = os.path.join(folder, "read.mjs")
        for case in all_cases:
            if not case.edges:
                continue
        out = run(["node", reader] + [case.base for case in all_cases if case.edges])
        for case, line in zip([c for c in all_cases if c.edges], out.split("\n")):
            for what, graph in json.loads(line).items():
                nodes = {n["id"]: (n["name"], n["type"]) for n in graph["nodes"]}
                case.check("node's " + what, nodes, [(e["source"], e["target"], e["data"]) for e in graph["edges"]])


def close(a, b):
    """Values of one attribute in two files: numbers by value, the rest as words."""
    try:
        return abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(a)))
    except (TypeError, ValueError):
        return str(a) == str(b)


def read_gallery(_, gallery, folder=None):
    """Every file of the gallery, in every reader that is here, against its graph.json: all attributes."""
    schemas = os.path.join(os.environ["SG_ROOT"], "..", "shared", "schemas", "graphml", "graphml.xsd")
    names = sorted(n for n in os.listdir(gallery) if os.path.exists(os.path.join(gallery, n, "graph.json")))
    files = readings = 0
    for name in names:
        base = os.path.join(gallery, name, "graph")
        with open(base + ".json", encoding="utf-8") as file:
            truth = json.load(file)
        nodes = {n["id"]: n for n in truth["nodes"]}
        edges = {(e["source"], e["target"], e["relation"]): e for e in truth["links"]}

        def same(what, got_nodes, got_edges):
            nonlocal readings
            readings += 1
            if set(got_nodes) != set(nodes) or len(got_edges) != len(edges):
                sys.exit(f"{name}, {what}: {len(got_nodes)} actors, {len(got_edges)} ties; wanted {len(nodes)}, {len(edges)}")
            for kind, got, wanted in [(i, got_nodes[i], nodes[i]) for i in nodes] + [
                    ((s, t, d["relation"]), d, edges.get((s, t, d["relation"])) or edges.get((t, s, d["relation"]))) for s, t, d in got_edges]:
                for key, value in (wanted or sys.exit(f"{name}, {what}: {kind} is no tie")).items():
                    if key in ("id", "x", "y", "name", "source", "target", "key", "symmetric"):
                        continue
                    if not close(got.get(key), value):
                        sys.exit(f"{name}, {what}: {key} of {kind} is {got.get(key)!r}, wanted {value!r}")

        try:
            import networkx as nx
            graph = nx.read_graphml(base + ".graphml", force_multigraph=True)
            same("NetworkX graphml", dict(graph.nodes(data=True)), list(graph.edges(data=True)))
            graph = nx.read_gexf(base + ".gexf")
            same("NetworkX gexf", dict(graph.nodes(data=True)), list(graph.edges(data=True)))
            if nx.read_pajek(base + ".net").number_of_edges() != len(edges):
                sys.exit(f"{name}: ties of the Pajek file")
        except ImportError:
            print("without NetworkX")
        try:
            import igraph
            graph = igraph.Graph.Read_GraphML(base + ".graphml")
            same("igraph", {v["id"]: v.attributes() for v in graph.vs},
                 [(graph.vs[e.source]["id"], graph.vs[e.target]["id"], e.attributes()) for e in graph.es])
        except ImportError:
            print("without igraph")
        if shutil.which("xmllint"):
            run(["xmllint", "--nonet", "--noout"] + [base + e for e in (".gexf", ".matrix.svg", ".timeline.svg") if os.path.exists(base + e)])
            if os.path.exists(schemas):
                run(["xmllint", "--nonet", "--noout", "--schema", schemas, base + ".graphml"])
        if shutil.which("gvpr"):
            out = run(["gvpr", 'BEG_G{int n; int e} N{n++} E{e++} END_G{printf("%d %d", n, e)}', base + ".dot"])
            if out.split() != [str(len(nodes)), str(len(edges))]:
                sys.exit(f"{name}: gvpr counts {out}")
        with open(base + ".nodes.csv", encoding="utf-8", newline="") as a, open(base + ".edges.csv", encoding="utf-8", newline="") as b:
            same("csv", {r["Id"]: r for r in table(a)},
                 [(r["Source"], r["Target"], {**r, "weight": r["Weight"]}) for r in table(b)])
        if folder and os.path.isdir(os.path.join(folder, "node_modules", "graphology")):
            line = run(["node", os.path.join(folder, "read.mjs"), base]).split("\n")[0]
            for what, graph in json.loads(line).items():
                same("node's " + what, {n["id"]: {**nodes[n["id"]], "name": n["name"]} for n in graph["nodes"]},
                     [(e["source"], e["target"], e["data"]) for e in graph["edges"]])
        files += 1
    if files < 4:
        sys.exit(f"only {files} networks in {gallery}")
    print(f"{files} networks, {readings} readings with every attribute")
    sys.exit(0)


if __name__ == "__main__":
    globals()["read_" + sys.argv[1]](*sys.argv[2:])
    print(f"{GRAPHS} graphs came back whole")
