// The drawn network: sigma on a graphology graph, hidden and dimmed through reducers, so that a filter
// never rebuilds anything.
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram } from "sigma/rendering";
import { signMark } from "./data.js";
import { makeEdgePrograms, makeHoverPainter, makeLabelPainter, makeNodePrograms } from "./programs.js";

const CURVES_MOST = 4000; // more ties are drawn straight, which is faster

export function hasWebGl() {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null && context !== undefined;
  } catch {
    return false;
  }
}

const shapes = { state: "square", organization: "octagon", militia: "hexagon" };
export const shapeOf = (type) => shapes[type] || "disc";

// the same weight looks the same in any graph, unless some weigh very much
const widthOf = (weight, most) =>
  most > 16 ? 1 + 4.5 * Math.sqrt(weight / most) : Math.max(1, 1.8 + Math.log2(Math.max(weight, 0.1)));

function makeGraph(data, curved) {
  const graph = new MultiDirectedGraph();
  for (const node of data.nodes)
    graph.addNode(node.index, { x: node.x, y: node.y, size: 6, label: node.name, type: shapeOf(node.type) });
  const seen = new Map(); // ties of one pair fan out
  for (const edge of data.edges) {
    const pair = `${edge.source} ${edge.target}`;
    const place = seen.get(pair) || 0;
    seen.set(pair, place + 1);
    const type = !edge.directed ? "plain" : edge.sign > 0 ? "dashed" : "solid";
    graph.addEdgeWithKey(`e${edge.index}`, edge.source, edge.target, {
      size: widthOf(edge.weight, data.weightMost),
      type: curved ? type : "straight",
      curvature: 0.12 + 0.13 * place,
      label: `${signMark(edge.sign)} ${edge.relation}`,
    });
  }
  return graph;
}

function mix(hex, ground, share) {
  const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const [a, b] = [parts(hex), parts(ground)];
  return `#${a.map((v, i) => Math.round(v * share + b[i] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

export function makeCanvas(container, data, look, on) {
  const curved = data.edges.length <= CURVES_MOST;
  const graph = makeGraph(data, curved);
  const paintLabel = makeLabelPainter(look.colours);
  let focus = null; // { nodes: Set, edges: Set } that stay bright

  const renderer = new Sigma(graph, container, {
    allowInvalidContainer: true,
    defaultNodeType: "disc",
    nodeProgramClasses: makeNodePrograms(),
    defaultEdgeType: curved ? "solid" : "straight",
    edgeProgramClasses: { ...makeEdgePrograms(), straight: EdgeArrowProgram },
    defaultDrawNodeLabel: paintLabel,
    defaultDrawNodeHover: makeHoverPainter(look.colours, paintLabel),
    enableEdgeEvents: true,
    renderEdgeLabels: true,
    edgeLabelSize: 12,
    edgeLabelColor: { attribute: "color" },
    edgeLabelFont: "Helvetica, Arial, DejaVu Sans, sans-serif",
    labelFont: "Helvetica, Arial, DejaVu Sans, sans-serif",
    labelSize: 12.5,
    labelDensity: data.nodes.length <= 40 ? 5 : 1,
    labelGridCellSize: data.nodes.length <= 40 ? 80 : 110, // nearly the width of a name
    labelRenderedSizeThreshold: data.nodes.length <= 80 ? 0 : 5,
    hideEdgesOnMove: !curved,
    zIndex: true,
    stagePadding: 45,
    minEdgeThickness: 1,
    nodeReducer: (key) => {
      const node = data.nodes[key];
      if (!look.isNodeShown(node)) return { ...graph.getNodeAttributes(key), hidden: true };
      const size = look.sizeOf(node);
      const attributes = { ...graph.getNodeAttributes(key), size, color: look.colourOf(node), zIndex: size };
      if (focus && !focus.nodes.has(node.index)) {
        attributes.color = mix(attributes.color, look.colours().ground, 0.18);
        attributes.label = null;
        attributes.zIndex = 0;
      } else if (focus) attributes.forceLabel = true;
      return attributes;
    },
    edgeReducer: (key, attributes) => {
      const edge = data.edges[Number(key.slice(1))];
      if (!look.isEdgeShown(edge)) return { ...attributes, hidden: true };
      let color = look.edgeColourOf(edge);
      if (!curved && !focus) color = mix(color, look.colours().ground, 0.4); // thousands would hide the actors
      const dim = focus && !focus.edges.has(edge.index);
      if (dim) color = mix(color, look.colours().ground, 0.12);
      return { ...attributes, color, label: focus && !dim ? attributes.label : null, zIndex: dim ? 0 : 1 };
    },
  });

  renderer.on("clickNode", ({ node }) => on.node(data.nodes[node]));
  renderer.on("clickEdge", ({ edge }) => on.edge(data.edges[Number(edge.slice(1))]));
  renderer.on("clickStage", () => on.nothing());
  for (const [enter, leave] of [["enterNode", "leaveNode"], ["enterEdge", "leaveEdge"]]) {
    renderer.on(enter, () => container.classList.add("pointing"));
    renderer.on(leave, () => container.classList.remove("pointing"));
  }

  return {
    refresh: () => renderer.refresh(),
    resize: () => renderer.resize(true) && renderer.refresh(),
    fit: () => renderer.getCamera().animatedReset({ duration: 200 }),
    setFocus(nodes, edges) {
      focus = nodes ? { nodes, edges } : null;
    },
    lookAt(node) {
      const place = renderer.getNodeDisplayData(node.index);
      if (!place) return;
      const camera = renderer.getCamera();
      camera.animate({ x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.6) }, { duration: 250 });
    },
    // the whole network, when one of these actors is out of sight
    show(nodes) {
      const { width, height } = renderer.getDimensions();
      const isOut = (node) => {
        const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(node.index));
        return x < 20 || y < 20 || x > width - 20 || y > height - 20;
      };
      if (nodes.some(isOut)) renderer.getCamera().animatedReset({ duration: 250 });
    },
    // for tests and for the keyboard: where an actor or the middle of a tie is on the screen
    placeOf: (node) => renderer.graphToViewport(graph.getNodeAttributes(node.index)),
    toImage() {
      renderer.refresh();
      const layers = renderer.getCanvases();
      const first = layers.edges;
      const sheet = document.createElement("canvas");
      sheet.width = first.width;
      sheet.height = first.height;
      const context = sheet.getContext("2d");
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, sheet.width, sheet.height);
      for (const name of ["edges", "edgeLabels", "nodes", "labels"])
        if (layers[name]) context.drawImage(layers[name], 0, 0, sheet.width, sheet.height);
      return sheet.toDataURL("image/png");
    },
  };
}
