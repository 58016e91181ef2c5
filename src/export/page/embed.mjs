// embed.mjs FOLDER OUT.c: bundles the viewer with esbuild (from FOLDER/node_modules) and writes the
// page, cut in two where the data go, as two byte arrays.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, out] = process.argv.slice(2);
const { buildSync } = createRequire(join(folder, "package.json"))("esbuild");

// The licences of what is bundled ask for their notice in every copy.
const packages = ["sigma", "@sigma/edge-curve", "graphology", "graphology-utils", "events"];
const licences = packages.map((name) => {
  const file = ["LICENSE.txt", "LICENSE", "LICENSE.md"].map((f) => join(folder, "node_modules", name, f)).find(existsSync);
  const { version, license } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
  return `${name} ${version}, ${license}\n${file ? readFileSync(file, "utf8").trim() : ""}`.replaceAll("*/", "* /");
});
const notice = `/*\n${licences.join("\n\n")}\n*/\n`;
const bundle = notice + buildSync({
  entryPoints: [join(folder, "viewer.js")],
  bundle: true, minify: true, format: "iife", target: "es2021", write: false, charset: "utf8",
  legalComments: "inline", logLevel: "error",
}).outputFiles[0].text.trimEnd();
if (/<\/script|<!--/i.test(bundle)) throw new Error("the bundle holds what would end its script element");
const style = readFileSync(join(folder, "viewer.css"), "utf8");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const values = { SCRIPT: bundle, STYLE: style, SCRIPT_HASH: hash(bundle), STYLE_HASH: hash(style) };
const page = readFileSync(join(folder, "page.html"), "utf8").replace(/@(SCRIPT|STYLE|SCRIPT_HASH|STYLE_HASH)@/g, (_, name) => values[name]);
const [head, tail] = page.split("@DATA@");

function array(name, text) {
  const bytes = [...Buffer.from(text)];
  const lines = [];
  for (let i = 0; i < bytes.length; i += 24) lines.push(bytes.slice(i, i + 24).join(","));
  return `const unsigned char ${name}[] = {\n${lines.join(",\n")}};\nconst size_t ${name}_length = sizeof ${name};\n`;
}
writeFileSync(out, `/* made by embed.mjs */\n#include "export/page_assets.h"\n${array("sg_page_head", head)}${array("sg_page_tail", tail)}`);
