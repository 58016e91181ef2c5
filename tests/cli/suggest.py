#!/usr/bin/env python3
"""actors --suggest and back: what is suggested can be read again, passes lint, and its same_as and
not_same_as are obeyed.

usage: suggest.py STANCEGRAPH
"""
import json
import os
import subprocess
import sys
import tempfile

TEXT = ("Omar Tessaline, leader of the Quiet Harbour Front, condemned Peru. The Harbour Front for Dignity, "
        "a militia group, condemned Chile. Tessaline praised Bolivia.\n")


def run(program, *args):
    done = subprocess.run([program, *args], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done


def found(program, text, *packs):
    options = [x for pack in packs for x in ("--actors", pack)]
    listing = json.loads(run(program, "actors", "--format", "json", *options, text).stdout)
    rows = listing["actors"]["rows"] if isinstance(listing.get("actors"), dict) else listing["actors"]
    return {row["name"]: row for row in rows}


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        text, pack = os.path.join(folder, "a.txt"), os.path.join(folder, "suggested.json")
        with open(text, "w", encoding="utf-8") as file:
            file.write(TEXT)
        run(program, "actors", "--suggest", pack, text)
        with open(pack, encoding="utf-8") as file:
            suggested = json.load(file)
        names = {actor["name"]: actor for actor in suggested["actors"]}
        assert {"Omar Tessaline", "Quiet Harbour Front"} <= set(names), names
        assert "Peru" not in names, "a pack's actor is suggested"
        lint = run(program, "lint", pack)
        assert lint.returncode == 0, lint.stdout + lint.stderr
        again = found(program, text, pack)
        assert again["Omar Tessaline"]["from"] == "pack", again
        # the user says that two of them are one
        front = names["Quiet Harbour Front"]
        other = names["Harbour Front for Dignity"]
        other["same_as"] = [front["id"]]
        with open(pack, "w", encoding="utf-8") as file:
            json.dump(suggested, file)
        merged = found(program, text, pack)
        fronts = [name for name in merged if "Front" in name]
        assert len(fronts) == 1, merged
        # ... and changes his mind
        other["not_same_as"] = [front["id"]]
        with open(pack, "w", encoding="utf-8") as file:
            json.dump(suggested, file)
        apart = found(program, text, pack)
        assert len([name for name in apart if "Front" in name]) == 2, apart
        assert run(program, "lint", pack).returncode == 1, "lint is silent about both at once"
    print("suggested, read again, merged and kept apart")
    return 0


if __name__ == "__main__":
    sys.exit(main())
