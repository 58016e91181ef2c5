// read.mjs BASE...: reads BASE.gexf and BASE.graphml with graphology and BASE.cyjs with Cytoscape.js, and
// prints one JSON line a graph for roundtrip.py to compare.
import { readFileSync } from "node:fs";
import cytoscape from "cytoscape";
import graphology from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const Graph = graphology.default || graphology;

function fromGraphology(graph, name) {
  return {
    nodes: graph.mapNodes((id, data) => ({ id, name: data[name], type: data.type })),
    edges: graph.mapEdges((_, data, source, target) => ({ source, target, data })),
  };
}

for (const base of process.argv.slice(2)) {
  const text = (extension) => readFileSync(`${base}.${extension}`, "utf8");
  const options = { addMissingNodes: true, allowUndeclaredAttributes: true };
  const elements = JSON.parse(text("cyjs")).elements;
  const cy = cytoscape({ headless: true, elements });
  console.log(JSON.stringify({
    gexf: fromGraphology((gexf.parse || gexf.default.parse)(Graph, text("gexf"), options), "label"),
    graphml: fromGraphology((graphml.parse || graphml.default.parse)(Graph, text("graphml"), options), "name"),
    cyjs: {
      nodes: cy.nodes().map((node) => node.data()),
      edges: cy.edges().map((edge) => ({ source: edge.data("source"), target: edge.data("target"), data: edge.data() })),
    },
  }));
}
