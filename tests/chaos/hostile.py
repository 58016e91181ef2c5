#!/usr/bin/env python3
"""usage: hostile.py PROGRAM   inputs that no sane person would send, one test each: the program ends
in time with the right exit code, says what was wrong, keeps what was good, and stays small."""
import bz2
import gzip
import io
import json
import lzma
import os
import resource
import stat
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib

PROGRAM = sys.argv[1]
SEEN, FAILED = 0, 0
GOOD = "Oman accused Qatar of bad faith on Monday and left the talks in Geneva.\n"
LINE = json.dumps({"text": GOOD.strip()})
MEMORY_MOST = 700  # MB, for any of them


def run(args, stdin=None, timeout=60):
    return subprocess.run([PROGRAM, "clean", "--quiet", *args], input=stdin, capture_output=True,
                          timeout=timeout)


def case(name, data, file="a.txt", code=1, says="", keeps=None, args=(), stdin=False):
    """Writes `data` (bytes, text, or a function of the folder) and reads it."""
    global SEEN, FAILED
    SEEN += 1
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, file)
        if callable(data):
            path = data(folder) or folder
        else:
            data = data if isinstance(data, bytes) else data.encode()
            if not stdin:
                with open(path, "wb") as out:
                    out.write(data)
        try:
            r = run([*args, "-" if stdin else path], stdin=data if stdin else None)
            error, text = r.stderr.decode(errors="replace"), r.stdout.decode(errors="replace")
            problem = None
            if r.returncode != code:
                problem = "exit code %d, not %d" % (r.returncode, code)
            elif says not in error:
                problem = "does not say '%s'" % says
            elif keeps is not None and text.count(keeps) < 1:
                problem = "loses '%s'" % keeps
            elif "Sanitizer" in error or "runtime error" in error:
                problem = "a sanitizer speaks"
        except subprocess.TimeoutExpired:
            problem, error = "does not end", ""
        for inner, _, _ in os.walk(folder):
            os.chmod(inner, 0o755)
    if problem:
        FAILED += 1
        print("[  FAILED  ] %s: %s\n%s" % (name, problem, error[:500]))
    else:
        print("[       OK ] %s" % name)
    if os.environ.get("SG_MEMORY"):
        print("so far at most %d MB" % (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10))


def zip_of(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in entries:
            z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def tar_of(entries):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        for name, data, kind, link in entries:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, link, len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def file_in_tar(name, data):
    return name, data, tarfile.REGTYPE, ""


def warc(kind, body, length=None):
    body = body if isinstance(body, bytes) else body.encode()
    head = "WARC/1.0\r\nWARC-Type: %s\r\nContent-Length: %s\r\n\r\n" % (
        kind, len(body) if length is None else length)
    return head.encode() + body + b"\r\n\r\n"


def folder_with(**files):
    def make(folder):
        for name, data in files.items():
            with open(os.path.join(folder, name.replace("__", ".")), "wb") as out:
                out.write(data.encode() if isinstance(data, str) else data)
    return make


# --- plain files
case("an empty file", "", says="empty")
case("only blanks", " \n\t\n", says="no text")
case("only invisible characters", "\u200b\u00ad\ufeff", says="no text")
case("one byte", "x", code=0)
case("one NUL", b"\0", says="binary")
case("zeros", b"\0" * 100000, says="binary")
case("random bytes", bytes((i * 7919 + (i >> 3) * 31) & 255 for i in range(50000)), says="binary")
case("a NUL in the middle", GOOD.encode() + b"\0" + GOOD.encode(), code=1, says="U+FFFD",
     keeps="Oman accused")
case("invalid UTF-8", "État: ".encode() + b"\xff " + GOOD.encode(), code=1, keeps="Oman accused",
     says="could not be decoded")
case("a character cut off at the end", GOOD.encode() + "é €".encode()[:-1], code=1,
     keeps="Oman accused")
case("overlong UTF-8", GOOD.encode() + b"\xc0\xaf", code=0, keeps="Oman accused")
case("UTF-16 without its second half", (GOOD).encode("utf-16")[:-1], code=1, keeps="Oman accused")
case("UTF-16 big endian, no mark", GOOD.encode("utf-16-be"), code=0, keeps="Oman accused")
case("UTF-32 with a mark", b"\xff\xfe\0\0" + GOOD.encode("utf-32-le"), code=0, keeps="Oman accused")
case("control characters", GOOD + "\x01\x02\x1b[31m red\x7f\n", code=0, keeps="Oman accused")
case("old Mac line ends", GOOD.replace("\n", "\r") * 3, code=0, keeps="Oman accused")
case("a file over the limit", GOOD * 300000, says="--max-document")
case("a limit given", GOOD * 100, args=["--max-document", "1k"], says="limit")
case("a line of 50 MB", b"{\"text\": \"" + b"x" * 50_000_000 + b"\"}\n" + LINE.encode(), "a.jsonl",
     says="a.jsonl:1", keeps="Oman accused")
case("a word of 10 MB", "x" * 10_000_000, code=0)
case("a million lines", "a\n" * 1_000_000, code=0)
case("a million times the same sentence", GOOD * 200_000, code=0, keeps="Oman accused")
case("a million quotation marks", "“" * 1_000_000, code=0)
case("a million brackets", "(" * 1_000_000 + "[" * 1_000_000, code=0)
case("a million full stops", "A. " * 1_000_000, code=0)
case("teasers without end", ("Oman said that it would go on...\n" * 50000), code=0)
case("bidirectional marks", "\u202e" + GOOD + "\u202c" * 1000, code=0, keeps="Oman accused")
case("combining marks", "e" + "\u0301" * 100000 + " " + GOOD, code=0)
case("a PDF", b"%PDF-1.7\n" + b"\0" * 100, "a.txt", says="pdftotext")
case("a program", b"\x7fELF" + b"\0" * 100, says="program")
case("a picture by name of text", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, says="picture")
case("an unknown extension", GOOD, "a.xyz", code=0, keeps="Oman accused")
case("an unknown encoding asked for", "accusé".encode("latin-1"), args=["--encoding", "klingon"],
     code=0)

# --- JSON
case("JSON that is broken in the middle", LINE + "\n{\"text\": \"x\n" + LINE + "\n", "a.jsonl",
     says="a.jsonl:2", keeps="Oman accused")
case("JSON nested 100,000 deep", "{\"text\": " + "[" * 100000, "a.jsonl", says="a.jsonl:1")
case("an array nested deep", "[{\"text\": " + "[" * 100000, "a.json", says="item 1")
case("a list without an end", "[" + LINE + ", {\"text\": \"x", "a.json", says="no end",
     keeps="Oman accused")
case("a list of rubbish", "[{}, 1, null, \"x\", []," + LINE + "]", "a.json", says="item 1",
     keeps="Oman accused")
case("an empty list", "[]", "a.json", code=0)
case("a text that is a number", "{\"text\": 5}", "a.jsonl", says="no \"text\"")
case("a NUL escape", "{\"text\": \"a\\u0000b " + GOOD.strip() + "\"}", "a.jsonl", code=0,
     keeps="Oman accused")
case("a lone surrogate", "{\"text\": \"\\ud800\"}\n" + LINE, "a.jsonl", says="a.jsonl:1",
     keeps="Oman accused")
case("mentions out of the text", json.dumps({"text": GOOD.strip(), "mentions": [
    {"start": -1, "end": 5, "actor": "x"}, {"start": 5, "end": 2, "actor": "x"},
    {"start": 0, "end": 10**12, "actor": "x"}, {"start": 0, "end": 4}, 7]}), "a.jsonl",
     says="mention", keeps="Oman accused")
case("mentions that are no list", json.dumps({"text": GOOD.strip(), "mentions": "x"}), "a.jsonl",
     says="not a list", keeps="Oman accused")
case("a key a million times", "{" + "\"a\": 1, " * 1_000_000 + "\"text\": \"x\"}", "a.jsonl", code=0)
case("dates that are none", json.dumps({"text": GOOD.strip(), "date": "the day before"}), "a.jsonl",
     code=0, keeps="Oman accused")

# --- tables
case("a quotation mark never closed", "id,text\n1,\"" + GOOD * 50, "a.csv", says="never closed")
case("a table without a text", "a,b\n1,2\n", "a.csv", says="--columns")
case("a row too short", "id,text\n1\n2,\"" + GOOD.strip() + "\"\n", "a.csv", says="1 field",
     keeps="Oman accused")
case("ten thousand columns", ",".join("c%d" % i for i in range(10000)) + "\n", "a.csv",
     says="--columns")
case("only a header", "id,text\n", "a.csv", code=0)

# --- pages
case("a page nested 100,000 deep", "<div>" * 100000 + GOOD, "a.html", says="nested")
case("a tag with 100,000 attributes", "<p " + "a=b " * 100000 + ">" + GOOD, "a.html",
     says="attributes")
case("formatting never closed", "<html>" + "<b><i><font>" * 20000 + GOOD, "a.html", says="nested")
case("tables in tables", "<table><tr><td>" * 300 + GOOD, "a.html", code=0)
case("a script never closed", "<html><body><p>" + GOOD + "<script>" + "if (a < b) {" * 10000,
     "a.html", code=0, keeps="Oman accused")
case("a comment never closed", "<html><p>" + GOOD + "<!--" + "x" * 100000, "a.html", code=0,
     keeps="Oman accused")
case("a page without a text", "<html><head><title>x</title></head><body><img src=a></body></html>",
     "a.html", says="without text")
case("character references without end", "<p>" + "&#x1F600;&nbsp;&bogus;&#99999999;" * 10000,
     "a.html", code=0)
case("broken linked data", "<script type='application/ld+json'>{\"@graph\": [" + "[" * 5000 +
     "</script><p>" + GOOD, "a.html", code=0, keeps="Oman accused")
case("a charset that lies", "<meta charset=utf-16><p>" + GOOD, "a.html", code=0)

# --- feeds
LAUGHS = "".join("<!ENTITY l%d \"%s\">" % (i + 1, "&l%d;" % i * 10) for i in range(9))
case("a billion laughs", "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 \"ha\">" + LAUGHS +
     "]><rss><channel><item><title>&l9;</title><description>" + GOOD + "</description></item>"
     "</channel></rss>", "a.xml", code=0, keeps="Oman accused")
case("an entity that reads a file", "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM "
     "\"file:///etc/passwd\">]><rss><channel><item><title>&x;</title><description>" + GOOD +
     "</description></item></channel></rss>", "a.xml", code=0, keeps="Oman accused")
case("a feed that ends in the middle", "<rss><channel><item><description>" + GOOD +
     "</description></item><item><descr", "a.xml", says="broken XML", keeps="Oman accused")
case("a feed without items", "<rss><channel><title>x</title></channel></rss>", "a.xml",
     says="without items")
case("a feed nested deep", "<rss>" + "<a>" * 100000, "a.xml", says="XML")

# --- mail, web archives
case("mail parts in mail parts", "From: a@example.org\nMIME-Version: 1.0\n" + "".join(
    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)) + "\n" +
     GOOD, "a.eml", code=1)
case("mail without a body", "From: a@example.org\nMessage-ID: <1@e>\nSubject: x\n\n", "a.eml",
     says="no text")
case("a WARC record cut off", warc("conversion", GOOD) + warc("conversion", GOOD, 10**6), "a.warc",
     says="record 2", keeps="Oman accused")
case("a WARC record of 18 exabytes", warc("conversion", GOOD) +
     warc("conversion", GOOD, 2**64 - 1), "a.warc", says="record 2", keeps="Oman accused")
case("a WARC length that is no number", warc("conversion", GOOD, "x"), "a.warc", says="record 1")
case("rubbish between WARC records", warc("conversion", GOOD) + b"rubbish\n", "a.warc",
     says="no WARC header", keeps="Oman accused")
case("a chunked body whose sizes lie", warc("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html"
     "\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n<p>" + GOOD + "\r\n0\r\n\r\n"),
     "a.warc", code=0, keeps="Oman accused")

def packed_page(packing, body):
    return warc("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " +
                packing + b"\r\n\r\n" + body)


def brotli(data):
    """One stored block (RFC 7932, 9.2), and the end."""
    return ((len(data) - 1) << 4 | 1 << 20).to_bytes(3, "little") + data + b"\x03"


case("a WARC page packed with brotli", packed_page(b"br", brotli(("<p>" + GOOD).encode())), "a.warc",
     code=0, keeps="Oman accused")
case("brotli cut off", packed_page(b"br", brotli(("<p>" + GOOD).encode())[:-20]) +
     warc("conversion", GOOD), "a.warc", says="record 1: the page is packed as \"br\" and cut off",
     keeps="Oman accused")
case("brotli damaged", packed_page(b"br", b"\x1b\x10\x00\xff" + os.urandom(8) + b"\xff" * 200) +
     warc("conversion", GOOD), "a.warc", says="record 1: the page is packed as \"br\" and",
     keeps="Oman accused")
case("brotli over the limit", packed_page(b"br", brotli(("<p>" + GOOD * 90).encode())) +
     warc("conversion", GOOD), "a.warc", args=["--max-document", "1k"],
     says="record 1: larger than the limit", keeps="Oman accused")
case("a packing that nobody knows", packed_page(b"zebra", b"\x01\x02\x03") +
     warc("conversion", GOOD), "a.warc", says="packed as \"zebra\"", keeps="Oman accused")
case("a WARC page packed with gzip", warc("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html"
     b"\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(("<p>" + GOOD * 3).encode())), "a.warc",
     code=0, keeps="Oman accused")

# --- packed files
case("a gzip bomb of zeros", gzip.compress(b"\0" * 300_000_000), "a.txt.gz", says="binary")
case("a gzip bomb of text", gzip.compress(LINE.encode() + b"\n" + (b" " * 9999 + b"\n") * 20_000), "a.jsonl.gz",
     says="like a bomb", keeps="Oman accused")
case("a zip in a zip in a zip ...", zip_of([("n.zip", __import__("functools").reduce(
    lambda inner, _: zip_of([("n.zip", inner)]), range(20), zip_of([("a.txt", GOOD)])))]), "a.zip",
     says="packed more than")
case("names that lead out", zip_of([("../a.txt", GOOD), ("/etc/b.txt", GOOD), ("c.txt", GOOD)]),
     "a.zip", says="leads out", keeps="Oman accused")
case("links in a tar", tar_of([("l", b"", tarfile.SYMTYPE, "/etc/passwd"),
                               ("h", b"", tarfile.LNKTYPE, "../x"),
                               ("d", b"", tarfile.CHRTYPE, ""),
                               file_in_tar("c.txt", GOOD.encode())]), "a.tar", says="link",
     keeps="Oman accused")
case("a gzip file cut off", gzip.compress(os.urandom(1000).hex().encode() + GOOD.encode())[:-300],
     "a.txt.gz", says="cannot be unpacked")
case("a gzip file with a wrong sum", gzip.compress(GOOD.encode())[:-8] + b"\0" * 8, "a.txt.gz",
     says="checksum is wrong", keeps="Oman accused")
case("a gzip file with a wrong length", gzip.compress(GOOD.encode())[:-4] + b"\0" * 4, "a.txt.gz",
     says="length", keeps="Oman accused")
case("gzip with rubbish behind it", gzip.compress(GOOD.encode()) + b"rubbish", "a.txt.gz", code=0,
     keeps="Oman accused")
case("gzip padded with zeros", gzip.compress(GOOD.encode()) + b"\0" * 512, "a.txt.gz", code=0,
     keeps="Oman accused")
case("a gzip file damaged in the middle", bytes(b ^ (i == 60) for i, b in enumerate(gzip.compress(
    (LINE + "\n").encode() * 5 + os.urandom(3000).hex().encode()))), "a.jsonl.gz",
     says="a.jsonl")
case("a packed file unpacked beyond the limit", gzip.compress((LINE + "\n").encode() * 5000),
     "a.jsonl.gz", args=["--max-unpacked", "100k"], says="--max-unpacked", keeps="Oman accused")
case("packed twice where once is allowed", gzip.compress(gzip.compress(GOOD.encode())),
     "a.txt.gz.gz", args=["--max-depth", "1"], says="--max-depth")
case("a ratio given", gzip.compress((LINE + "\n").encode() + (b" " * 9999 + b"\n") * 8000),
     "a.jsonl.gz", args=["--max-ratio", "2"], says="--max-ratio", keeps="Oman accused")
case("a zip cut off", zip_of([("a.txt", GOOD * 100)])[:60], "a.zip", says="")
case("a zip of nothing", zip_of([]), "a.zip", says="nothing in it")
case("an encrypted zip", zip_of([("a.txt", GOOD)]).replace(b"PK\x03\x04\x14\x00\x00\x00",
     b"PK\x03\x04\x14\x00\x01\x00").replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00",
     b"PK\x01\x02\x14\x03\x14\x00\x01\x00"), "a.zip", says="crypt")
case("two gzip members", gzip.compress(LINE.encode() + b"\n") + gzip.compress(LINE.encode()),
     "a.jsonl.gz", code=0, keeps="Oman accused")
case("bz2", bz2.compress(GOOD.encode()), "a.txt.bz2", code=0, keeps="Oman accused")
case("xz", lzma.compress(GOOD.encode()), "a.txt.xz", code=0, keeps="Oman accused")
case("a packed file on a pipe", gzip.compress(LINE.encode()), code=0, keeps="Oman accused",
     stdin=True)
case("nothing on a pipe", b"", says="empty", stdin=True)


# --- folders
def loop(folder):
    os.symlink(folder, os.path.join(folder, "loop"))
    open(os.path.join(folder, "a.txt"), "w").write(GOOD)


def hanging_link(folder):
    os.symlink("/nowhere/at/all", os.path.join(folder, "x.txt"))
    open(os.path.join(folder, "z.txt"), "w").write(GOOD)


def odd_names(folder):
    for name in [b"\xff\xfe.txt", b"a\nb.txt", b" .txt", b"-", "é\u202e.txt".encode()]:
        with open(os.path.join(folder.encode(), name), "w") as out:
            out.write(GOOD)


def pipe_in_folder(folder):
    os.mkfifo(os.path.join(folder, "p.txt"))
    open(os.path.join(folder, "z.txt"), "w").write(GOOD)


def deep(folder):
    path = folder
    for _ in range(200):
        path = os.path.join(path, "d")
        os.mkdir(path)
    open(os.path.join(path, "a.txt"), "w").write(GOOD)


def closed(folder):
    inner = os.path.join(folder, "closed")
    os.mkdir(inner)
    os.chmod(inner, 0)
    open(os.path.join(folder, "z.txt"), "w").write(GOOD)


case("a folder that links to itself", loop, says="folder around it", keeps="Oman accused")
case("a link to nowhere", hanging_link, says="cannot open", keeps="Oman accused")
case("names that are no text", odd_names, code=0, keeps="Oman accused")
case("a pipe in a folder", pipe_in_folder, code=0, keeps="Oman accused")
case("a folder 200 deep", deep, code=0, keeps="Oman accused")
if os.geteuid():
    case("a folder that may not be opened", closed, says="cannot open", keeps="Oman accused")
case("a file that is not there", lambda folder: os.path.join(folder, "x.txt"), says="cannot open")
case("an empty folder", lambda folder: folder, code=0)
case("parts of saved pages", folder_with(a__css="p {}", b__js="x()", c__png=b"\x89PNG\r\n", d__txt=GOOD),
     code=0, keeps="Oman accused")
case("a device", lambda folder: "/dev/null", says="empty")

used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
SEEN += 1
if used > MEMORY_MOST and "asan" not in os.environ.get("SG_BUILD", ""):
    FAILED += 1
    print("[  FAILED  ] none takes more than %d MB: %d" % (MEMORY_MOST, used))
else:
    print("[       OK ] none takes more than %d MB (%d)" % (MEMORY_MOST, used))
print("[==========] %d test(s) run." % SEEN)
sys.exit(1 if FAILED else 0)
