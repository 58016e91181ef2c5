// The right-hand side: an actor's dossier, a tie's sentences.
import { byId, make, replace } from "./dom.js";
import { signClass, signMark } from "./data.js";

const number = (value) => (Number.isInteger(value) ? String(value) : value.toPrecision(3));
const words = (name) => name.replaceAll("_", " ");

function facts(rows) {
  const list = make("dl");
  for (const [name, value] of rows)
    if (value !== undefined && value !== null && value !== "")
      list.append(make("dt", { text: name }), make("dd", { text: value }));
  return list;
}

function tieList(title, ties, other, open, nodes) {
  if (!ties.length) return null;
  const list = make("ul", { class: "ties" });
  for (const edge of [...ties].sort((a, b) => b.weight - a.weight)) {
    const label = make(
      "button",
      { type: "button", click: () => open.edge(edge) },
      make("span", { class: signClass(edge.sign), text: `${signMark(edge.sign)} ${edge.relation} ` }),
      make("span", { text: nodes[edge[other]].name }),
      make("span", { class: "neutral", text: `  ×${number(edge.weight)}` }),
    );
    list.append(make("li", {}, label));
  }
  return make("section", {}, make("h3", { text: title }), list);
}

export function showActor(data, node, shown, open) {
  const out = node.out.filter((edge) => shown(edge) && edge.directed);
  const received = node.in.filter((edge) => shown(edge) && edge.directed);
  const beside = [...node.out, ...node.in].filter((edge) => shown(edge) && !edge.directed);
  const measures = Object.entries(node.measures || {}).map(([name, value]) => [words(name), number(value)]);
  replace(
    byId("dossier"),
    make("h2", { text: node.name }),
    make("p", { class: "kind", text: node.camp ? `${node.type}, camp ${node.camp}` : node.type }),
    facts([["claims", node.claims], ["documents", node.documents]]),
    tieList("Toward others", out, "target", open, data.nodes),
    tieList("From others", received, "source", open, data.nodes),
    beside.length ? tieList("Named together with", beside.map((e) => e.source === node.index ? e : { ...e, target: e.source }), "target", { edge: (e) => open.edge(data.edges[e.index]) }, data.nodes) : null,
    measures.length ? make("details", {}, make("summary", { text: "Measures" }), facts(measures)) : null,
  );
}

function marked(text, cue) {
  const paragraph = make("p");
  const at = cue ? text.indexOf(cue) : -1;
  if (at < 0) paragraph.textContent = text;
  else
    paragraph.append(text.slice(0, at), make("mark", { text: cue }), text.slice(at + cue.length));
  return paragraph;
}

function quote(sentence, kind) {
  const source = [sentence.doc, sentence.outlet, sentence.date].filter(Boolean).join(", ");
  const said = sentence.attribution ? ` (said by ${sentence.attribution})` : "";
  return make("blockquote", { class: kind }, marked(sentence.text, sentence.cue), make("footer", { text: source + said }));
}

export function showTie(data, edge, open) {
  const name = (index) => make("button", { type: "button", text: data.nodes[index].name, click: () => open.node(data.nodes[index]) });
  const kind = signClass(edge.sign);
  const heading = make("h2", {}, name(edge.source), make("span", { class: kind, text: ` ${edge.relation} ` }), name(edge.target));
  const rest = edge.claims - edge.sentences.length;
  replace(
    byId("dossier"),
    heading,
    make("p", { class: `kind ${kind}`, text: edge.sign < 0 ? "against" : edge.sign > 0 ? "for" : "takes no side" }),
    facts([
      ["weight", number(edge.weight)], ["claims", edge.claims], ["documents", edge.documents],
      ["outlets", edge.sources], ["first", edge.first], ["last", edge.last],
    ]),
    make("h3", { text: "What the documents say" }),
    ...edge.sentences.map((sentence) => quote(sentence, kind)),
    rest > 0 && edge.sentences.length ? make("p", { class: "kind", text: `and ${rest} more in the data` }) : null,
  );
}

export function showNothing(data, open) {
  const top = [...data.nodes].sort((a, b) => b.claims - a.claims).slice(0, 8);
  const list = make("ul", { class: "ties" });
  for (const node of top)
    list.append(make("li", {}, make("button", { type: "button", text: node.name.slice(0, 60), click: () => open.node(node) })));
  replace(
    byId("dossier"),
    make("h2", { text: "How to read it" }),
    make("p", { text: "An arrow goes from who speaks or acts to whom it is about. Click an actor for its ties, a tie for its sentences; or search." }),
    make("h3", { text: "Most talked of" }),
    list,
  );
}
