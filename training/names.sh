#!/bin/sh
# Trains data/en/names.model from nothing: vectors of words, clusters and lists, a teacher, the model.
#
# usage: training/names.sh BUILD NEWS GLOVE HUMAN CITIES NAMES TREEBANKS WORK OUT.model
#
#   BUILD      a build folder made with -Dtrainer=true --buildtype=release
#   NEWS       plain text of news, one paragraph a line
#   GLOVE      GloVe's vectors: a word and 100 numbers a line, most frequent first
#   HUMAN      names of people, one a line
#   CITIES     towns: people, tab, name
#   NAMES      the folder with wikigold.conll.txt, en_ewt-ud-dev.iob2 and en_ewt-ud-test.iob2
#   TREEBANKS  the folder with en_ewt-ud-{train,dev,test}.conllu and gum-open-train.conllu
#   WORK       a folder for what lies between; what is there already is not made again
#
# data/en/names-model.md says where the inputs come from. Our own marked text is in training/names. Up to five threads; some twenty
# minutes of processor time. The same input gives the same bytes on the same kind of processor and compiler.
set -e
[ $# = 9 ] || { sed -n '2,/^set/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2; exit 2; }
build=$1 news=$2 glove=$3 human=$4 cities=$5 names=$6 trees=$7 work=$8 out=$9
here=$(dirname "$0")
trainer=$build/src/names/trainer/stancegraph-train-names
mkdir -p "$work"

[ -f "$work/news.vectors" ] || "$trainer" -d "$here/../data" -n "$news" -v "$work/news.vectors"
[ -f "$work/lists.table" ] ||
    "$trainer" -v "$work/news.vectors" -g "$glove" -h "$human" -c "$cities" -t "$work/lists.table"

# The web writes names small: each third document of UNER test once more, all of it small.
[ -f "$work/small.iob2" ] || LC_ALL=C awk -F'\t' -v OFS='\t' '
    /^# newdoc/ { n++; keep = n % 3 == 1 }
    !keep { next }
    /^# sent_id = / { sub(/= /, "= small-") }
    /^# text/ { $0 = "# text" tolower(substr($0, 7)) }
    /^[0-9]/ { $2 = tolower($2) }
    { print }' "$names/en_ewt-ud-test.iob2" > "$work/small.iob2"

# The first two files of names give what the model scores on: UNER dev and each fourth document of wikigold are never learned from.
"$trainer" -d "$here/../data" -t "$work/lists.table" -g "$glove" -e 12 -p 0.3 -b 0 -B 0.8 -r 0.3 -S 0.4 -E 10 -N 4 -u 2 -w 0.6 -o "$out" \
    -T "$trees/en_ewt-ud-test.conllu" -T "$trees/en_ewt-ud-dev.conllu" \
    "$names/wikigold.conll.txt" "$names/en_ewt-ud-dev.iob2" "$names/en_ewt-ud-test.iob2" \
    "$trees/en_ewt-ud-train.conllu" "$trees/gum-open-train.conllu" "$here"/names/[0-9]*.txt "$work/small.iob2"
