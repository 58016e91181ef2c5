#!/usr/bin/env python3
"""usage: corpus.py PROGRAM [DOCUMENTS] [SEED]

Makes a corpus (default 600 documents) in all formats and encodings, a third of them reprints with
edits, and asks three things of the program: that reprints are grouped (precision at least 0.98,
recall at least 0.95, over pairs), that --duplicates drop leaves about one of each group, and that
the same article gives the same claims in every format. The articles are put together from parts by
a seeded generator, so that the corpus is the same wherever it is made."""
import collections
import csv
import email.message
import gzip
import html
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile

PROGRAM = sys.argv[1]
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 600
RANDOM = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
STATES = ["Turkey", "Greece", "Iran", "Israel", "Russia", "Ukraine", "China", "India", "Pakistan",
          "Egypt", "Ethiopia", "Sudan", "Algeria", "Morocco", "Chad", "Libya", "Serbia", "Kosovo",
          "Armenia", "Azerbaijan", "Japan", "Peru", "Chile", "Kenya", "Somalia", "Qatar", "Oman"]
STANCES = ["{a} accused {b} of {deed}", "{a} condemned {b} for {deed}", "{a} threatened {b} with {harm}",
           "{a} praised {b} for {help}", "{a} backed {b} in the quarrel over {thing}",
           "{a} blamed {b} for {deed}", "{a} denounced {b} over {thing}"]
DEEDS = ["shelling a border town", "breaking the truce", "arming rebels", "jamming radio traffic",
         "seizing two fishing boats", "expelling its envoy", "spying on its ministers",
         "blocking the grain convoys", "burning the crops of villagers", "cutting the water off"]
HARMS = ["new sanctions", "war", "air strikes", "the closing of the border", "a blockade",
         "the end of all trade"]
HELPS = ["its patience", "sending doctors", "freeing the sailors", "opening the pass",
         "its stand at the summit"]
THINGS = ["the port", "the dam", "the strait", "the pipeline", "the islands", "the gas field",
          "the railway", "the refugee camps", "the salt lake", "the bridge"]
WHEN = ["on Monday", "on Tuesday", "on Wednesday", "late on Friday", "over the weekend",
        "before dawn", "after a night of talks", "at the summit"]
NOUNS = ("market harvest winter harbour school clinic judge farmer driver village council budget "
         "festival museum forest river valley station factory engineer teacher nurse shepherd "
         "merchant sailor library theatre orchard cement copper wool ferry tunnel quarry bakery "
         "bishop poet mayor widow colonel printer lawyer student glacier desert meadow").split()
VERBS = ("opened closed visited repaired painted sold bought measured guarded crossed described "
         "remembered counted lent moved planted carried watched missed found lost").split()
PLACES = ("Aldera Brunno Castrel Dornova Eskala Farnum Golvar Hestia Ilmara Jorund Kaspen Lorval "
          "Mirel Nordal Ostrava Pellan Quistel Ravenna Sorvik Talmon Umbra Velden").split()


def filler():
    """A sentence that says nothing of anybody: makes articles differ."""
    r = RANDOM
    return r.choice([
        "In {p} the {n} {v} the {m} {w}, and nobody asked why.",
        "The {n} of {p} {v} a {m} near the {o} for the {k}th time {w}.",
        "Some {k} people in {p} {v} the old {n} {w} while the {m} stood empty.",
        "A {n} who {v} the {m} {w} said the {o} in {p} was worth {k} coins."]).format(
            p=r.choice(PLACES), n=r.choice(NOUNS), m=r.choice(NOUNS), o=r.choice(NOUNS),
            v=r.choice(VERBS), w=r.choice(WHEN), k=r.randint(3, 9999))


def stance():
    r = RANDOM
    a, b = r.sample(STATES, 2)
    return (r.choice(STANCES) + " {w}.").format(a=a, b=b, deed=r.choice(DEEDS), harm=r.choice(HARMS),
                                               help=r.choice(HELPS), thing=r.choice(THINGS),
                                               w=r.choice(WHEN))


def article(number):
    r = RANDOM
    paragraphs = [stance() + " " + filler()]
    for _ in range(r.randint(5, 10)):
        paragraphs.append(" ".join(stance() if r.random() < 0.25 else filler()
                                   for _ in range(r.randint(2, 4))))
    return {"group": number, "title": "%s and %s quarrel over %s %d" % (
        *r.sample(STATES, 2), r.choice(THINGS), number),
        "date": "20%02d-%02d-%02d" % (r.randint(10, 24), r.randint(1, 12), r.randint(1, 28)),
        "outlet": "The %s Courier" % r.choice(PLACES), "paragraphs": paragraphs}


def reprint(original):
    """What papers do to wire copy: another headline, a cut at the end, a paragraph of their own,
    words changed here and there."""
    r = RANDOM
    copy = dict(original, outlet="The %s Herald" % r.choice(PLACES))
    paragraphs = list(original["paragraphs"])
    if r.random() < 0.5:
        paragraphs = paragraphs[:max(3, len(paragraphs) - r.randint(1, 2))]
    if r.random() < 0.4:
        paragraphs.insert(r.randint(1, len(paragraphs)), filler())
    if r.random() < 0.5:
        copy["title"] = "%s news: %s" % (r.choice(PLACES), original["title"])
    changed = []
    for paragraph in paragraphs:
        words = paragraph.split(" ")
        for i in range(1, len(words)):
            if r.random() < 0.04 and words[i].islower():
                words[i] = r.choice(["then", "indeed", "so", words[i] + ",", "again"])
        changed.append(" ".join(words))
    copy["paragraphs"] = changed
    return copy


def body(a):
    return a["title"] + "\n\n" + "\n\n".join(a["paragraphs"])


def page(a, layout):
    e = html.escape
    nav = "<nav>%s</nav>" % "".join("<a href='/%s'>%s</a> " % (n, n.title()) for n in NOUNS[:12])
    side = "<aside><h3>Most read</h3><ul>%s</ul></aside>" % "".join(
        "<li><a href='/x'>%s %s the %s</a></li>" % (p, v, n)
        for p, v, n in zip(PLACES[:6], VERBS, NOUNS))
    foot = "<footer><p>&copy; 2020 %s. All rights reserved.</p></footer>" % e(a["outlet"])
    head = ("<head><meta charset='utf-8'><title>%s</title><meta property='og:site_name' "
            "content='%s'><meta property='article:published_time' content='%sT10:00:00Z'></head>"
            % (e(a["title"]), e(a["outlet"]), a["date"]))
    paragraphs = ["<p>%s</p>" % e(p) for p in a["paragraphs"]]
    h1 = "<h1>%s</h1>" % e(a["title"])
    figure = "<figure><img src=a><figcaption>A %s. Photo: Jane Roe / AFP</figcaption></figure>" % NOUNS[3]
    text = "\n".join(paragraphs)
    layouts = [
        nav + "<article>" + h1 + figure + text + "</article>" + side + foot,
        nav + "<div id='main'><div class='story-body'>" + h1 + text + "</div><div class='share'>"
        "Share on Facebook Tweet</div></div>" + side + foot,
        "<table><tr><td>" + nav + "</td><td>" + h1 + "<font size=2>" +
        "<br><br>".join(e(p) for p in a["paragraphs"]) + "</font></td></tr></table>" + foot,
        nav + "<main>" + h1 + "<div itemprop='articleBody'>" + "".join(
            "<div class='par'>%s</div>" % p for p in paragraphs) + "</div></main>" + side + foot,
        "<div class='wrapper has-sidebar'>" + nav + "<div class='content'><header>" + h1 +
        "</header><section>" + text + "</section><section class='related'><h2>Related</h2><p><a "
        "href='/y'>%s</a></p></section></div></div>" % e("The mayor of Aldera opened a bakery.") + foot,
        nav + h1 + "".join(p + ("<div class='ad'>Advertisement</div>" if i % 3 == 1 else "")
                           for i, p in enumerate(paragraphs)) + side + foot,
        "<div><div><div>" + h1 + "<div>" + "".join("<div><div>%s</div></div>" % p
                                                    for p in paragraphs) + "</div></div></div></div>"
        + "<div class='comments'><h3>Comments</h3><p>I think that the whole story is quite wrong."
        "</p></div>" + foot,
        nav + "<article class='teaser'><h2>Another</h2><p>In Brunno a nurse sold the wool on "
        "Monday.</p></article><article>" + h1 + text + "</article><article class='teaser'><p>The "
        "poet of Velden crossed a quarry.</p></article>" + foot,
        nav + "<form id='f'><div class='td-post-content'>" + h1 + "<p><b>By Jane Roe</b></p>" + text +
        "<p>Read more: <a href='/z'>The widow of Sorvik counted the coins.</a></p></div></form>" + foot,
        "<div role='banner'><p>The only paper that prints what others would not dare to print.</p>"
        "</div>" + h1 + "<ul class='tags'><li>Tag</li></ul><section class='text'>" + text +
        "</section><div class='newsletter'><p>Sign up for our newsletter and read it every day."
        "</p></div>" + foot]
    return "<!DOCTYPE html><html lang='en'>%s<body>%s</body></html>" % (head, layouts[layout % 10])


def mail(a):
    m = email.message.EmailMessage()
    m["From"], m["Subject"], m["Message-ID"] = "%s <a@example.org>" % a["outlet"], a["title"], "<%s>" % a["id"]
    m["Date"] = "Mon, %d %s %s 10:00:00 +0000" % (int(a["date"][8:]), "Jan Feb Mar Apr May Jun Jul Aug "
                                                 "Sep Oct Nov Dec".split()[int(a["date"][5:7]) - 1], a["date"][:4])
    m.set_content("\n\n".join(a["paragraphs"]), cte="quoted-printable")
    return m.as_bytes()


def feed(items):
    rows = "".join("<item><title>%s</title><guid>%s</guid><source>%s</source><pubDate>%s</pubDate>"
                   "<description>%s</description></item>" % (
                       html.escape(a["title"]), a["id"], a["outlet"], a["date"],
                       html.escape("".join("<p>%s</p>" % html.escape(p) for p in a["paragraphs"])))
                   for a in items)
    return "<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>%s</channel></rss>" % rows


def warc(items):
    out = b""
    for a in items:
        b = ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(a, 0)).encode()
        out += ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/%s\r\n"
                "Content-Length: %d\r\n\r\n" % (a["id"], len(b))).encode() + b + b"\r\n\r\n"
    return out


def record(a):
    return {"id": a["id"], "title": a["title"], "date": a["date"], "source": a["outlet"], "text": body(a)}


def write(folder, documents):
    """Every document in one of the formats; returns the id under which the program will know it."""
    shares = collections.defaultdict(list)
    names = {}
    kinds = ["txt", "latin", "utf16", "html", "jsonl", "json", "csv", "eml", "rss", "warc", "gz", "zip", "tar"]
    for i, a in enumerate(documents):
        a["id"] = "d%05d" % i
        shares[kinds[i % len(kinds)]].append(a)
    def put(name, data):
        with open(os.path.join(folder, name), "wb") as out:
            out.write(data if isinstance(data, bytes) else data.encode())
    for a in shares["txt"]:
        put(a["id"] + ".txt", body(a) + "\n")
    for a in shares["latin"]:
        put(a["id"] + ".txt", body(a).encode("latin-1") + b"\n\nCaf\xe9 prices rose again \xe0 la carte.\n")
    for a in shares["utf16"]:
        put(a["id"] + ".txt", body(a).encode("utf-16"))
    for k, a in enumerate(shares["html"]):
        put(a["id"] + ".html", page(a, k))
    for a in shares["eml"]:
        put(a["id"] + ".eml", mail(a))
    put("lines.jsonl", "".join(json.dumps(record(a)) + "\n" for a in shares["jsonl"]))
    put("list.json", json.dumps([record(a) for a in shares["json"]], indent=1))
    out = io.StringIO()
    rows = csv.DictWriter(out, ["id", "title", "date", "source", "text"])
    rows.writeheader()
    rows.writerows(record(a) for a in shares["csv"])
    put("table.csv", out.getvalue())
    put("feed.xml", feed(shares["rss"]))
    put("pages.warc.gz", gzip.compress(warc(shares["warc"]), mtime=0))
    for a in shares["gz"]:
        put(a["id"] + ".txt.gz", gzip.compress(body(a).encode(), mtime=0))
    with zipfile.ZipFile(os.path.join(folder, "texts.zip"), "w", zipfile.ZIP_DEFLATED) as z:
        for a in shares["zip"]:
            z.writestr(zipfile.ZipInfo(a["id"] + ".txt", (2020, 1, 1, 0, 0, 0)), body(a))
    with tarfile.open(os.path.join(folder, "texts.tar"), "w") as t:
        for a in shares["tar"]:
            info = tarfile.TarInfo(a["id"] + ".txt")
            info.size = len(body(a).encode())
            t.addfile(info, io.BytesIO(body(a).encode()))
    return {a["id"]: a for a in documents}, [a["id"] for a in shares["warc"]]


def run(*args):
    r = subprocess.run([PROGRAM, *args], capture_output=True, timeout=3000)
    if r.returncode:
        sys.exit("%s: exit code %d\n%s" % (args, r.returncode, r.stderr.decode()[:2000]))
    return r.stdout.decode(), r.stderr.decode()


def name_of(seen, warc_ids):
    if os.path.basename(seen).startswith("pages:"):
        return warc_ids[int(seen.rsplit(":", 1)[1]) - 1]
    return os.path.basename(seen)


def check(name, holds, told):
    print("[%s] %s: %s" % ("       OK " if holds else "  FAILED  ", name, told))
    return bool(holds)


def groups_of(claims):
    """The grouping as the graph would make it: the claims' signatures, joined where alike."""
    sketch = {}
    for c in claims:
        if c.get("signature"):
            sketch[c["doc"]] = bytes.fromhex(c["signature"])
    docs, bands = sorted(sketch), collections.defaultdict(list)
    parent = {d: d for d in docs}
    def find(d):
        while parent[d] != d:
            parent[d] = parent[parent[d]]
            d = parent[d]
        return d
    for d in docs:
        for band in range(32):
            bands[band, sketch[d][2 * band:2 * band + 2]].append(d)
    for members in bands.values():
        for i, d in enumerate(members):
            for other in members[max(0, i - 64):i]:
                if find(d) != find(other):
                    same = sum(x == y for x, y in zip(sketch[d], sketch[other]))
                    if (same / 64 - 1 / 256) / (255 / 256) >= 0.4:
                        parent[find(d)] = find(other)
    return {d: find(d) for d in docs}


def main():
    documents = [article(i) for i in range(COUNT - COUNT // 3)]
    documents += [reprint(RANDOM.choice(documents[:len(documents) // 2])) for _ in range(COUNT // 3)]
    RANDOM.shuffle(documents)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        by_id, warc_ids = write(folder, documents)
        claims = [json.loads(line) for line in run("extract", folder)[0].splitlines()]
        groups = {name_of(d, warc_ids): g for d, g in groups_of(claims).items()}
        ids = sorted(groups)
        good &= check("every document is read", len(ids) >= len(documents) * 0.99,
                      "%d of %d carry a claim" % (len(ids), len(documents)))
        mine, truth = collections.defaultdict(list), collections.defaultdict(list)
        for d in ids:
            mine[groups[d]].append(d)
            truth[by_id[d]["group"]].append(d)
        pairs = lambda sets: {(a, b) for s in sets.values() for i, a in enumerate(s) for b in s[i + 1:]}
        found, real = pairs(mine), pairs(truth)
        precision, recall = len(found & real) / max(1, len(found)), len(found & real) / max(1, len(real))
        good &= check("reprints are grouped", precision >= 0.98 and recall >= 0.95,
                      "precision %.4f, recall %.4f over %d pairs" % (precision, recall, len(real)))
        dropped = run("clean", "--duplicates", "drop", "--jobs", "2", folder)[0].count("\n=== ") + 1
        unique = len({a["group"] for a in documents})
        good &= check("drop leaves one of each", abs(dropped - unique) <= max(2, unique * 0.02),
                      "%d left of %d, %d different" % (dropped, len(documents), unique))
    with tempfile.TemporaryDirectory() as folder: # one article in all formats and layouts
        RANDOM.seed(99)
        same = article(1)
        copies = [dict(same) for _ in range(13 * 10)]
        _, warc_ids = write(folder, copies)
        by_doc = collections.defaultdict(list)
        for line in run("extract", folder)[0].splitlines():
            c = json.loads(line)
            by_doc[name_of(c["doc"], warc_ids)].append(
                (c["relation"], c["source"]["id"], c["target"]["id"], " ".join(c["text"].split())))
        kinds = collections.Counter(tuple(sorted(v)) for v in by_doc.values())
        good &= check("all formats give the same claims", len(kinds) == 1 and len(by_doc) == len(copies),
                      "%d documents, %d different answers" % (len(by_doc), len(kinds)))
        if len(kinds) > 1:
            usual = set(kinds.most_common(1)[0][0])
            for d, v in sorted(by_doc.items()):
                if set(v) != usual:
                    print("   ", d, sorted(set(v) ^ usual)[:3])
    print("[==========] 4 test(s) run.")
    sys.exit(0 if good else 1)


main()
