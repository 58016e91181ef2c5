"""The report and diff commands as a user meets them. Usage: report.py STANCEGRAPH"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile


def claim(source, relation, target, doc, date=None):
    sign = {"backs": 1, "cooccurs": 0}.get(relation, -1)
    return {"doc": doc, "date": date, "text": "%s said so, in \"words\" | and more." % source,
            "relation": relation, "sign": sign,
            "source": {"id": source.lower(), "name": source, "type": "state"},
            "target": {"id": target.lower(), "name": target, "type": "state"}}


CLAIMS = ([claim("Iran", "threatens", "Israel", "d%d" % i, "2020-0%d-01" % (1 + i % 6))
           for i in range(12)] +
          [claim("Usa", "backs", "Israel", "d%d" % i, "2020-06-02") for i in range(6)] +
          [claim("Usa", "backs", "Iran", "d1", "2020-01-05"),
           claim("Usa", "accuses", "Iran", "d7", "2020-06-05"),
           claim("Mali", "accuses", "Niger", "d9", "2020-06-05")])


def run(program, *arguments):
    result = subprocess.run([program, *arguments], capture_output=True, text=True)
    return result.returncode, result.stdout, result.stderr


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "claims.jsonl")
        with open(path, "w") as out:
            out.writelines(json.dumps(c) + "\n" for c in CLAIMS)

        code, text, _ = run(program, "report", path)
        assert code == 0
        for words in ("Who is central", "Strongest hostile ties", "Who stands with whom",
                      "Do friends and foes fit together", "In time", "How to read this"):
            assert words in text, "no section '%s'" % words
        assert "\033" not in text, "colours in a pipe"
        assert max(map(len, text.splitlines())) <= 120

        rows = json.loads(run(program, "report", "--format", "json", path)[1])
        assert rows["actors"]["rows"][0]["actor"] == "Israel"
        assert rows["hostile"]["rows"][0]["weight"] == 12
        assert rows["hostile"]["rows"][0]["documents"] == 12
        assert rows["hostile"]["rows"][0]["sign_holds"] == 1

        def sureness(seed):
            text = run(program, "report", "--format", "json", "--seed", seed, path)[1]
            return [row["sign_holds"] for row in json.loads(text)["hostile"]["rows"]]

        assert sureness("3") == sureness("3") and sureness("3") != sureness("4"), "seeds are not heeded"

        # ties without a sign: no hostility, no friendship, no change of sides
        named = os.path.join(folder, "named.jsonl")
        with open(named, "w") as out:
            out.writelines(json.dumps(claim("Iran", "cooccurs", "Usa", "d%d" % i, "2020-0%d-01" % (1 + i)))
                           + "\n" for i in range(6))
        text = run(program, "report", named)[1]
        assert "ostil" not in text and "made of 6 sentences" in text, text

        # a page of 80 columns holds every table
        text = run(program, "report", "--width", "80", path)[1]
        assert max(len(line) for line in text.splitlines()) <= 80, text
        assert "What changed" in text and "1 flipped" in text, text
        text = run(program, "report", "--format", "csv", "--section", "read", path)[1]
        assert text.splitlines()[:2] == ["sentence", "Claims from 12 documents."], text

        table = list(csv.DictReader(io.StringIO(run(program, "report", "--format", "csv", path)[1])))
        assert [row["rank"] for row in table] == ["1", "2", "3", "4", "5"]
        text = run(program, "report", "--format", "csv", "--section", "hostile", path)[1]
        assert next(csv.DictReader(io.StringIO(text)))["text"].endswith('"words" | and more.')
        assert "\\|" in run(program, "report", "--format", "md", path)[1], "a bare | breaks the row"

        code, _, errors = run(program, "report", "--by", "closeness", path)
        assert code == 1 and "not defined on a graph in 2 parts: take harmonic" in errors, errors
        assert run(program, "report", "--by", "closeness", "--component", "largest", path)[0] == 0
        code, _, errors = run(program, "report", "--by", "beauty", path)
        assert code == 2 and "no measure 'beauty'" in errors, errors
        code, _, errors = run(program, "report", "--actor", "Isr", path)
        assert code == 2 and "alike: Israel" in errors, errors
        told = os.path.join(folder, "told.jsonl")
        with open(told, "w") as out:
            for c in CLAIMS[:3]:
                out.write(json.dumps({**c, "outlet": "The Courier " + c["doc"]}) + "\n")
        text = run(program, "report", "--section", "read", told)[1]
        assert "3 outlets: The Courier d0, The Courier d1, The Courier d2." in text, text

        hostile = os.path.join(folder, "hostile.jsonl")
        with open(hostile, "w") as out:
            out.write(json.dumps({**CLAIMS[0], "text": "=HYPERLINK(\"x\") Iran threatens Israel."}))
        table = run(program, "report", "--format", "csv", "--section", "hostile", hostile)[1]
        assert "\"'=HYPERLINK" in table, "a spreadsheet would run it: " + table
        assert run(program, "build", "-q", hostile, "-o", os.path.join(folder, "h.csv"))[0] == 0
        files = "".join(open(os.path.join(folder, f)).read() for f in os.listdir(folder)
                        if f.startswith("h.") and f.endswith(".csv"))
        assert "\"'=HYPERLINK" in files, "a spreadsheet would run it: " + files
        code, text, _ = run(program, "report", "--actor", "israel", path)
        assert code == 0 and text.startswith("Dossier: Israel") and "2020-06-02" in text

        graph = os.path.join(folder, "g.json")
        assert run(program, "build", "-q", path, "-o", graph)[0] == 0
        manifest = json.load(open(graph + ".manifest.json"))
        assert manifest["counts"]["claims"] == len(CLAIMS)
        assert manifest["inputs"][0]["bytes"] == os.path.getsize(path)
        # a graph file tells its ties, the manifest beside it what they were made of
        text = run(program, "report", "--section", "read", graph)[1]
        assert "Claims from 12 documents" in text and "outlet" in text, text
        os.rename(graph + ".manifest.json", graph + ".aside")
        text = run(program, "report", "--section", "read", graph)[1]
        assert "without its manifest" in text, text
        os.rename(graph + ".aside", graph + ".manifest.json")
        again = json.loads(run(program, "report", "--format", "json", graph)[1])
        assert [r["actor"] for r in again["actors"]["rows"]] == \
            [r["actor"] for r in rows["actors"]["rows"]], "a graph file gives another ranking"
        code, _, errors = run(program, "report", "--since", "2020-02-01", graph)
        assert code == 1 and "give documents or a claims file" in errors, errors

        picture = os.path.join(folder, "d.dot")
        code, text, _ = run(program, "diff", path, "--split", "2020-06-01", "-f", "json", "-o",
                            picture)
        changes = json.loads(text)
        assert code == 0 and changes["flipped"]["rows"][0]["target"] == "Iran"
        assert {r["source"] for r in changes["new"]["rows"]} == {"Usa", "Mali"}
        drawing = open(picture).read()
        assert '"usa" -> "iran" [change="flipped", color="#8e2f8e"' in drawing, drawing
        assert '"mali" -> "niger" [change="new", color="#c84500"' in drawing, drawing
        assert run(program, "diff", path)[0] == 2
    print("the report and diff commands behave")


if __name__ == "__main__":
    main(sys.argv[1])
