// The page: state, filters, and the wiring of its parts. No request ever leaves it.
import { hasWebGl, makeCanvas, shapeOf } from "./canvas.js";
import { fold, isInPeriod, readData, signClass } from "./data.js";
import { byId, make, makeSvg, replace } from "./dom.js";
import { showActor, showNothing, showTie } from "./panels.js";
import { makeTable } from "./table.js";

const TYPE_COLOURS = { state: "#8fc1e8", organization: "#c9b8e0", militia: "#f0a860", official: "#fbee9b", person: "#e4e4e4" };
const CAMP_COLOURS = ["#999999", "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7a5c3e"];
const SIGNS = { "-1": "against", 0: "no side", 1: "for" };

const data = readData();
const everything = () => ({
  relations: new Set(data.relations.keys()), signs: new Set(data.signs.keys()), types: new Set(data.types.keys()),
  weight: 1, from: 0, to: Math.max(0, data.days.length - 1),
});
/* More ties than an eye can follow: the page opens with the strongest; the slider and "Show everything" bring the others. */
const FIRST_TIES_MOST = 600;
const firstView = () => {
  const view = everything();
  const weights = data.edges.map((edge) => edge.weight).sort((a, b) => b - a);
  const next = weights[FIRST_TIES_MOST];
  if (next !== undefined && next < weights[0]) view.weight = Math.min(Math.floor(next) + 1, Math.floor(weights[0]));
  return view;
};
let filter = firstView();
let selected = null; // { node } or { edge }
let shownEdges = new Set(), shownNodes = new Set();
let canvas = null, table = null;

// --- looks

let palette = null;
function colours() {
  if (!palette) {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(name).trim();
    palette = { ground: get("--ground"), text: get("--text"), against: get("--against"), for: get("--for"), neutral: get("--neutral") };
    palette.veil = `${palette.ground}b0`;
  }
  return palette;
}

const campColour = (camp) => CAMP_COLOURS[camp ? ((camp - 1) % (CAMP_COLOURS.length - 1)) + 1 : 0];
const colourOf = (node) => byId("colour").value === "camp" ? campColour(node.camp) : TYPE_COLOURS[node.type] || TYPE_COLOURS.person;

let sizeMost = 1;
const sizeValue = (node) => {
  const by = byId("size").value;
  return Math.max(0, by === "claims" || by === "documents" ? node[by] : (node.measures || {})[by] || 0);
};
const sizeScale = Math.max(0.45, Math.min(1, 12 / Math.sqrt(data.nodes.length + 1)));
const sizeOf = (node) => (5 + 17 * Math.sqrt(sizeValue(node) / sizeMost)) * sizeScale;

// --- filters

function applyFilter() {
  const from = data.days[filter.from] || "", to = data.days[filter.to] || "";
  const allDays = filter.from === 0 && filter.to >= data.days.length - 1;
  shownEdges = new Set();
  shownNodes = new Set();
  for (const edge of data.edges) {
    if (!filter.relations.has(edge.relation) || !filter.signs.has(edge.sign) || edge.weight < filter.weight) continue;
    if (!filter.types.has(data.nodes[edge.source].type) || !filter.types.has(data.nodes[edge.target].type)) continue;
    if (!allDays && !isInPeriod(edge, from, to)) continue;
    shownEdges.add(edge.index);
    shownNodes.add(edge.source).add(edge.target);
  }
  byId("count").textContent = `${shownNodes.size} of ${data.nodes.length} actors, ${shownEdges.size} of ${data.edges.length} ties`
    + (filter.weight > 1 ? ` (of weight ${filter.weight} or more)` : "");
  byId("weight-shown").textContent = filter.weight;
  byId("from-shown").textContent = from;
  byId("to-shown").textContent = to;
  table.update(data.edges.filter((edge) => shownEdges.has(edge.index)));
  if (selected?.node) showActor(data, selected.node, (edge) => shownEdges.has(edge.index), open);
  setFocus();
}

function checkboxes(id, counts, chosen, label) {
  const fieldset = byId(id);
  const legend = fieldset.querySelector("legend");
  replace(fieldset, legend, ...[...counts].map(([value, count]) => {
    const box = make("input", { type: "checkbox" });
    box.checked = chosen().has(value);
    box.addEventListener("change", () => {
      box.checked ? chosen().add(value) : chosen().delete(value);
      applyFilter();
    });
    return make("label", {}, box, make("b", { class: id === "signs" ? signClass(value) : null, text: label ? label(value) : value }), make("span", { text: count }));
  }));
}

function drawControls() {
  checkboxes("signs", data.signs, () => filter.signs, (sign) => SIGNS[sign]);
  checkboxes("relations", data.relations, () => filter.relations);
  checkboxes("types", data.types, () => filter.types);
  const weight = byId("weight");
  weight.max = Math.ceil(data.weightMost);
  weight.value = filter.weight;
  weight.disabled = data.weightMost <= 1;
  byId("dates").hidden = data.days.length < 2;
  for (const [id, value] of [["from", filter.from], ["to", filter.to]]) {
    byId(id).max = Math.max(0, data.days.length - 1);
    byId(id).value = value;
  }
}

function listenToControls() {
  byId("weight").addEventListener("input", (event) => { filter.weight = Number(event.target.value); applyFilter(); });
  byId("from").addEventListener("input", (event) => {
    filter.from = Number(event.target.value);
    if (filter.to < filter.from) byId("to").value = filter.to = filter.from;
    applyFilter();
  });
  byId("to").addEventListener("input", (event) => {
    filter.to = Number(event.target.value);
    if (filter.from > filter.to) byId("from").value = filter.from = filter.to;
    applyFilter();
  });
  byId("reset").addEventListener("click", () => { filter = everything(); selected = null; drawControls(); showNothing(data, open); applyFilter(); canvas?.fit(); });
  byId("colour").addEventListener("change", () => { drawLegend(); drawSoon(); });
  byId("size").addEventListener("change", () => { measureSizes(); drawLegend(); drawSoon(); });
}

function measureSizes() { sizeMost = data.nodes.reduce((most, node) => Math.max(most, sizeValue(node)), 1e-12); }

function fillSelects() {
  const measures = Object.keys(data.nodes[0]?.measures || {});
  const size = byId("size");
  for (const name of ["claims", "documents", ...measures])
    size.append(make("option", { value: name, text: name.replaceAll("_", " ") }));
  if (measures.includes(data.sizeBy)) size.value = data.sizeBy;
  if (data.nodes.some((node) => node.camp)) byId("colour").append(make("option", { value: "camp", text: "camp" }));
}

// --- selection

const open = {
  node(node) {
    selected = { node };
    showActor(data, node, (edge) => shownEdges.has(edge.index), open);
    setFocus();
    byId("dossier").focus({ preventScroll: true });
  },
  edge(edge) {
    selected = { edge };
    showTie(data, edge, open);
    setFocus();
    canvas?.show([data.nodes[edge.source], data.nodes[edge.target]]);
    byId("dossier").focus({ preventScroll: true });
  },
  nothing() {
    selected = null;
    showNothing(data, open);
    setFocus();
  },
};

function setFocus() {
  if (!canvas) return;
  if (selected?.edge) canvas.setFocus(new Set([selected.edge.source, selected.edge.target]), new Set([selected.edge.index]));
  else if (selected?.node) {
    const edges = [...selected.node.out, ...selected.node.in].filter((edge) => shownEdges.has(edge.index));
    canvas.setFocus(new Set([selected.node.index, ...edges.flatMap((edge) => [edge.source, edge.target])]), new Set(edges.map((edge) => edge.index)));
  } else canvas.setFocus(null);
  drawSoon();
}

// One drawing a frame, however many inputs have asked for it.
let isDrawing = false;
function drawSoon() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    canvas?.refresh();
  });
}

// --- search

function search() {
  const wanted = fold(byId("search").value.trim());
  const hits = wanted ? data.nodes.filter((node) => node.folded.includes(wanted)).sort((a, b) => b.claims - a.claims).slice(0, 12) : [];
  const pick = (node) => { open.node(node); canvas?.lookAt(node); };
  replace(byId("found"), ...hits.map((node) => make("li", {}, make("button", { type: "button", text: node.name.slice(0, 120), click: () => pick(node) }))),
    wanted && !hits.length ? make("li", { class: "neutral", text: "Nobody of that name" }) : null);
  return hits.length ? () => pick(hits[0]) : null;
}

function listenToSearch() {
  byId("search").addEventListener("input", search);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") search()?.();
    else if (event.key === "ArrowDown") { byId("found").querySelector("button")?.focus(); event.preventDefault(); }
  });
  byId("found").addEventListener("keydown", (event) => {
    const buttons = [...byId("found").querySelectorAll("button")], at = buttons.indexOf(document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    (buttons[at + step] || byId("search")).focus();
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|SELECT/.test(document.activeElement.tagName)) { byId("search").focus(); event.preventDefault(); }
    else if (event.key === "Escape") { byId("search").value = ""; search(); open.nothing(); }
  });
}

// --- legend, theme, views, paper

function swatch(shape, fill) {
  const svg = makeSvg("svg", { width: 16, height: 16, viewBox: "-1.1 -1.1 2.2 2.2", "aria-hidden": "true" });
  const look = { fill, stroke: "#444", "stroke-width": 0.12 };
  const ring = (count, turn) => Array.from({ length: count }, (_, i) => { const a = ((i + turn) / count) * 2 * Math.PI; return `${Math.cos(a).toFixed(3)},${Math.sin(a).toFixed(3)}`; }).join(" ");
  if (shape === "square") svg.append(makeSvg("rect", { x: -0.85, y: -0.85, width: 1.7, height: 1.7, ...look }));
  else if (shape === "hexagon") svg.append(makeSvg("polygon", { points: ring(6, 0.5), ...look }));
  else if (shape === "octagon") svg.append(makeSvg("polygon", { points: ring(8, 0.5), ...look }));
  else svg.append(makeSvg("circle", { r: 0.95, ...look }));
  return svg;
}

function stroke(sign) {
  const svg = makeSvg("svg", { width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true" });
  const colour = colours()[signClass(sign)];
  svg.append(makeSvg("path", { d: "M0 6H26", stroke: colour, "stroke-width": 3, "stroke-dasharray": sign > 0 ? "6 4" : "none" }),
    makeSvg("path", { d: "M24 1L34 6L24 11z", fill: colour }));
  return svg;
}

function drawLegend() {
  const rows = [...data.signs.keys()].sort().map((sign) => make("div", {}, stroke(sign), SIGNS[sign]));
  if (byId("colour").value === "camp") {
    const camps = [...new Set(data.nodes.map((node) => node.camp || 0))].sort((a, b) => (a || 1e9) - (b || 1e9)).slice(0, 9);
    rows.push(...camps.map((camp) => make("div", {}, swatch("disc", campColour(camp)), camp ? `camp ${camp}` : "no camp")));
  } else rows.push(...[...data.types.keys()].map((type) => make("div", {}, swatch(shapeOf(type), TYPE_COLOURS[type] || TYPE_COLOURS.person), type)));
  replace(byId("legend"), ...rows,
    make("p", { text: `A line is as wide as its weight; an actor is as large as its ${byId("size").selectedOptions[0]?.textContent || "claims"}.` }));
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
  palette = null;
  drawLegend();
  drawSoon();
}

function setView(isTable) {
  byId("canvas").hidden = isTable || !canvas;
  byId("ties").hidden = !isTable;
  byId("show-graph").setAttribute("aria-pressed", String(!isTable));
  byId("show-table").setAttribute("aria-pressed", String(isTable));
  if (isTable) table.draw();
  else drawSoon();
}

function listenToTools() {
  byId("show-graph").addEventListener("click", () => setView(false));
  byId("show-table").addEventListener("click", () => setView(true));
  byId("fit").addEventListener("click", () => canvas?.fit());
  byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  byId("print").addEventListener("click", () => window.print());
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { table: !byId("ties").hidden, theme: document.documentElement.dataset.theme };
    setTheme("light");
    if (canvas && !before.table) byId("printed").src = canvas.toImage();
    byId("ties").hidden = false;
    table.draw();
  });
  window.addEventListener("afterprint", () => { setTheme(before.theme); setView(before.table); });
  byId("ties").ownerDocument.querySelector(".skip").addEventListener("click", () => setView(true));
}

// --- start

if (data.title) { document.title = data.title; byId("title").textContent = data.title; }
fillSelects();
measureSizes();
table = makeTable(byId("ties"), data, open);
if (hasWebGl())
  canvas = makeCanvas(byId("canvas"), data, {
    colours, colourOf, sizeOf, edgeColourOf: (edge) => colours()[signClass(edge.sign)],
    isNodeShown: (node) => shownNodes.has(node.index) || (selected?.node === node), isEdgeShown: (edge) => shownEdges.has(edge.index),
  }, open);
else {
  byId("no-webgl").hidden = false;
  byId("show-graph").disabled = byId("fit").disabled = true;
}
drawControls();
listenToControls();
listenToSearch();
listenToTools();
showNothing(data, open);
setTheme(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
setView(!canvas);
applyFilter();
// what a test needs to aim at: nothing else reads it
window.stancegraph = { placeOf: (name) => canvas?.placeOf(data.nodes.find((node) => node.name === name)), actors: data.nodes.length };
