#!/usr/bin/env python3
"""usage: summary.py BUILD...   reads Meson's test logs, lists what failed or was skipped, and prints
one line "N passed, N failed[, N skipped]". A cmocka program counts as its single tests. Exits 1 on a
failure, or when nothing ran."""
import json
import os
import re
import sys

passed = failed = skipped = 0
for build in sys.argv[1:]:
    log = os.path.join(build, "meson-logs", "testlog.json")
    if not os.path.exists(log):
        print(f"{build}: no test log")
        failed += 1
        continue
    for line in open(log, encoding="utf8"):
        test = json.loads(line)
        out = test.get("stdout", "") + "\n" + test.get("stderr", "")
        good = len(re.findall(r"^\[       OK \] \S", out, re.M))
        bad = len(set(re.findall(r"^\[  FAILED  \] (\w+)$", out, re.M)))
        skip = len(set(re.findall(r"^\[  SKIPPED \] (\w+)$", out, re.M)))
        if test["result"] == "SKIP":
            skipped += 1
            print(f"skipped: {build}: {test['name']}")
        elif test["result"] in ("OK", "EXPECTEDFAIL"):
            passed += good or 1
            skipped += skip
        else:
            passed += good
            failed += bad or 1
            print(f"FAILED: {build}: {test['name']} ({test['result']})")
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
