#!/bin/sh
# Trains data/en/syntax.model from nothing: word vectors, three teachers, the trees they read in news, the model.
#
# usage: training/syntax.sh BUILD NEWS GLOVE TREEBANKS WORK OUT.model
#
#   BUILD      a build folder made with -Dtrainer=true --buildtype=release
#   NEWS       plain text of news, one paragraph a line
#   GLOVE      GloVe's vectors: a word and 100 numbers a line, most frequent first
#   TREEBANKS  the folder with en_ewt-ud-train.conllu and gum-open-train.conllu
#   WORK       a folder for what lies between; what is there already is not made again
#
# data/en/syntax.md says where the inputs come from. One thread each; some twenty minutes of processor time. The same input gives
# the same bytes on the same kind of processor and compiler.
set -e
[ $# = 6 ] || { sed -n '2,/^set/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2; exit 2; }
build=$1 news=$2 glove=$3 gold="$4/en_ewt-ud-train.conllu $4/gum-open-train.conllu" work=$5 out=$6
data=$(dirname "$0")/../data
tools=$build/src/syntax/trainer
mkdir -p "$work"

[ -f "$work/words.vectors" ] ||
    "$tools/stancegraph-train" vectors --data "$data" --least 3 --glove "$glove" --glove-words 50000 "$news" "$work/words.vectors"

# name, then what is its own of three networks of the model's size
teacher() {
    name=$1; shift
    [ -f "$work/$name.model" ] ||
        "$tools/stancegraph-train" model --vectors "$work/words.vectors" --epochs 11 --drop-input 0.2 --drop-hidden 0.25 "$@" \
            "$work/$name.model" $gold
}
teacher teacher1 --seed 1
teacher teacher2 --seed 3
teacher teacher3 --seed 4 --vary-gold 0.4 --tag-weight 1.5

[ -f "$work/news.conllu" ] ||
    "$tools/stancegraph-train" teach --data "$data" --teacher "$work/teacher1.model" --teacher "$work/teacher2.model" \
        --teacher "$work/teacher3.model" --every 4 "$news" "$work/news.conllu"

"$tools/stancegraph-train" model --vectors "$work/words.vectors" --seed 6 --epochs 13 --drop-input 0.13 --drop-hidden 0.13 \
    --parsed "$work/news.conllu" --parsed-share 1.3 --vary-gold 0.3 --tag-weight 2 --noun-headlines 1 "$out" $gold
