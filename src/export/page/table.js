// All shown ties as text: for the keyboard, for screen readers, for paper, and where there is no WebGL.
import { make, replace } from "./dom.js";
import { signClass, signMark } from "./data.js";

const PAGE = 200;

export function makeTable(container, data, open) {
  const name = (index) => data.nodes[index].name;
  const columns = [
    { title: "Who", value: (edge) => name(edge.source).toLowerCase() },
    { title: "Stance", value: (edge) => edge.relation },
    { title: "Whom", value: (edge) => name(edge.target).toLowerCase() },
    { title: "Weight", value: (edge) => -edge.weight, number: true },
    { title: "Documents", value: (edge) => -edge.documents, number: true },
    { title: "First", value: (edge) => edge.first || "~" },
    { title: "Last", value: (edge) => edge.last || "~" },
  ];
  let sorted = 3, shownRows = PAGE, edges = [];

  function row(edge) {
    const actor = (index) => make("button", { type: "button", text: name(index), click: () => open.node(data.nodes[index]) });
    return make(
      "tr",
      {},
      make("td", {}, actor(edge.source)),
      make("td", {}, make("button", { type: "button", class: signClass(edge.sign), text: `${signMark(edge.sign)} ${edge.relation}`, click: () => open.edge(edge) })),
      make("td", {}, actor(edge.target)),
      make("td", { class: "number", text: Number(edge.weight.toPrecision(4)) }),
      make("td", { class: "number", text: edge.documents }),
      make("td", { text: edge.first || "" }),
      make("td", { text: edge.last || "" }),
    );
  }

  function draw() {
    const value = columns[sorted].value;
    const rows = [...edges].sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.index - b.index));
    const head = make("tr", {}, ...columns.map((column, i) =>
      make("th", { scope: "col", class: column.number ? "number" : null, "aria-sort": i === sorted ? "ascending" : null },
        make("button", { type: "button", text: column.title + (i === sorted ? " ▾" : ""), click: () => { sorted = i; draw(); } }))));
    const more = rows.length > shownRows
      ? make("button", { type: "button", text: `Show more of ${rows.length} ties`, click: () => { shownRows += 1000; draw(); } })
      : null;
    replace(
      container,
      make("table", {}, make("caption", { text: `${rows.length} ties` }), make("thead", {}, head),
        make("tbody", {}, ...rows.slice(0, shownRows).map(row))),
      more,
    );
  }

  return {
    update(shown) {
      edges = shown;
      shownRows = PAGE;
      if (!container.hidden) draw();
    },
    draw,
  };
}
