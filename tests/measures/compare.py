"""Every measure of the report against NetworkX and python-igraph, on generated graphs.

Usage: compare.py STANCEGRAPH. Exits 77 (skipped) where the two libraries are missing."""
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

try:
    import igraph
    import networkx as nx
except ImportError as missing:
    print("skipped: %s (apt: python3-networkx python3-igraph)" % missing)
    sys.exit(77)

TOLERANCE = 1e-9


def make_graph(seed):
    """Arcs (a, b) -> (weight, sign): sizes, densities and reciprocities vary; some fall apart."""
    rng = random.Random(seed)
    n = rng.choice([5, 8, 13, 21, 34])
    p = rng.choice([0.08, 0.15, 0.3, 0.6])
    arcs = {}
    for a in range(n):
        for b in range(n):
            if a != b and rng.random() < (p if a % 3 or b % 2 else p / 3):
                arcs[a, b] = (rng.randint(1, 9), rng.choice([-1, -1, 1]))
    if not arcs:
        arcs[0, 1] = (2, 1)
    return arcs


def write_claims(arcs, path):
    with open(path, "w") as out:
        for (a, b), (weight, sign) in arcs.items():
            for i in range(weight):
                claim = {"doc": "d%d" % (a * 7 + b + i), "sentence": i, "text": "x",
                         "relation": "backs" if sign > 0 else "accuses", "sign": sign,
                         "source": {"id": "n%02d" % a}, "target": {"id": "n%02d" % b}}
                out.write(json.dumps(claim) + "\n")


def measure(program, path, component):
    command = [program, "report", "--format", "json", "--section", "actors", "--measures", "all",
               "--top", "0", "--by", "degree", "--quiet", "--component", component, path]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return {row["id"]: row for row in json.loads(result.stdout)["actors"]["rows"]}


def table(program):
    """The names of all measures."""
    text = subprocess.run([program, "report", "--by", "help"], capture_output=True, text=True).stdout
    return {line.split()[0] for line in text.splitlines() if not line.startswith(" ")}


def solve(matrix, right):
    """Gauss-Jordan over exact fractions, so that the reference has no rounding of its own."""
    n = len(matrix)
    rows = [[Fraction(x) for x in row] + [Fraction(r)] for row, r in zip(matrix, right)]
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(rows[i][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(n):
            if i != k and rows[i][k]:
                rows[i] = [x - rows[i][k] * y for x, y in zip(rows[i], rows[k])]
    return [float(row[n]) for row in rows]


def pn(matrix, side):
    """Everett and Borgatti 2014: undirected, out and in."""
    n = len(matrix)
    c = Fraction(1, 2 * (n - 1))
    eye = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    if side == "all":
        left = [[eye[i][j] - c * matrix[i][j] for j in range(n)] for i in range(n)]
        return solve(left, [1] * n)
    m = matrix if side == "out" else [list(column) for column in zip(*matrix)]
    left = [[eye[i][j] - c * c * sum(m[i][k] * m[j][k] for k in range(n)) for j in range(n)]
            for i in range(n)]
    return solve(left, [1 + c * sum(row) for row in m])


def expected(arcs, connected):
    """name -> {node: value}; on the largest part where connected is set."""
    d = nx.DiGraph()
    for (a, b), (weight, sign) in sorted(arcs.items()):
        d.add_edge("n%02d" % a, "n%02d" % b, weight=weight, sign=sign)
    u = nx.Graph()
    for a, b, data in d.edges(data=True):
        old = u.get_edge_data(a, b, {"weight": 0, "net": 0})
        u.add_edge(a, b, weight=old["weight"] + data["weight"],
                   net=old["net"] + data["weight"] * data["sign"])
    if connected:
        parts = sorted(nx.connected_components(u), key=lambda c: (-len(c), min(c)))
        d, u = d.subgraph(parts[0]).copy(), u.subgraph(parts[0]).copy()
    for g in (d, u):
        for a, b, data in g.edges(data=True):
            data["length"] = Fraction(1, data["weight"])  # paths of equal length tie
    nodes = sorted(d)
    n = len(nodes)
    index = {v: i for i, v in enumerate(nodes)}
    ig_d = igraph.Graph(n, [(index[a], index[b]) for a, b in d.edges()], directed=True)
    ig_d.es["weight"] = [w for _, _, w in d.edges(data="weight")]
    ig_u = igraph.Graph(n, [(index[a], index[b]) for a, b in u.edges()])
    ig_u.es["weight"] = [w for _, _, w in u.edges(data="weight")]
    ig_d.es["length"] = [1 / w for w in ig_d.es["weight"]]
    ig_u.es["length"] = [1 / w for w in ig_u.es["weight"]]

    def by_node(values):
        return dict(zip(nodes, values))

    def part(v, side, sign):
        edges = d.in_edges(v, data=True) if side == "in" else d.out_edges(v, data=True)
        return sum(e[2]["weight"] for e in edges if e[2]["sign"] == sign)

    out = {
        "degree": dict(u.degree()),
        "in_degree": dict(d.in_degree()),
        "out_degree": dict(d.out_degree()),
        "strength": dict(d.degree(weight="weight")),
        "in_strength": dict(d.in_degree(weight="weight")),
        "out_strength": dict(d.out_degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(d, weight="length", normalized=False),
        "harmonic": {k: v / max(n - 1, 1) for k, v in
                     nx.harmonic_centrality(u, distance="length").items()},
        "pagerank": by_node(ig_d.pagerank(weights="weight")),
        "coreness": nx.core_number(u),
        "constraint": nx.constraint(u, weight="weight"),
        "articulation": {v: float(v in set(nx.articulation_points(u))) for v in nodes},
        "transitivity": {v: nx.clustering(u, v) if u.degree(v) > 1 else None for v in nodes},
        "reciprocity": nx.overall_reciprocity(d) and nx.reciprocity(d, nodes) or
                       {v: 0.0 for v in nodes},
        "hub": by_node(ig_d.hub_score(weights="weight")),
        "authority": by_node(ig_d.authority_score(weights="weight")),
    }
    for side in ("in", "out"):
        for name, sign in (("positive", 1), ("negative", -1)):
            out["%s_%s" % (name, side)] = {v: part(v, side, sign) for v in nodes}
    out["net_received"] = {v: part(v, "in", 1) - part(v, "in", -1) for v in nodes}
    out["net_given"] = {v: part(v, "out", 1) - part(v, "out", -1) for v in nodes}
    out["status"] = {v: out["net_received"][v] - out["net_given"][v] for v in nodes}
    bound = min(max(out["in_strength"].values()), max(out["out_strength"].values()))
    alpha = Fraction(85, 100) / bound
    walks = [[int(i == j) - alpha * d.get_edge_data(nodes[j], nodes[i], {"weight": 0})["weight"]
              for j in range(n)] for i in range(n)]
    out["katz"] = by_node(solve(walks, [1] * n))
    directed, both = ([[0] * n for _ in range(n)] for _ in range(2))
    for a, b, data in d.edges(data=True):
        directed[index[a]][index[b]] = 1 if data["sign"] > 0 else -2
    for a, b, data in u.edges(data=True):
        net = data["net"]
        both[index[a]][index[b]] = both[index[b]][index[a]] = 1 if net > 0 else -2 if net else 0
    for name, matrix, side in (("pn", both, "all"), ("pn_in", directed, "in"),
                               ("pn_out", directed, "out")):
        try:
            out[name] = by_node(pn(matrix, side))
        except ZeroDivisionError:  # two actors and a hostile tie: no solution, no column
            out[name] = None
    if connected:
        out["closeness"] = nx.closeness_centrality(u, distance="length")
        out["eigenvector"] = by_node(ig_u.eigenvector_centrality(weights="weight"))
    return out


def same(got, wanted):
    if wanted is None or (isinstance(wanted, float) and math.isnan(wanted)):
        return got is None
    return got is not None and abs(got - wanted) <= TOLERANCE * max(1, abs(wanted))


def main(program):
    compared = failures = 0
    seen = set()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "claims.jsonl")
        for seed in range(30):
            arcs = make_graph(seed)
            write_claims(arcs, path)
            for component, connected in (("all", False), ("largest", True)):
                rows = measure(program, path, component)
                if not connected:
                    known = set(expected(arcs, True)) | set(expected(arcs, False))
                    names = {name for row in rows.values() for name in row} & table(program)
                    assert names <= known, "not compared: %s" % (names - known)
                    seen |= names
                for name, values in expected(arcs, connected).items():
                    if values is None:
                        failures += any(name in row for row in rows.values())
                        continue
                    for node, wanted in values.items():
                        compared += 1
                        got = rows[node].get(name, "no such column")
                        if not isinstance(got, str) and same(got, wanted):
                            continue
                        failures += 1
                        if failures < 20:
                            print("graph %d (%s), %s of %s: got %s, expected %s" %
                                  (seed, component, name, node, got, wanted))
    missed = table(program) - seen
    assert not missed, "no graph has a value of %s" % missed
    print("%d values compared on 30 graphs, %d differ" % (compared, failures))
    return 1 if failures or not compared else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
