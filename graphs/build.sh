#!/bin/sh
# usage: build.sh STANCEGRAPH OUT [claims]
# Makes the gallery in OUT (one folder a network) from the claims in it; with `claims`, reads
# examples/documents again first and draws the pictures, where Graphviz is installed.
set -eu
stancegraph=$1 out=$2 step=${3:-files}
examples=$(cd "$(dirname "$0")/../examples/documents" && pwd)

network() { # NAME TITLE RELATIONS "BUILD OPTIONS" DOCUMENT...
    name=$1 title=$2 relations=$3 options=$4
    shift 4
    folder=$out/$name
    mkdir -p "$folder"
    if [ "$step" = claims ]; then
        # ids are paths as given: from the folder of the documents, so that they are the same anywhere
        (cd "$examples" && "$stancegraph" extract --quiet --relations "$relations" "$@") >"$folder/claims.new"
        mv "$folder/claims.new" "$folder/claims.jsonl"
    fi
    # shellcheck disable=SC2086  # options are words
    "$stancegraph" build --quiet --no-manifest "$folder/claims.jsonl" --title "$title" $options \
        -o "$folder/graph.graphml" -o "$folder/graph.gexf" -o "$folder/graph.dot" \
        -o "$folder/graph.csv" -o "$folder/graph.json" -o "$folder/graph.cyjs" \
        -o "$folder/graph.net" -o "$folder/graph.matrix.svg" -o "$folder/graph.timeline.svg"
    if [ "$step" = claims ] && command -v dot >/dev/null; then
        dot -Tpng -Gdpi=64 "$folder/graph.dot" -o "$folder/graph.png"
    fi
}

documents() { (cd "$examples" && ls -d $1); } # shellcheck disable=SC2086

network iraq "Iraq's militias, the United States and Iran, 2020 to 2024" core "" \
    $(documents 'iraq-*')
network sahel "The Sahel: juntas, neighbours, France and Russia, 2020 to 2023" core "" \
    $(documents 'sahel-*')
network ukraine "The war on Ukraine and who takes which side, 2021 to 2022" core "" \
    $(documents 'ukraine-*')
network deeds "Words and deeds: the wider set of relations, the 40 strongest actors" wide "--keep 40" .
network together "Named together in a sentence: Iraq, at least twice" cooccurs "--min-weight 2" \
    $(documents 'iraq-*')
