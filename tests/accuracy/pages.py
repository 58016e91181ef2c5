#!/usr/bin/env python3
"""usage: pages.py PROGRAM [-v]   main content on kinds of page layout, all of our own making: each
page holds sentences of its article and sentences of what stands around it. Counts how many of the
first are kept, once, and how many of the second are left; every page must keep all of the article
and the whole no more than 2% of the rest. -v prints what was lost or left."""
import html
import os
import subprocess
import sys
import tempfile

PROGRAM, VERBOSE = sys.argv[1], "-v" in sys.argv
ARTICLE = [
    "Oman accused Qatar on Monday of shelling the harbour of Aldera and recalled its envoy.",
    "The foreign minister, Salim al-Harbi, told reporters that forty houses had burnt down.",
    "Qatar denied the charge and said its navy had not left port for nine days.",
    "“We do not wage war on fishermen,” said its spokeswoman, Maryam Nasser.",
    "The two states have quarrelled over the strait since a ferry sank there in spring.",
    "Kuwait, which has offered to mediate twice, asked both sides to keep the truce.",
    "Villagers began to clear the quay on Tuesday, watched by soldiers from the capital.",
    "A court in Brunno will hear the owners of the lost boats next month, a clerk said.",
]
NOISE = [
    "Ten recipes for a rainy weekend that your whole family will love to cook.",
    "The mayor of Castrel opened a bakery and danced with the baker until midnight.",
    "Our reporters work day and night so that you can read what matters to you.",
    "Seven houses by the sea that cost less than you would think, in pictures.",
    "A goat that climbed a church tower was brought down by four firemen.",
    "How to sleep better in nine steps, according to a doctor from Dornova.",
    "The striker signed for three years and will wear the number eleven.",
    "Shares of the cement works of Eskala rose by a tenth before noon.",
]
e = html.escape
PARAGRAPHS = ["<p>%s</p>" % e(" ".join(ARTICLE[i:i + 2])) for i in range(0, 8, 2)]
TITLE = "Oman recalls its envoy from Qatar"
TEXT = "".join(PARAGRAPHS)


def n(i):
    return e(NOISE[i])


def links(*which):
    return "".join("<li><a href='/s%d'>%s</a></li>" % (i, n(i)) for i in which)


def cards(*which):
    return "".join("<div class='card'><a href='/s%d'><h3>%s</h3></a><p>%s</p></div>" % (
        i, n(i)[:30], n(i)) for i in which)


HEAD = "<meta charset=utf-8><title>%s | The Courier</title>" % TITLE
NAV = "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a><li><a href=/s>Sport</a></ul></nav>"
FOOT = "<footer><p>© 2020 The Courier. All rights reserved.</p></footer>"
COOKIES = ("<div id='onetrust-banner' role='dialog' class='cookie-banner'><p>We and our partners use "
           "cookies to store information on your device. %s</p><button>Accept all</button></div>" % n(2))
COMMENT = ("<li class='comment'><b>reader%d</b> <time>3 hours ago</time><p>%s I for one do not believe "
           "a word of it, and nor does my neighbour.</p><a href=#>Reply</a></li>")
PAGES = {
    "an article element": NAV + "<article><h1>%s</h1>%s</article><aside><h2>Most read</h2><ul>%s</ul>"
    "</aside>" % (TITLE, TEXT, links(0, 1, 4)) + FOOT,
    "a div with a class": NAV + "<div class='page'><div class='story-body'><h1>%s</h1>%s</div><div "
    "class='sidebar'><h4>Trending</h4>%s</div></div>" % (TITLE, TEXT, cards(0, 3)) + FOOT,
    "tables and fonts": "<table><tr><td width=120>%s</td><td><font size=5>%s</font><br><br>%s</td>"
    "<td>%s</td></tr></table>" % ("<br>".join("<a href=/%d>Section %d</a>" % (i, i) for i in range(9)),
                                  TITLE, "<br><br>".join(p[3:-4] for p in PARAGRAPHS),
                                  "<br>".join("<a href=/%d>%s</a>" % (i, n(i)) for i in (5, 6))),
    "a live blog": NAV + "<main><h1>%s</h1><ul class='key-points'></ul>%s</main>" % (TITLE, "".join(
        "<section class='live-post'><header><time>10:%d0</time> <span>2 hours ago</span></header>%s"
        "<div class='share-bar'><a href=#>Facebook</a> <a href=#>Copy link</a></div></section>" % (i, p)
        for i, p in enumerate(PARAGRAPHS))) + "<aside>%s</aside>" % cards(0, 1) + FOOT,
    "a list with numbers": NAV + "<article><h1>%s</h1>%s</article>" % (TITLE, "".join(
        "<h2>%d. Point</h2>%s" % (i + 1, p) for i, p in enumerate(PARAGRAPHS))) +
    "<div class='recirculation'>%s</div>" % cards(3, 4, 5) + FOOT,
    "a thread of comments longer than the article": NAV + "<div class='content'><h1>%s</h1>%s</div>"
    "<section id='comments'><h2>Comments (24)</h2><ol>%s</ol></section>" % (
        TITLE, TEXT, "".join(COMMENT % (i, n(i % 8)) for i in range(24))) + FOOT,
    "a cookie banner in front": COOKIES + NAV + "<main><article><h1>%s</h1>%s</article></main>" % (
        TITLE, TEXT) + FOOT,
    "AMP": "<amp-sidebar id=s><ul>%s</ul></amp-sidebar><header><a href=/>The Courier</a></header><article"
    " class='amp-wp-article'><h1>%s</h1><amp-img src=a alt='%s'></amp-img><div class="
    "'amp-wp-article-content'>%s</div><amp-carousel>%s</amp-carousel></article>" % (
        links(0, 1), TITLE, n(3), TEXT, cards(4, 5)),
    "a paywall behind the text": NAV + "<article><h1>%s</h1>%s<div class='paywall'><h3>Subscribe now</h3>"
    "<p>Already a subscriber? Log in.</p><p>%s</p></div></article>" % (TITLE, TEXT, n(2)) + FOOT,
    "a page to print": "<body onload=print()><h1>%s</h1><p>By Jane Roe</p><hr>%s<hr><p>Find this article "
    "at: https://example.org/a/1</p><p>© The Courier</p>" % (TITLE, TEXT),
    "another article below": NAV + "<main><article class='main-story'><h1>%s</h1>%s</article><article "
    "class='next-story teaser'><h2>%s</h2><p>%s %s</p></article></main>" % (
        TITLE, TEXT, n(1)[:30], n(1), n(4)) + FOOT,
    "related stories inside the text": NAV + "<article><h1>%s</h1>%s<div class='related-inline'><p>Read "
    "more: <a href='/x'>%s</a></p></div>%s<aside class='pullquote'><p>%s</p></aside>%s%s</article>" % (
        TITLE, PARAGRAPHS[0], n(0), PARAGRAPHS[1], n(6), PARAGRAPHS[2], PARAGRAPHS[3]) + FOOT,
    "pictures with captions": NAV + "<article><h1>%s</h1><figure><img src=a><figcaption>%s Photo: AFP"
    "</figcaption></figure>%s<div class='gallery'><span class='caption'>%s</span></div>%s</article>" % (
        TITLE, n(3), PARAGRAPHS[0], n(4), "".join(PARAGRAPHS[1:])) + FOOT,
    "divs instead of paragraphs": "<div><div class=x1><a href=/>Home</a></div><div class=x2><div class=x3>"
    "%s</div>%s</div><div class=x4>%s</div></div>" % (TITLE, "".join(
        "<div class=x5>%s</div>" % p[3:-4] for p in PARAGRAPHS), "".join(
            "<div class=x6><a href=/%d>%s</a></div>" % (i, n(i)) for i in range(6))),
    "a script that holds the text": "<div id=root></div><noscript>%s</noscript><script type='application/"
    "ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"%s\", \"articleBody\": \"%s\"}</script>" % (
        n(2), TITLE, "\\n\\n".join(p[3:-4] for p in PARAGRAPHS)),
    "a newsletter box in the text": NAV + "<article><h1>%s</h1>%s%s<div class='newsletter-signup'><h3>The "
    "morning letter</h3><p>%s</p><form><input><button>Sign up</button></form></div>%s%s</article>" % (
        TITLE, PARAGRAPHS[0], PARAGRAPHS[1], n(2), PARAGRAPHS[2], PARAGRAPHS[3]) + FOOT,
    "posts of others embedded": NAV + "<article><h1>%s</h1>%s<blockquote class='twitter-tweet'><p>%s</p>"
    "— Somebody (@somebody) <a href=x>May 3</a></blockquote>%s</article>" % (
        TITLE, PARAGRAPHS[0], n(4), "".join(PARAGRAPHS[1:])) + FOOT,
    "an old forum's wrapper called sidebar": "<div class='has-sidebar sidebar-right'><div class='header'>"
    "The Courier</div><h1>%s</h1><div class='entry'>%s</div><div class='widget'><ul>%s</ul></div></div>" % (
        TITLE, TEXT, links(0, 1, 2)),
    "hidden text": NAV + "<article><h1>%s</h1>%s<p style='display: none'>%s</p><p hidden>%s</p></article>"
    % (TITLE, TEXT, n(0), n(1)) + FOOT,
    "links all through the text": NAV + "<article><h1>%s</h1>%s</article><ul class='tags'>%s</ul>" % (
        TITLE, TEXT.replace("Oman", "<a href=/oman>Oman</a>").replace("Qatar", "<a href=/q>Qatar</a>"),
        links(3, 5)) + FOOT,
    "the text twice": NAV + "<article><h1>%s</h1><div class='mobile-only'>%s</div><div class='desktop'>%s"
    "</div></article>" % (TITLE, TEXT, TEXT) + FOOT,
    "questions and answers": NAV + "<main><h1>%s</h1><dl>%s</dl></main><div class='most-popular'>%s</div>" % (
        TITLE, "".join("<dt>What happened?</dt><dd>%s</dd>" % p[3:-4] for p in PARAGRAPHS), cards(0, 6)) + FOOT,
}


def main():
    bad, kept_all, left_all = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, body in PAGES.items():
            path = os.path.join(folder, "page.html")
            with open(path, "w", encoding="utf-8") as out:
                out.write("<!DOCTYPE html><html lang=en><head>%s</head><body>%s</body></html>" % (HEAD, body))
            r = subprocess.run([PROGRAM, "clean", "--quiet", path], capture_output=True, timeout=60)
            text = " ".join(r.stdout.decode().split())
            lost = [s for s in ARTICLE if text.count(s) != 1]
            left = [s for s in NOISE if e(s) in body and s in text]
            kept_all += len(ARTICLE) - len(lost)
            left_all += len(left)
            bad += bool(lost)
            print("[%s] %s: %d of %d kept, %d left" % ("  FAILED  " if lost else "       OK ", name,
                                                       len(ARTICLE) - len(lost), len(ARTICLE), len(left)))
            for s in (lost + left) if VERBOSE or lost else []:
                print("      %s %s" % ("lost:" if s in lost else "left:", s))
    around = sum(e(s) in body for body in PAGES.values() for s in NOISE)
    print("%d kinds of page: %d of %d sentences kept, %d of %d around them left" % (
        len(PAGES), kept_all, len(PAGES) * len(ARTICLE), left_all, around))
    print("[==========] %d test(s) run." % (len(PAGES) + 1))
    sys.exit(1 if bad or left_all > around * 0.02 else 0)


main()
