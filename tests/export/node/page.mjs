// page.mjs CONVERT [SCREENSHOT]: the HTML page in headless Chromium. Searches, filters, clicks a tie and
// reads its sentence; names that try to become markup stay text; no request leaves the page.
// Exit code 77: Chromium or the page is not there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [convert, screenshot] = process.argv.slice(2);
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
if (!executablePath) {
  console.log("skipped: no Chromium (package chromium)");
  process.exit(77);
}

const XSS = [
  "</script><script>window.hacked = 1</script>", "<img src=x onerror='window.hacked = 2'>", "\"><svg onload=window.hacked=3>",
  "<!--<script>", "]]><script>window.hacked=4</script>", "javascript:window.hacked=5", "{{constructor.constructor('window.hacked=6')()}}",
  "<iframe srcdoc='<script>parent.hacked=7</script>'>", "<style>body{display:none}</style>", "<a href='javascript:window.hacked=8'>x</a>",
];
const actor = (name, type = "militia") => ({ id: name.toLowerCase().replace(/[^a-z]+/g, "-").slice(0, 30) || "x", name, type, mention: name, start: 0, end: 1 });
let sentence = 0;
const claim = (source, relation, target, text, cue, date) => ({
  doc: "a-morning-paper", date, sentence: sentence++, start: 0, end: 1, text, relation, sign: relation === "backs" ? 1 : -1,
  source, target, cue, negated: false, modality: "asserted", attribution: null, confidence: 0.9, rule: "t/t.v",
});
const north = actor("Northern Front"), south = actor("Southern Council", "state"), river = actor("River Guard", "organization");
const claims = [
  claim(north, "threatens", south, "The Northern Front vowed to strike the Southern Council by Friday.", "vowed to strike", "2024-03-01"),
  claim(north, "accuses", south, "It blamed the Council for the fire.", "blamed", "2024-03-02"),
  claim(river, "backs", south, "The River Guard praised the Council.", "praised", "2024-05-09"),
  claim(river, "backs", south, "Again the River Guard stood by it.", "stood by", "2024-05-10"),
  ...XSS.map((name, i) => claim(actor(`${name} ${i}`, "person"), "condemns", south, `It said: ${name}`, name, "2024-04-01")),
];

const folder = mkdtempSync(join(tmpdir(), "page-"));
const base = join(folder, "page");
writeFileSync(`${base}.jsonl`, claims.map((c) => JSON.stringify(c)).join("\n"));
try {
  execFileSync(convert, [`${base}.jsonl`, `${base}.html`], { stdio: ["ignore", "ignore", "pipe"] });
} catch (error) {
  if (!/built without the HTML page/.test(String(error.stderr))) throw error;
  console.log("skipped: built without the HTML page");
  process.exit(77);
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--enable-unsafe-swiftshader", "--use-angle=swiftshader"] });

async function openPage(prepare) {
  const page = await browser.newPage({ viewport: { width: 1300, height: 800 }, colorScheme: "light" });
  const seen = { requests: [], errors: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
  if (prepare) await page.addInitScript(prepare);
  await page.goto(`file://${base}.html`);
  await page.waitForFunction(() => window.stancegraph);
  return { page, seen };
}

const text = (page, selector) => page.locator(selector).innerText();

const tests = {
  async search_finds_an_actor_and_shows_its_ties({ page }) {
    await page.keyboard.press("/");
    await page.keyboard.type("northern");
    await page.keyboard.press("Enter");
    const dossier = await text(page, "#dossier");
    assert.match(dossier, /Northern Front/);
    assert.match(dossier, /threatens Southern Council/);
  },
  async a_tie_of_the_dossier_shows_its_sentence_with_document_and_date({ page }) {
    await page.click("#dossier .ties button >> text=threatens");
    const dossier = await text(page, "#dossier");
    assert.match(dossier, /vowed to strike the Southern Council by Friday/);
    assert.match(dossier, /a-morning-paper, 2024-03-01/);
    assert.equal(await text(page, "#dossier mark"), "vowed to strike");
    await page.keyboard.press("Escape");
    assert.match(await text(page, "#dossier"), /How to read it/);
  },
  async a_click_on_a_drawn_tie_shows_all_its_sentences({ page }) {
    await page.click("#reset");
    const find = () => page.evaluate(() => {
      const a = window.stancegraph.placeOf("River Guard"), b = window.stancegraph.placeOf("Southern Council");
      const box = document.getElementById("canvas").getBoundingClientRect(), bend = 0.12 / 2;
      return { x: box.x + (a.x + b.x) / 2 + (b.y - a.y) * bend, y: box.y + (a.y + b.y) / 2 - (b.x - a.x) * bend };
    });
    let place = await find(), before; // the view glides back
    do {
      before = place;
      await page.waitForTimeout(700);
      place = await find();
    } while (Math.hypot(place.x - before.x, place.y - before.y) > 0.5);
    await page.mouse.move(place.x, place.y);
    await page.waitForTimeout(500); // the buffer that tells what lies under the mouse is drawn late
    await page.mouse.click(place.x, place.y);
    await page.waitForFunction(() => /What the documents say/.test(document.getElementById("dossier").innerText), null, { timeout: 20000 });
    const dossier = await text(page, "#dossier");
    assert.match(dossier, /praised the Council/);
    assert.match(dossier, /Again the River Guard stood by it/);
    if (screenshot) await page.screenshot({ path: screenshot });
    await page.keyboard.press("Escape");
  },
  async filters_hide_ties_and_say_how_many_are_left({ page }) {
    const total = claims.length - 1; // two sentences make one tie
    assert.match(await text(page, "#count"), new RegExp(`${total} of ${total} ties`));
    await page.locator("#signs label", { hasText: "against" }).locator("input").uncheck();
    assert.match(await text(page, "#count"), new RegExp(`2 of \\d+ actors, 1 of ${total} ties`));
    await page.locator("#signs label", { hasText: "against" }).locator("input").check();
    await page.locator("#types label", { hasText: "person" }).locator("input").uncheck();
    assert.match(await text(page, "#count"), new RegExp(`3 of ${total} ties`));
    await page.fill("#to", "1");
    assert.match(await text(page, "#count"), new RegExp(`2 of ${total} ties`));
    await page.click("#reset");
    assert.match(await text(page, "#count"), new RegExp(`${total} of ${total} ties`));
    await page.fill("#weight", "2");
    assert.match(await text(page, "#count"), new RegExp(`1 of ${total} ties`));
    await page.click("#reset");
  },
  async names_that_try_to_become_markup_stay_text({ page }) {
    for (const [i, name] of XSS.entries()) {
      await page.fill("#search", `${name} ${i}`);
      await page.keyboard.press("Enter");
      assert.ok((await text(page, "#dossier h2")).includes(name), name);
      await page.click("#dossier .ties button");
      assert.ok((await text(page, "#dossier blockquote")).includes(name), name);
    }
    await page.click("#show-table");
    assert.equal(await page.locator("#ties tbody tr").count(), claims.length - 1);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await page.locator("img:not(#printed), iframe, svg[onload], #dossier style, #ties a").count(), 0);
    await page.keyboard.press("Escape");
    await page.click("#show-graph");
  },
  async inline_scripts_are_refused_by_the_policy({ page }) {
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hacked = 9";
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  },
  async the_theme_can_be_switched_and_the_page_printed({ page }) {
    await page.click("#theme");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.match(await page.locator("#printed").getAttribute("src"), /^data:image\/png/);
    assert.ok((await page.locator("#ties tbody tr").count()) > 0);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await page.click("#theme");
  },
};

let failed = 0;
async function check(name, run) {
  try {
    await run();
    console.log(`ok ${name.replaceAll("_", " ")}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name.replaceAll("_", " ")}\n${error.stack}`);
  }
}

const { page, seen } = await openPage();
for (const [name, run] of Object.entries(tests)) await check(name, () => run({ page }));
await check("no_request_leaves_the_page_and_nothing_is_complained_of", async () => {
  assert.deepEqual(seen.requests.filter((url) => !/^(file:.*page\.html$|data:|blob:)/.test(url)), []);
  assert.deepEqual(seen.errors.filter((error) => !/Content Security Policy/.test(error)), []); // that one is ours
});
await check("without_WebGL_there_is_the_table", async () => {
  const { page: plain, seen: errors } = await openPage(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : original.call(this, kind, ...rest); };
  });
  assert.equal(await plain.locator("#no-webgl").isVisible(), true);
  assert.equal(await plain.locator("#ties tbody tr").count(), claims.length - 1);
  await plain.click("#ties tbody tr td:nth-child(2) button");
  assert.ok((await plain.locator("#dossier blockquote").count()) > 0);
  assert.deepEqual(errors.errors, []);
});
await browser.close();
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
