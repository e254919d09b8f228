// Opens pages in a browser and compares what they show with the JSON that they were made from:
// node page.mjs WRITER CHROMIUM WORK-DIRECTORY [PAGE.html ...]
// Without pages it writes those of the reports beside this file.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../web/package.json'));
const { chromium } = require('playwright-core');
const [writer, browserPath, work, ...given] = process.argv.slice(2);

const MINUS = '\u2212';
const DASH = '\u2014';

/** A number as printf writes it: ties that are exact in binary go to the even digit. */
function decimal(value, digits = 2) {
  const size = Math.abs(value);
  const doubled = size * 2 ** (digits + 1);
  let text = size.toFixed(digits);
  if (Number.isInteger(doubled) && doubled % 2 === 1) {
    const below = Math.trunc(size * 10 ** digits);
    text = ((below + (below % 2)) / 10 ** digits).toFixed(digits);
  }
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}
const signed = (value) => (value > 0 && Number(decimal(value)) !== 0 ? '+' : '') + decimal(value);
const percent = (value) => `${decimal(100 * value, 0)}\u00a0%`;
const count = (digits) => (digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '\u202f'));

const sum = (list) => list.reduce((a, b) => a + b, 0);
const issueName = (report, issue) => report.model.issues[issue].name ?? issue;
const partyName = (report, party) => report.model.parties[party].name ?? party;
const optionName = (report, issue, option) => report.model.issues[issue].options[option].name ?? option;

/** The texts of a table's cells, row by row. */
const cells = (page, id) =>
  page.$$eval(`#${id} tbody tr`, (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));

/** Packages of which the page may show a chart, with the prefix of their anchors. */
function dealSets(report) {
  return [
    ['settlement', 'deals.settlement', report.deals?.settlement],
    ['interim', 'deals.interim', report.deals?.interim],
    ['round-interim', 'round.interim', report.round?.interim],
    ['round-settlement', 'round.settlement', report.round?.settlement],
  ].filter(([, , set]) => set);
}

async function checkFirstScreen(page, report) {
  const lines = await page.$$eval('.lines > div', (divs) =>
    divs.map((div) => ({ label: div.querySelector('dt').textContent, text: div.querySelector('dd').textContent })),
  );
  assert.deepEqual(lines, report.brief?.lines ?? []);
  assert.deepEqual(await page.locator('.limits span').allTextContents(), report.brief?.not_covered ?? []);
  const figures = Object.fromEntries(
    await page.$$eval('.figures li', (items) => items.map((li) => [li.dataset.figure, li.querySelector('strong').textContent])),
  );
  for (const [key, shown] of Object.entries(figures).filter(([key]) => key.startsWith('loss:'))) {
    const [, loser, winner] = key.split(':');
    assert.equal(shown, percent(report.gap.loss[loser][winner]), key);
    assert.equal(report.gap.loss[loser][winner], Math.max(...Object.values(report.gap.loss[loser])));
  }
  assert.equal(figures.settlements, report.deals && count(report.deals.settlement.count));
  if (report.round)
    assert.equal(figures.can_settle, `${report.round.can_settle.length} of ${Object.keys(report.model.issues).length}`);
}

async function checkPositions(page, report) {
  const rows = await cells(page, 'position-matrix');
  const issues = Object.keys(report.gap.issues);
  assert.equal(rows.length, issues.length + 1); // and the walk-aways
  for (const [row, issue] of issues.entries()) {
    assert.equal(rows[row][0], issueName(report, issue));
    for (const [column, party] of report.model.principals.entries()) {
      const wish = report.gap.issues[issue].wants[party];
      assert.ok(rows[row][column + 1].startsWith(wish ? optionName(report, issue, wish) : 'does not care'));
    }
  }
  const never = await page.locator('#position-matrix .never').count();
  const lines = report.model.principals.flatMap((party) => report.model.parties[party].red_lines ?? []);
  assert.equal(never, sum(lines.map((line) => Object.keys(line.never).length)));
}

async function checkGap(page, report) {
  const { principals } = report.model;
  const pairs = principals.flatMap((a) => principals.filter((b) => b !== a).map((b) => [a, b]));
  const rows = await page.$$eval('#gap-table tbody tr', (trs) =>
    trs.map((tr) => [tr.dataset.issue ?? '', [...tr.cells].slice(1).map((cell) => cell.textContent)]),
  );
  assert.deepEqual(rows.slice(0, report.gap.widest.length).map(([issue]) => issue), report.gap.widest);
  for (const [issue, numbers] of rows) {
    const { loss } = issue ? report.gap.issues[issue] : report.gap;
    assert.deepEqual(numbers, pairs.map(([a, b]) => decimal(loss[a][b])), issue);
  }
}

async function checkGapChart(page, report) {
  for (const index of report.model.principals.keys()) {
    const dots = page.locator(`[data-chart=gap] g.losses-${index} > *`);
    assert.equal(await dots.count(), Object.keys(report.gap.issues).length);
  }
}

/** The solutions' rows: solutions that choose one package share a row. */
async function checkSolutions(page, report, id, set) {
  const rows = await page.$$eval(`#${id}-solutions tbody tr`, (trs) =>
    trs.map((tr) => ({
      keys: [...tr.querySelectorAll('[data-solution]')].map((span) => span.dataset.solution),
      numbers: [...tr.querySelectorAll('td.number')].map((cell) => cell.textContent),
    })),
  );
  assert.deepEqual(rows.flatMap((row) => row.keys).sort(), Object.keys(set.solutions).sort());
  for (const { keys, numbers } of rows)
    for (const key of keys) {
      const { gain, utility } = set.solutions[key];
      const { principals } = report.model;
      assert.deepEqual(numbers, [...principals.map((p) => signed(gain[p])), ...principals.map((p) => decimal(utility[p]))]);
    }
  const chosen = await cells(page, `${id}-packages`);
  for (const [row, issue] of Object.keys(report.model.issues).entries())
    for (const [column, { keys }] of rows.entries())
      assert.equal(chosen[row][column + 1], optionName(report, issue, set.solutions[keys[0]].package[issue]));
}

async function checkDeals(page, report) {
  for (const [id, , set] of dealSets(report)) {
    if (set.frontier.length === 0) {
      if (!set.nearest) continue;
      const rows = await cells(page, `${id}-nearest`);
      assert.deepEqual(
        rows.map((row) => [row[1], row[3]]),
        report.model.principals.map((p) => [decimal(set.nearest.utility[p]), signed(set.nearest.gain[p])]),
      );
      continue;
    }
    await checkSolutions(page, report, id, set);
    const shown = await page.locator(`#${id}-frontier tbody tr`).count();
    assert.equal(shown, set.frontier.length < 2 ? 0 : Math.min(200, set.frontier.length));
  }
}

async function checkDealCharts(page, report) {
  const pairs = (report.model.principals.length * (report.model.principals.length - 1)) / 2;
  for (const [, path, set] of dealSets(report)) {
    const figure = page.locator(`figure[data-path="${path}"]`);
    if (set.frontier.length === 1 || (set.frontier.length === 0 && !set.nearest)) {
      assert.equal(await figure.count(), 0);
      continue;
    }
    const group = set.frontier.length > 0 ? 'frontier' : 'nearest';
    assert.equal(
      await figure.locator(`g.${group} > circle`).count(),
      pairs * Math.max(1, set.frontier.length),
    );
    if (set.frontier.length === 0) continue;
    const names = (await figure.locator('g.label').allTextContents()).join(', ');
    for (const name of ['Nash', /Kalai\u2013Smorodinsky|K\u2013S/, 'Egalitarian', 'Utilitarian'])
      assert.equal(names.split(name).length - 1, pairs, `${path}: ${name}`);
    await checkLabelsApart(figure, path);
  }
}

/** No two labels of a drawing cover each other. */
async function checkLabelsApart(figure, path) {
  const drawings = await figure.locator('svg').evaluateAll((svgs) =>
    svgs.map((svg) =>
      [...svg.querySelectorAll('g.label text')].map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return { left, right, top, bottom, name: text.textContent };
      }),
    ),
  );
  for (const labels of drawings)
    for (const [i, a] of labels.entries())
      for (const b of labels.slice(i + 1)) {
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        assert.ok(width < 3 || height < 5, `${path}: '${a.name}' covers '${b.name}'`);
      }
}

async function checkBlockers(page, report) {
  const { conflicts, concessions, prices } = report.blockers;
  assert.equal(await page.locator('.conflicts > li').count(), conflicts.length);
  assert.equal(await page.locator('.conflicts > li li').count(), sum(conflicts.map((names) => names.length)));
  assert.equal(await page.locator('.concessions > li').count(), concessions.length);
  const rows = Object.fromEntries(
    await page.$$eval('#prices-table tbody tr', (trs) => trs.map((tr) => [tr.dataset.name, tr.cells[1].textContent])),
  );
  const expected = Object.entries(prices).map(([name, price]) => [name, price === null ? 'no settlement while it stands' : signed(price)]);
  assert.deepEqual(rows, Object.fromEntries(expected));
}

async function checkRound(page, report) {
  if (!report.round) return;
  const waiting = await page.$$eval('#must-wait [data-waits]', (spans) =>
    spans.map((span) => [span.dataset.waits, span.closest('tr').cells[0].textContent]),
  );
  assert.deepEqual(Object.fromEntries(waiting), report.round.must_wait);
  const rows = (await cells(page, 'alone-table')).map((row) => row.slice(2));
  const expected = Object.entries(report.round.alone).flatMap(([issue, options]) =>
    Object.entries(options)
      .filter(([option]) => option !== Object.keys(report.model.issues[issue].options)[0])
      .map(([, gains]) => report.model.principals.map((p) => (gains ? signed(gains[p]) : DASH))),
  );
  assert.deepEqual(rows, expected);
}

async function checkSources(page, report) {
  if (!report.check) return;
  assert.equal(await page.locator('.contradictions > li').count(), report.check.contradictions.length);
  assert.equal(await page.locator('.contradictions blockquote').count(), 2 * report.check.contradictions.length);
  assert.equal(await page.locator('#claims-table tbody tr').count(), Object.keys(report.model.claims ?? {}).length);
  const grades = Object.fromEntries(
    await page.$$eval('#grades-table [data-grade]', (tds) => tds.map((td) => [td.dataset.grade, Number(td.textContent)])),
  );
  assert.deepEqual(grades, report.check.grades ?? {});
  assert.equal(await page.locator('.paths li').count(), report.check.unsupported.length);
}

async function checkRoadmaps(page, report) {
  for (const [name, roadmap] of Object.entries(report.roadmap ?? {})) {
    const rows = await cells(page, `roadmap-${name}`);
    const broken = roadmap.steps.findIndex((step) => Object.values(step.slack).some((slack) => slack < -1e-9));
    const expected = roadmap.steps.map((step, index) => [
      `${index + 1}`,
      step.name + (index === broken ? ' (breaks here)' : ''),
      ...report.model.principals.map((p) => signed(step.slack[p])),
    ]);
    assert.deepEqual(rows.map((row) => [row[0], row[1], ...row.slice(4)]), expected);
  }
}

async function checkRoadmapCharts(page, report) {
  for (const [name, { steps }] of Object.entries(report.roadmap ?? {})) {
    const figure = page.locator(`figure[data-key="${name}"]`);
    assert.equal(await figure.locator('g.steps > rect').count(), steps.length);
    for (const index of report.model.principals.keys())
      assert.equal(await figure.locator(`g.slack-${index} > *`).count(), steps.length);
    const breaks = steps.some((step) => Object.values(step.slack).some((slack) => slack < -1e-9));
    assert.equal(await figure.locator('g.breaks > *').count(), breaks ? 1 : 0);
  }
}

async function checkClock(page, report) {
  if (!report.clock) return;
  const { agreement_by_round: chances, walk_away_by_round: walkAways } = report.clock;
  const rows = await cells(page, 'clock-rounds');
  assert.deepEqual(rows.map((row) => row[1]), chances.map(percent));
  for (const [index, row] of rows.entries())
    if (walkAways)
      assert.deepEqual(row.slice(2), report.model.principals.map((p) => decimal(walkAways[index][p])));
  const parties = await cells(page, 'clock-parties');
  assert.deepEqual(parties.map((row) => row[1]), report.model.principals.map((p) => decimal(report.clock.value[p])));
}

async function checkClockCharts(page, report) {
  if (!report.clock) return;
  const { agreement_by_round: chances, walk_away_by_round: walkAways } = report.clock;
  assert.equal(await page.locator('[data-chart=agreement] g.chances > circle').count(), chances.length);
  for (const index of report.model.principals.keys())
    if (walkAways)
      assert.equal(await page.locator(`[data-chart=walk-aways] g.walk-aways-${index} > *`).count(), walkAways.length);
}

async function checkTables(page, report) {
  await checkFirstScreen(page, report);
  await checkPositions(page, report);
  await checkGap(page, report);
  await checkDeals(page, report);
  await checkBlockers(page, report);
  await checkRound(page, report);
  await checkRoadmaps(page, report);
  await checkClock(page, report);
  await checkSources(page, report);
  const nameless = await page.$$eval('table', (tables) => tables.filter((table) => !table.caption?.textContent.trim()).length);
  assert.equal(nameless, 0, 'every table has a caption');
}

async function checkCharts(page, report) {
  await checkGapChart(page, report);
  await checkDealCharts(page, report);
  await checkRoadmapCharts(page, report);
  await checkClockCharts(page, report);
  const empty = await page.$$eval('figure.chart:not(.is-drawn)', (figures) => figures.map((f) => f.dataset.path));
  assert.deepEqual(empty, [], 'every figure is drawn');
  const nameless = await page.locator('figure.chart svg:not([aria-label])').count();
  assert.equal(nameless, 0, 'every drawing has a name');
}

async function checkFilter(page) {
  const box = page.locator('.filter input').first();
  if ((await box.count()) === 0) return;
  await page.locator('details:has(.filter)').first().evaluate((details) => (details.open = true));
  const rows = page.locator('details:has(.filter)').first().locator('tbody tr:visible');
  const all = await rows.count();
  await box.fill('no package has this word');
  assert.equal(await rows.count(), 0);
  await box.fill('');
  assert.equal(await rows.count(), all);
}

async function checkKeyboard(page) {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, '#brief');
}

/** Luminance contrast of the text against the paper, by WCAG's formula. */
async function checkContrast(page) {
  const ratio = await page.evaluate(() => {
    const luminance = (colour) => {
      const [r, g, b] = colour.match(/\d+/g).slice(0, 3).map((part) => {
        const c = part / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = luminance(getComputedStyle(document.body).backgroundColor);
    return [document.body, document.querySelector('.meta'), document.querySelector('.kicker')].map((element) => {
      const ink = luminance(getComputedStyle(element).color);
      return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    });
  });
  for (const contrast of ratio) assert.ok(contrast >= 4.5, `contrast ${contrast}`);
}

const views = [
  { name: 'light', viewport: { width: 1100, height: 800 }, colorScheme: 'light' },
  { name: 'dark', viewport: { width: 1100, height: 800 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  { name: 'phone, dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  { name: 'without script', viewport: { width: 1100, height: 800 }, javaScriptEnabled: false },
];

async function checkView(browser, file, report, { name, ...view }) {
  const context = await browser.newContext(view);
  const page = await context.newPage();
  const noise = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) noise.push(`request ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await checkTables(page, report);
  if (view.javaScriptEnabled === false) {
    assert.equal(await page.locator('figure.chart svg').count(), 0);
    assert.equal(await page.locator('#gap-table').isVisible(), true);
  } else {
    await checkCharts(page, report);
    const { scrollWidth, innerWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      innerWidth,
    }));
    assert.ok(scrollWidth <= innerWidth, `${scrollWidth} px wide in a window of ${innerWidth}`);
    await checkContrast(page);
    await checkKeyboard(page);
    await checkFilter(page);
  }
  assert.deepEqual(noise, []);
  await context.close();
  console.log(`ok ${basename(file)}, ${name}`);
}

/** The report that a page carries is what it is compared with. */
function readReport(file) {
  const [, json] = readFileSync(file, 'utf8').match(/<script type="application\/json" id="entente-data">(.*?)<\/script>/s);
  return JSON.parse(json);
}

function writePages() {
  return readdirSync(here)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const file = join(work, name.replace(/json$/, 'html'));
      writeFileSync(file, execFileSync(writer, [join(here, name)], { maxBuffer: 1 << 28 }));
      assert.deepEqual(readReport(file), JSON.parse(readFileSync(join(here, name), 'utf8')));
      return file;
    });
}

const profile = mkdtempSync(join(work, 'profile-'));
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
  env: { ...process.env, HOME: profile },
});
try {
  const files = given.length > 0 ? given : writePages();
  for (const file of files)
    for (const view of views) await checkView(browser, file, readReport(file), view);
  console.log(`${files.length * views.length} passed, 0 failed`);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
