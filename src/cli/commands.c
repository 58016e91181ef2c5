/* One row a command; src/cli/<name>.c holds it. Help and tests walk this table. */
#include "cli/commands.h"

#define COMMAND(name) int sg_command_##name(const struct sg_command *self, int argc, char **argv)
COMMAND(actors);
COMMAND(build);
COMMAND(clean);
COMMAND(eval);
COMMAND(diff);
COMMAND(explain);
COMMAND(extract);
COMMAND(lint);
COMMAND(parse);
COMMAND(report);
#undef COMMAND

const struct sg_command sg_commands[] = {
    {"build", "INPUT... -o OUT.(graphml|gexf|dot|json|csv|...)",
     "documents or claims -> a graph file",
     "INPUT is a file, a folder or - for standard input: plain text, HTML, JSON Lines; or claims\n"
     "that 'stancegraph extract' printed, from any number of parts in any order.\n\n"
     "  stancegraph build articles/ -o graph.graphml\n"
     "  stancegraph build --relations wide articles/ -o graph.dot\n",
     sg_command_build},
    {"extract", "INPUT... > claims.jsonl", "documents -> claims, one JSON line each",
     "Claims come in document order, the same bytes for any --jobs. Each names its document,\n"
     "sentence, offsets (Unicode code points), cue and rule.\n\n"
     "  stancegraph extract articles/ > claims.jsonl\n"
     "  stancegraph extract --relations core,attacks article.txt\n",
     sg_command_extract},
    {"diff", "BEFORE AFTER | INPUT... --split DATE", "what changed between two graphs or periods",
     "BEFORE and AFTER are each a graph file (JSON), a claims file or documents; or give one set "
     "of\n"
     "inputs and the day on which the later period begins.\n\n"
     "  stancegraph diff 2019.jsonl 2020.jsonl\n"
     "  stancegraph diff articles/ --split 2020-01-03 -o changes.dot\n",
     sg_command_diff},
    {"report", "INPUT...|GRAPH.json",
     "ranked actors, hostile and friendly ties with their sentences",
     "INPUT is as for 'build': documents, or claims that 'stancegraph extract' printed;\n"
     "or a graph that 'build' wrote as JSON (without periods and sureness, which need claims).\n\n"
     "  stancegraph report articles/\n"
     "  stancegraph report --by betweenness --top 20 claims.jsonl\n"
     "  stancegraph report --format md articles/ > report.md\n",
     sg_command_report},
    {"explain", "INPUT... \"A\" \"B\"",
     "the sentences behind a tie, with their rules; or why there is none",
     "A and B are names, ids or any form the text has for them.\n\n"
     "  stancegraph explain articles/ \"Kataib Hezbollah\" \"United States\"\n"
     "  stancegraph explain --sentence \"Iran refused to condemn Russia.\"\n",
     sg_command_explain},
    {"actors", "INPUT...", "who was found, under which names, and what stayed unresolved",
     "Counts are of mentions that do something; a street in Baghdad is none of Iraq.\n\n"
     "  stancegraph actors articles/\n"
     "  stancegraph actors --format csv articles/ > actors.csv\n"
     "  stancegraph actors --suggest mine.json articles/   then edit it and give --actors "
     "mine.json\n",
     sg_command_actors},
    {"clean", "INPUT...", "the article's own text, and what was left out of it and why",
     "Prints the text that is read on, one paragraph a line: no captions, bylines, datelines,\n"
     "comment rules, nothing that is printed twice.\n\n"
     "  stancegraph clean article.html\n"
     "  stancegraph clean --show articles/ | less -R\n",
     sg_command_clean},
    {"eval", "GOLD INPUT...", "precision, recall and F1 against gold files, with what was missed",
     "GOLD is a file or a folder of files in the format of examples/gold. INPUT is as for "
     "'build'.\n"
     "Relations of which the input holds nothing are left out.\n\n"
     "  stancegraph eval examples/gold examples/documents\n"
     "  stancegraph eval --relations wide --diff old.jsonl gold/ articles/\n",
     sg_command_eval},
    {"lint", "FILE...", "checks stance lexicons and actor packs, and runs their examples",
     "Prints one line a problem and exits with 1 when there is one.\n\n"
     "  stancegraph lint data/en/stances/threatens.json my-actors.json\n",
     sg_command_lint},
    {"parse", "INPUT...", "tags, lemmas and dependency trees, as CoNLL-U",
     "Documents are cut into sentences and words, names count as one unit. With --tokenized the\n"
     "inputs are CoNLL-U files (- for standard input) whose sentences and words are kept.\n\n"
     "  stancegraph parse article.txt > article.conllu\n"
     "  stancegraph parse --tokenized treebank.conllu > parsed.conllu\n",
     sg_command_parse},
    {NULL, NULL, NULL, NULL, NULL},
};
