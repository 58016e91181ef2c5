// The data that the program wrote into the page, with the indices that the views need.

export function readData() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes, edges } = data;
  nodes.forEach((node, index) => {
    node.index = index;
    node.folded = fold(node.name);
    node.out = [];
    node.in = [];
  });
  const days = new Set();
  edges.forEach((edge, index) => {
    edge.index = index;
    nodes[edge.source].out.push(edge);
    nodes[edge.target].in.push(edge);
    for (const date of [edge.first, edge.last]) if (date) days.add(date);
    for (const sentence of edge.sentences) if (sentence.date) days.add(sentence.date);
  });
  data.days = [...days].sort();
  data.relations = countBy(edges, (edge) => edge.relation);
  data.signs = countBy(edges, (edge) => edge.sign);
  data.types = countBy(nodes, (node) => node.type);
  data.weightMost = edges.reduce((most, edge) => Math.max(most, edge.weight), 1);
  return data;
}

export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function countBy(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) || 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

export const signClass = (sign) => (sign < 0 ? "against" : sign > 0 ? "for" : "neutral");
export const signMark = (sign) => (sign < 0 ? "−" : sign > 0 ? "+" : "·");

export function isInPeriod(edge, from, to) {
  const dated = edge.sentences.filter((sentence) => sentence.date);
  if (dated.length === edge.claims) return dated.some((s) => s.date >= from && s.date <= to);
  if (!edge.first) return true;
  return edge.first <= to && edge.last >= from;
}
