#!/usr/bin/env python3
"""A gold file with one fault each: check_gold.py must see it, and must not see any in a good one."""
import copy
import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_gold

GOOD = {
    "doc": "a", "file": "documents/a.html", "date": "2020-01-01",
    "actors": [{"id": "kenya", "name": "Kenya", "type": "state", "aliases": []},
               {"id": "somalia", "name": "Somalia", "type": "state", "aliases": []}],
    "relations": [{"source": "kenya", "relation": "accuses", "target": "somalia",
                   "quote": "Kenya & Togo accused Somalia", "cue": "accused", "level": "explicit"}],
}
PAGE = "<html><script>Kenya threatens Somalia</script><p>Kenya &amp;\n Togo <b>accused</b> Somalia.</p></html>"


class CheckGold(unittest.TestCase):
    def complaints(self, change=None, name="a.json"):
        gold = copy.deepcopy(GOOD)
        if change:
            change(gold)
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, "documents"))
            os.makedirs(os.path.join(root, "gold"))
            with open(os.path.join(root, "documents", "a.html"), "w", encoding="utf-8") as f:
                f.write(PAGE)
            path = os.path.join(root, "gold", name)
            with open(path, "w", encoding="utf-8") as f:
                json.dump(gold, f)
            return " ".join(check_gold.check(path, root))

    def change_record(self, **fields):
        return self.complaints(lambda gold: gold["relations"][0].update(fields))

    def test_a_good_file_is_good(self):
        self.assertEqual(self.complaints(), "")

    def test_a_quote_that_the_article_has_not_is_seen(self):
        self.assertIn("not in the article", self.change_record(quote="Kenya accused Somalia"))

    def test_a_quote_from_a_script_is_seen(self):
        self.assertIn("not in the article", self.change_record(quote="Kenya threatens Somalia"))

    def test_a_cue_outside_its_quote_is_seen(self):
        self.assertIn("cue", self.change_record(cue="blamed"))

    def test_an_undefined_actor_is_seen(self):
        self.assertIn("'togo' is not defined", self.change_record(target="togo"))
        self.assertIn("'togo' is not defined", self.change_record(accept_source=["togo"]))

    def test_an_actor_defined_twice_is_seen(self):
        self.assertIn("twice", self.complaints(lambda gold: gold["actors"].append(gold["actors"][0])))

    def test_an_unknown_relation_level_or_modality_is_seen(self):
        self.assertIn("relation", self.change_record(relation="hates"))
        self.assertIn("relation", self.change_record(accept_relation=["hates"]))
        self.assertIn("level", self.change_record(level="loud"))
        self.assertIn("modality", self.change_record(modality="future"))

    def test_a_tie_to_itself_is_seen(self):
        self.assertIn("itself", self.change_record(target="kenya"))

    def test_a_record_that_stands_twice_is_seen(self):
        self.assertIn("twice", self.complaints(lambda gold: gold["relations"].append(gold["relations"][0])))

    def test_a_missing_article_is_seen(self):
        self.assertIn("no such article", self.complaints(lambda gold: gold.update(file="documents/b.txt")))

    def test_a_wrong_name_or_date_is_seen(self):
        self.assertIn("file's name", self.complaints(name="b.json"))
        self.assertIn("date", self.complaints(lambda gold: gold.update(date="yesterday")))


if __name__ == "__main__":
    unittest.main()
