#!/bin/sh
# usage: sh examples/demo.sh   installs what is missing (Debian's packages), builds stancegraph, reads
# the articles of examples/documents, prints the report and writes the graph and its picture to
# build/demo/. The second time takes seconds.
set -eu
cd "$(dirname "$0")/.."
echo "1. Packages"
sh tools/packages.sh build run
echo "2. Build"
mkdir -p build/demo
if [ ! -f build/release/build.ninja ]; then
    meson setup build/release --buildtype=release -Dtests=false -Dbenchmarks=false >build/setup.log 2>&1 ||
        { cat build/setup.log; exit 1; }
fi
ninja -C build/release >build/compile.log 2>&1 || { tail -n 40 build/compile.log; exit 1; }
stancegraph=build/release/src/stancegraph

echo "3. Reading examples/documents"
"$stancegraph" extract examples/documents >build/demo/claims.jsonl
"$stancegraph" build build/demo/claims.jsonl -o build/demo/graph.graphml -o build/demo/graph.gexf \
    -o build/demo/graph.dot -o build/demo/graph.json
dot -Tsvg build/demo/graph.dot -o build/demo/graph.svg
dot -Tpng -Gdpi=96 build/demo/graph.dot -o build/demo/graph.png
echo "4. The report"
echo
"$stancegraph" report build/demo/claims.jsonl

cat <<'EOF'

5. What was written
   build/demo/graph.svg, graph.png  the picture: look at it first
   build/demo/graph.graphml         for Gephi, Cytoscape, NetworkX, igraph
   build/demo/graph.gexf            for Gephi, with colours and sizes
   build/demo/graph.dot             for Graphviz
   build/demo/graph.json            for NetworkX (node-link)
   build/demo/claims.jsonl          every claim with its sentence, cue and rule

What to do next
   build/release/src/stancegraph report YOUR-FOLDER       your own articles
   build/release/src/stancegraph build YOUR-FOLDER -o graph.graphml
   build/release/src/stancegraph --help
EOF
