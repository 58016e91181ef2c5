// Shaders of our own on top of sigma's: a shape for each type of actor, dashes for friendly ties.
import { NodePointProgram } from "sigma/rendering";
import { createEdgeCurveProgram } from "@sigma/edge-curve";

// distance to the border (1 at the centre, 0 on it) for p in -1 .. 1
const SHAPES = {
  disc: "1.0 - length(p)",
  square: "0.86 - max(abs(p.x), abs(p.y))",
  hexagon: "0.9 - max(abs(p.x), abs(p.x) * 0.5 + abs(p.y) * 0.866)",
  octagon: "0.92 - max(max(abs(p.x), abs(p.y)), (abs(p.x) + abs(p.y)) * 0.7071)",
};

function shapeShader(formula) {
  return `
precision mediump float;
varying vec4 v_color;
varying float v_border;
void main(void) {
  vec2 p = (gl_PointCoord - vec2(0.5, 0.5)) * 2.0;
  float inside = ${formula};
  #ifdef PICKING_MODE
  gl_FragColor = inside > 0.0 ? v_color : vec4(0.0);
  #else
  float edge = max(v_border * 2.0, 0.02);
  float cover = clamp(inside / edge, 0.0, 1.0);
  float rim = clamp((inside - edge) / (edge * 1.5), 0.0, 1.0);
  vec4 dark = vec4(v_color.rgb * 0.45, v_color.a);
  gl_FragColor = mix(dark, v_color, rim) * cover;
  #endif
}`;
}

export function makeNodePrograms() {
  const programs = {};
  for (const [name, formula] of Object.entries(SHAPES)) {
    programs[name] = class extends NodePointProgram {
      getDefinition() {
        return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: shapeShader(formula) };
      }
    };
  }
  return programs;
}

const arrow = {
  arrowHead: { extremity: "target", lengthToThicknessRatio: 5.5, widenessToThicknessRatio: 4.2 },
};

// The curve program's fragment shader, changed at one place: a thin tie can be hit from a little beside
// it, and a friendly one gets gaps by the distance from its source.
function changed(Program, isDashed) {
  const mark = "float halfThickness = thickness / 2.0;";
  const gap = `
  #ifndef PICKING_MODE
  float dash = max(v_thickness * 4.0, 9.0);
  if (mod(length(gl_FragCoord.xy - v_cpA), dash) > dash * 0.6 && thickness == v_thickness) thickness = 0.0;
  #endif
  `;
  const wide = `
  #ifdef PICKING_MODE
  thickness = max(thickness, 4.0);
  #endif
  `;
  return class extends Program {
    getDefinition() {
      const definition = super.getDefinition();
      const shader = definition.FRAGMENT_SHADER_SOURCE.replace(mark, wide + (isDashed ? gap : "") + mark);
      return { ...definition, FRAGMENT_SHADER_SOURCE: shader };
    }
  };
}

export function makeEdgePrograms() {
  const Arrow = createEdgeCurveProgram(arrow);
  const Line = createEdgeCurveProgram();
  return { solid: changed(Arrow, false), dashed: changed(Arrow, true), plain: changed(Line, false) };
}

// Labels on a faint ground of their own, so that they stay legible over ties, in either theme.
export function makeLabelPainter(colours) {
  return (context, data, settings) => {
    if (!data.label) return;
    const size = settings.labelSize;
    context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
    const label = data.label.length > 42 ? `${data.label.slice(0, 41)}…` : data.label;
    const width = context.measureText(label).width;
    // under the actor, and pushed in where it would leave the sheet
    const space = context.canvas.clientWidth || context.canvas.width;
    const x = Math.max(3, Math.min(data.x - width / 2, space - width - 3));
    const y = data.y + data.size + size;
    context.fillStyle = colours().veil;
    context.fillRect(x - 2, y - size + 1, width + 4, size + 2);
    context.fillStyle = colours().text;
    context.fillText(label, x, y);
  };
}

export function makeHoverPainter(colours, paintLabel) {
  return (context, data, settings) => {
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.strokeStyle = colours().text;
    context.lineWidth = 2;
    context.stroke();
    paintLabel(context, data, settings);
  };
}
