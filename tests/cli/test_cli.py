#!/usr/bin/env python3
"""usage: test_cli.py PROGRAM ROOT   exit codes, messages and outputs of the commands, as a user meets
them. Prints one line a test, in cmocka's manner, so that the summary counts them."""
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

PROGRAM, ROOT = sys.argv[1:3]
DOCUMENTS = os.path.join(ROOT, "examples", "documents")
SENTENCE = "Turkey accused Syria of shelling the border town.\n"


def run(*args, stdin=None, cwd=None, env=None):
    return subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, cwd=cwd,
                          env={**os.environ, **(env or {})}, timeout=120)


def claims(result):
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())
    return path


def no_arguments_show_the_commands(folder):
    r = run()
    assert r.returncode == 2 and b"build" in r.stderr and b"extract" in r.stderr, r


def help_and_version_are_results(folder):
    for args in (["--help"], ["help"], ["--version"]):
        r = run(*args)
        assert r.returncode == 0 and r.stdout and not r.stderr, r


def every_command_in_the_help_has_a_help(folder):
    table = run("--help").stdout.decode().split("Commands:\n")[1].split("\n\n")[0]
    names = [line.split()[0] for line in table.splitlines()]
    assert len(names) >= 3, names
    for name in names:
        r = run(name, "--help")
        assert r.returncode == 0 and b"usage: stancegraph " + name.encode() in r.stdout, (name, r)


def unknown_commands_and_options_are_usage_errors(folder):
    for args in (["nonsense"], ["extract", "--nonsense", "x"], ["extract"], ["extract", "--jobs"],
                 ["extract", "--jobs", "many", "x"], ["extract", "--relations", "hugs", DOCUMENTS],
                 ["build", DOCUMENTS], ["build", DOCUMENTS, "-o", os.path.join(folder, "g.nonsense")]):
        r = run(*args)
        assert r.returncode == 2, (args, r.returncode, r.stderr)
        assert r.stderr.startswith(b"stancegraph: ") and r.stderr.count(b"\n") <= 2, (args, r.stderr)
        assert not r.stdout, args


def a_sentence_gives_a_claim_with_offsets_into_the_text(folder):
    text = "😀 Ankara said little.\n\n" + SENTENCE
    r = run("extract", "-", stdin=json.dumps({"id": "a", "text": text, "date": "2019-01-02"}).encode() + b"\n")
    assert r.returncode == 0, r.stderr
    got = [c for c in claims(r) if c["relation"] == "accuses"]
    assert len(got) == 1, got
    c = got[0]
    assert (c["source"]["name"], c["target"]["name"], c["sign"]) == ("Turkey", "Syria", -1), c
    assert text[c["start"]:c["end"]] == c["text"] == SENTENCE.strip(), c
    for end in ("source", "target"):
        assert text[c[end]["start"]:c[end]["end"]] == c[end]["mention"], c
    assert c["date"] == "2019-01-02" and c["doc"] == "a" and c["rule"].startswith("accuses/"), c


def one_and_two_threads_print_the_same_bytes(folder):
    one, two = (run("extract", "--relations", "all", "--jobs", n, DOCUMENTS) for n in "12")
    assert one.returncode == two.returncode == 0 and one.stdout and one.stdout == two.stdout


def claims_in_parts_and_in_any_order_build_the_same_graph(folder):
    whole = run("extract", DOCUMENTS).stdout
    lines = whole.splitlines(keepends=True)
    assert len(lines) > 10
    a = write(folder, "a.jsonl", b"".join(lines[len(lines) // 3:]))
    b = write(folder, "b.jsonl", b"".join(lines[:len(lines) // 3]))
    files = []
    for i, inputs in enumerate(([DOCUMENTS], [a, b], [b, a])):
        out = os.path.join(folder, f"{i}.graphml")
        r = run("build", *inputs, "-o", out)
        assert r.returncode == 0, r.stderr
        files.append(open(out, "rb").read())
    assert files[1] == files[2], "order of the parts shows"
    assert files[0] == files[1], "claims and documents differ"


def broken_lines_are_named_and_the_rest_is_read(folder):
    good = json.dumps({"id": "g", "text": SENTENCE})
    path = write(folder, "in.jsonl", good + "\n{broken\n" + '{"id": "n"}\n' + '{"text": 5}\n' + good + "\n")
    r = run("extract", path)
    assert r.returncode == 1 and len(claims(r)) == 2, r
    for line in (2, 3, 4):
        assert f"in.jsonl:{line}:".encode() in r.stderr, r.stderr
    assert b"3 inputs were skipped" in r.stderr, r.stderr
    strict = run("extract", "--strict", path)
    assert strict.returncode == 1 and b"in.jsonl:2:" in strict.stderr and b"in.jsonl:3:" not in strict.stderr


def bad_files_get_a_message_each_and_good_ones_are_read(folder):
    write(folder, "good.txt", SENTENCE)
    write(folder, "empty.txt", "")
    write(folder, "binary.txt", bytes(range(256)) * 40)
    write(folder, "latin.txt", "Pressé par Paris, " .encode("latin-1") + SENTENCE.encode())
    write(folder, "unknown.xyz", b"\x00\x01\x02\x03" * 100)
    missing = os.path.join(folder, "missing.txt")
    r = run("extract", folder, missing)
    assert r.returncode == 1, r
    assert any(c["doc"].endswith("good") for c in claims(r)), r.stdout
    assert b"missing.txt" in r.stderr and b"binary.txt" in r.stderr, r.stderr
    assert r.stderr.count(b"Traceback") == 0


def a_folder_that_may_not_be_read_is_named(folder):
    closed = os.path.join(folder, "closed")
    os.mkdir(closed)
    write(folder, "good.txt", SENTENCE)
    if os.geteuid() == 0:  # root may read everything: a dangling link stands in
        os.rmdir(closed)
        os.symlink(os.path.join(folder, "nowhere"), closed)
        r = run("extract", closed, os.path.join(folder, "good.txt"))
    else:
        os.chmod(closed, 0)
        r = run("extract", closed, os.path.join(folder, "good.txt"))
        os.chmod(closed, 0o700)
    assert r.returncode == 1 and b"closed" in r.stderr and len(claims(r)) == 1, r


def a_fifty_megabyte_line_is_refused_or_read_but_never_fatal(folder):
    good = json.dumps({"id": "g", "text": SENTENCE}) + "\n"
    path = write(folder, "long.jsonl", good + '{"id":"l","text":"' + "a" * 50_000_000 + '"}\n' + good)
    r = run("extract", path)
    assert r.returncode in (0, 1) and len(claims(r)) == 2, (r.returncode, r.stderr)
    if r.returncode:
        assert b"long.jsonl:2:" in r.stderr, r.stderr


def a_full_disk_leaves_no_half_file(folder):
    if not os.path.exists("/dev/full"):
        return
    r = subprocess.run(f"'{PROGRAM}' extract '{DOCUMENTS}' > /dev/full", shell=True, capture_output=True)
    assert r.returncode == 1 and b"standard output" in r.stderr, r
    out = os.path.join(folder, "no", "such", "g.graphml")
    r = run("build", DOCUMENTS, "-o", out)
    assert r.returncode == 1 and b"g.graphml" in r.stderr, r
    limited = os.path.join(folder, "g.graphml")
    r = subprocess.run([PROGRAM, "build", DOCUMENTS, "-o", limited], capture_output=True,
                       preexec_fn=lambda: (__import__("signal").signal(25, 1),  # SIGXFSZ ignored
                                           resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))))
    assert r.returncode == 1 and b"g.graphml" in r.stderr, r
    assert not os.path.exists(limited) and not [f for f in os.listdir(folder) if "graphml" in f], os.listdir(folder)


def an_older_output_survives_a_failed_run(folder):
    out = write(folder, "g.graphml", "old")
    assert run("build", os.path.join(folder, "missing"), "--strict", "-o", out).returncode == 1
    assert open(out).read() == "old"


def a_missing_data_folder_is_named(folder):
    r = run("extract", DOCUMENTS, "--data", os.path.join(folder, "nodata"))
    assert r.returncode == 1 and b"nodata" in r.stderr and b"--data" in r.stderr, r


def nothing_is_said_in_a_pipe_when_all_is_well(folder):
    r = run("extract", write(folder, "a.txt", SENTENCE))
    assert r.returncode == 0 and not r.stderr, r.stderr


def given_mentions_win_over_the_programs_own(folder):
    text = "The Blue Circle denounced Syria."
    doc = {"id": "m", "text": text, "mentions": [{"start": 0, "end": 15, "actor": "Blue Circle", "type": "militia"}]}
    r = run("extract", "-", stdin=json.dumps(doc).encode())
    got = [(c["source"]["name"], c["source"]["type"], c["relation"], c["target"]["name"]) for c in claims(r)]
    assert got == [("Blue Circle", "militia", "condemns", "Syria")], (got, r.stderr)


def explain_shows_the_re_rankers_part(folder):
    r = run("explain", write(folder, "a.txt", SENTENCE), "Turkey", "Syria")
    lines = [line for line in r.stdout.decode().splitlines() if "re-ranker: Turkey accuses Syria" in line]
    assert len(lines) == 1 and "is kept with confidence" in lines[0] and "; for: " in lines[0], r.stdout
    r = run("explain", "--sentence", SENTENCE.strip())
    assert b"re-ranker: Turkey accuses Syria" in r.stdout, r.stdout


def names_stand_in_datelines_too(folder):
    text = "ANKARA (Reuters) - Turkey accused Syria of shelling the border town on Monday.\n"
    r = run("actors", "--names", write(folder, "a.txt", text))
    found = {(line["name"], line["type"], text[line["start"]:line["end"]] == line["name"])
             for line in claims(r)}
    for name in ("ANKARA", "Turkey", "Syria"):
        assert (name, "place", True) in found, (name, found)


TESTS = [value for value in list(globals().values())
         if callable(value) and getattr(value, "__code__", None) and value.__code__.co_varnames[:1] == ("folder",)
         and value.__name__ not in ("write",)]

failed = 0
for test in TESTS:
    where = tempfile.mkdtemp(prefix="sg-cli-")
    try:
        test(where)
        print(f"[       OK ] {test.__name__}")
    except Exception as problem:  # an assertion or a crash: both are failures
        failed += 1
        print(f"{type(problem).__name__}: {str(problem)[:1500]}")
        print(f"[  FAILED  ] {test.__name__}")
    finally:
        shutil.rmtree(where, ignore_errors=True)
sys.exit(1 if failed else 0)
