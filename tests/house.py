#!/usr/bin/env python3
"""usage: house.py ROOT   holds the house rules that a machine can hold:
a stage includes model/, base/, itself and earlier stages only; igraph is included in analyse alone and
in one place (trainers are programs and stand above the stages); source files stay under 600 lines; no machine paths."""
import os
import re
import subprocess
import sys

root = sys.argv[1]
ORDER = ["base", "model", "read", "clean", "segment", "recognise", "syntax", "names", "resolve", "stance",
         "aggregate", "analyse", "export", "cli"]
errors = []
for folder, _, files in sorted(os.walk(os.path.join(root, "src"))):
    stage = os.path.relpath(folder, os.path.join(root, "src")).split(os.sep)[0]
    for name in sorted(files):
        if not name.endswith((".c", ".h")):
            continue
        path = os.path.join(folder, name)
        text = open(path, encoding="utf8").read()
        shown = os.path.relpath(path, root)
        if text.count("\n") > 600:
            errors.append(f"{shown}: {text.count(chr(10))} lines: look for the second subject")
        if "/work/" in text or "/home/" in text:
            errors.append(f"{shown}: names a path of somebody's machine")
        if stage not in ORDER or "trainer" in folder.split(os.sep):
            continue  # the pipeline, the engine, programs that train: above all stages
        for include in re.findall(r'#include "([^"]+)"', text):
            target = include.split("/")[0]
            if "/" not in include:
                if stage != "cli":
                    errors.append(f"{shown}: includes {include}, which stands above the stages")
            elif target not in ORDER:
                errors.append(f"{shown}: includes {include}: no such stage")
            elif ORDER.index(target) > ORDER.index(stage):
                errors.append(f"{shown}: includes {include} of a later stage")
        if re.search(r"#include <igraph(/igraph)?\.h>", text) and stage != "analyse":
            errors.append(f"{shown}: includes <igraph.h>; only src/analyse may")
print("\n".join(errors) or "the include graph is the architecture")
sys.exit(bool(errors))
