// Builds the pages of real models and compares what they show in a browser with the JSON they carry:
// node page.mjs ENTENTE CHROMIUM WORK-DIRECTORY [PAGE.html ...]
// With pages it opens these instead.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(join(root, 'web/package.json'));
const { chromium } = require('playwright-core');
const [program, browserPath, work, ...given] = process.argv.slice(2);

const MINUS = '\u2212';
const DASH = '\u2014';
const UNIT = '\u00a0%';
const ROWS_MAX = 200; // of packages and of rounds

/* Shares as the brief rounds them: halves away from zero, on the decimal that a person would write. */
const thousandths = (share) => Math.floor(Math.abs(share) * 1000 + 0.5 + 1e-9);
const hundredths = (share) => Math.floor(Math.abs(share) * 100 + 0.5 + 1e-9);
const fixed = (share) => {
  const size = thousandths(share);
  return `${share < 0 && size > 0 ? MINUS : ''}${Math.floor(size / 10)}.${size % 10}${UNIT}`;
};
const signed = (share) => (share > 0 && thousandths(share) > 0 ? '+' : '') + fixed(share);
const percent = (share) => {
  const size = thousandths(share);
  if (share !== 0 && size === 0) return `under 0.1${UNIT}`;
  if (Math.abs(share) < 1 && size >= 1000) return `over 99.9${UNIT}`;
  const fine = (size < 100 && size % 10 !== 0) || (Math.abs(share) < 1 && size >= 995);
  return fine ? fixed(share) : `${share < 0 ? MINUS : ''}${hundredths(share)}${UNIT}`;
};
const decimal = (value) => value.toFixed(2);
const count = (digits) => `${digits}`.replace(/\B(?=(\d{3})+$)/g, ',');

const issueName = (report, issue) => report.model.issues[issue].name ?? issue;
/** Without what stands in brackets at its end. */
const partyName = (report, party) => (report.model.parties[party].name ?? party).replace(/(.) \(.*\)$/, '$1');
const optionName = (report, issue, option) => report.model.issues[issue].options[option].name ?? option;
/** Prose of the page as the terminal has it. */
const plain = (text) =>
  text.replace(/[\u201c\u201d]/g, '"').replace(/[\u2018\u2019]/g, "'").replace(/\u00a0/g, ' ');
const bare = (text) => text.replace(UNIT, '');

/** The sections that the page tells, with their blocks. */
const parts = (report) =>
  Object.entries(report).filter(([key, part]) => key !== 'brief' && Array.isArray(part?.said));
const blocksOf = (part) => part.said.filter(({ kind, for: audience }) => kind !== 'sentence' && audience !== 'machines');

async function checkFirstScreen(page, report) {
  const lines = await page.$$eval('.lines > div', (divs) =>
    divs.map((div) => ({ label: div.querySelector('dt').textContent, text: div.querySelector('dd').textContent })),
  );
  const said = (report.brief?.lines ?? []).map(({ label, text }) => ({ label, text: plain(text) }));
  assert.deepEqual(lines.map(({ label, text }) => ({ label, text: plain(text) })), said);
  
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

/* --- blocks -------------------------------------------------------------------------------------- */

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];

/** A cell in words: a second implementation of src/report/cell.c. */
function readCell(report, block, column, row) {
  const { type } = block.columns[column];
  const cell = row[column];
  if (cell === null) return ['text', 'word', 'party', 'issue', 'package', 'flag', 'claim', 'claims'].includes(type) ? '' : type === 'option' || type === 'date' ? '-' : DASH;
  if (typeof cell === 'object' && cell.text !== undefined) return cell.text;
  if (Array.isArray(cell) && type === 'share') return undefined; // an interval: rounded outwards
  switch (type) {
    case 'share': return typeof cell === 'number' ? bare(fixed(cell)) : cell;
    case 'change': return typeof cell === 'number' ? bare(signed(cell)) : cell;
    case 'whole': return `${cell}`;
    case 'number': return `${cell}`.replace('-', MINUS);
    case 'claim':
    case 'claims': return undefined; // in words, with links
    case 'count': return undefined; // may be bounds
    case 'party': return partyName(report, cell);
    case 'issue': return issueName(report, cell);
    case 'option': {
      const issue = row[block.columns.findIndex((each) => each.type === 'issue')];
      return issue === undefined ? undefined : optionName(report, issue, cell);
    }
    case 'package': return undefined; // checkPackage
    case 'date': {
      const [year, month, day] = cell.split('-').map(Number);
      return `${day} ${monthNames[month - 1]} ${year}`;
    }
    case 'flag': return cell ? 'yes' : 'no';
    default: return `${cell}`;
  }
}

/** What a package changes against today where not all packages of its table do the same. */
function checkPackage(report, block, column, row, shown) {
  const names = report.model.issue_order.filter((issue) => row[column][issue] !== report.model.issues[issue].option_order[0]);
  const said = names.map((issue) => `${issueName(report, issue)}: ${optionName(report, issue, row[column][issue])}`);
  const kept = said.filter((text) => shown.includes(plain(text)));
  assert.equal(plain(shown), kept.length > 0 ? plain(kept.join(' ')) : shown === 'nothing' ? 'nothing' : 'nothing else');
}

async function readTable(page, id) {
  return page.$eval(`[id="${id}"]`, (table) => ({
    heads: [...table.tHead.rows[0].cells].map((cell) => cell.textContent),
    rows: [...table.tBodies[0].rows].map((row) => ({ index: Number(row.dataset.row), cells: [...row.cells].map((cell) => cell.textContent) })),
  }));
}

const sameRow = (a, b) => JSON.stringify(a.slice(1)) === JSON.stringify(b.slice(1));

/** Every cell of a table against the block that it was made from. */
async function checkTable(page, report, part, block) {
  const id = `${part}-${block.name}`;
  const { heads, rows } = await readTable(page, id);
  const columns = block.columns.map((column, index) => ({ index, at: heads.indexOf(column.title ?? '\0') })).filter(({ at }) => at >= 0);
  const titled = block.columns.filter(({ title }) => title !== undefined);
  assert.equal(columns.length, titled.length, `${id}: ${heads}`);
  let above = null;
  for (const { index, cells } of rows) {
    const row = block.rows[index];
    if (!row) continue; // beyond what the data hold
    for (const { index: column, at } of columns) {
      const expected = readCell(report, block, column, row);
      const shown = cells[at].trim();
      if (block.columns[column].type === 'package') { if (row[column]) checkPackage(report, block, column, row, plain(shown)); }
      else if (expected !== undefined && !(shown === '' && above && JSON.stringify(above[column]) === JSON.stringify(row[column])))
        assert.ok(plain(shown) === plain(expected) || (at === 0 && plain(shown).startsWith(`${plain(expected)}, `)), `${id}, row ${index}, '${block.columns[column].name}': '${shown}', expected '${expected}'`);
    }
    above = row;
  }
  // a row that is not there is read with another one that says the same, or lies beyond those shown
  const shown = new Set(rows.map(({ index }) => index));
  if (block.rows.length <= ROWS_MAX)
    block.rows.forEach((row, index) => assert.ok(shown.has(index) || rows.some((other) => sameRow(block.rows[other.index], row)), `${id}, row ${index}`));
  else assert.equal(rows.length, ROWS_MAX, id);
}

async function checkBlocks(page, report) {
  for (const [part, { said }] of parts(report)) {
    const section = page.locator(`section[data-part="${part}"]`);
    const sentences = said.filter(({ kind }) => kind === 'sentence').map(({ label, text }) => `${label} ${text}`);
    assert.deepEqual((await section.locator('p.answer').allTextContents()).map(plain), sentences.map(plain), part);
    const tables = blocksOf(report[part]).filter(({ rows }) => rows.length > 0);
    assert.equal(await section.locator('table').count(), tables.length, `${part}: ${tables.map(({ name }) => name)}`);
    for (const block of tables) await checkTable(page, report, part, block);
  }
}

/* --- charts -------------------------------------------------------------------------------------- */

const figureOf = (page, part, block) => page.locator(`figure[data-part="${part}"][data-table="${block.name}"]`);

async function checkGapChart(page, report, part, block) {
  for (const index of report.model.principals.keys())
    assert.equal(await figureOf(page, part, block).locator(`g.losses-${index} > *`).count(), block.rows.length);
}

async function checkFrontierChart(page, report, part, block) {
  const pairs = (report.model.principals.length * (report.model.principals.length - 1)) / 2;
  const figure = figureOf(page, part, block);
  assert.equal(await figure.locator('g.frontier > circle, g.nearest > circle').count(), pairs * block.rows.length);
  const solutions = report[part].said.find(({ name }) => name === `${block.name}-solutions`);
  if (!solutions) return;
  const names = (await figure.locator('g.label').allTextContents()).join(', ');
  for (const name of ['Nash', /Kalai[\u2013-]Smorodinsky|K[\u2013-]S/, /[Ee]galitarian/, /[Uu]tilitarian/])
    assert.equal(names.split(name).length - 1, pairs, `${part} ${block.name}: ${name}`);
  await checkLabelsApart(figure, block.name);
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

/** One strip a roadmap, a bar a step, a dot a side and row; what breaks is said where it does. */
async function checkRoadmapChart(page, report, part, block) {
  const figure = figureOf(page, part, block);
  const at = (name) => block.columns.findIndex((column) => column.name === name);
  const steps = block.rows.filter((row) => row[at('days')] !== null);
  const breaking = block.rows.filter((row) => row[at('breaks_for')] !== null);
  assert.equal(await figure.locator('svg').count(), new Set(block.rows.map((row) => row[at('roadmap')])).size);
  assert.equal(await figure.locator('g.steps > rect').count(), steps.length);
  for (const index of report.model.principals.keys())
    assert.equal(await figure.locator(`g.slack-${index} > *`).count(), block.rows.length);
  const said = (await figure.locator('g.breaks').allTextContents()).join(' ');
  assert.equal(said.split('breaks here').length - 1, breaking.length, said);
}

/** There is a shape for each round as long as there is room, and a line in any case. */
async function checkRoundsChart(page, report, part, block) {
  const figure = figureOf(page, part, block);
  for (const index of report.model.principals.keys()) {
    const shapes = await figure.locator(`g.${block.chart}-${index} > *`).count();
    assert.equal(shapes, block.rows.length, `${block.chart} of side ${index}`);
  }
}

/** The room has a drawing of its own beneath what is asked. */
async function checkAsksChart(page, report, part, block) {
  await checkRoundsChart(page, report, part, block);
  const at = block.columns.findIndex(({ name }) => name === 'room');
  const drawings = await figureOf(page, part, block).locator('svg').count();
  assert.equal(drawings, block.rows.some((row) => row[at] !== null) ? 2 : 1);
}

/** A line for all known, and one for each secret. */
async function checkAgreementChart(page, report, part, block) {
  const figure = figureOf(page, part, block);
  for (const [index, party] of report.model.principals.entries()) {
    const isSecret = block.columns.some(({ name }) => name === `${party}_secret`);
    assert.equal(await figure.locator(`g.secret-${index} > *`).count(), isSecret ? block.rows.length : 0);
  }
}

const chartChecks = {
  agreement: checkAgreementChart,
  asks: checkAsksChart,
  drift: checkRoundsChart,
  frontier: checkFrontierChart,
  gap: checkGapChart,
  roadmap: checkRoadmapChart,
};

async function checkTables(page, report) {
  await checkFirstScreen(page, report);
  await checkBlocks(page, report);
  const nameless = await page.$$eval('table', (tables) => tables.filter((table) => !table.caption?.textContent.trim()).length);
  assert.equal(nameless, 0, 'every table has a caption');
}

async function checkCharts(page, report) {
  for (const [part] of parts(report))
    for (const block of blocksOf(report[part]))
      if (block.chart && block.rows.length > 0) await chartChecks[block.chart]?.(page, report, part, block);
  const empty = await page.$$eval('figure.chart:not(.is-drawn)', (figures) => figures.map((f) => `${f.dataset.part} ${f.dataset.table}`));
  assert.deepEqual(empty, [], 'every figure is drawn');
  const nameless = await page.locator('figure.chart svg:not([aria-label])').count();
  assert.equal(nameless, 0, 'every drawing has a name');
}

const statusOf = (fitting, total) =>
  fitting > ROWS_MAX
    ? `The first ${ROWS_MAX} of ${count(fitting)} that fit shown, of ${count(total)} in all`
    : `${count(fitting)} of ${count(total)} shown`;

/** Tables of packages that can be filtered. */
const packageTables = (report) =>
  parts(report).flatMap(([part]) =>
    blocksOf(report[part])
      .filter(({ chart, rows }) => chart === 'frontier' && rows.length > 1)
      .map((block) => [part, block]),
  );

/** Filters by an option and by a least gain, clears, and sorts, and compares with the JSON each time. */
async function checkFilter(page, report, part, block) {
  const id = `[id="${part}-${block.name}"]`;
  if (block.rows.length < 6) {
    assert.equal(await page.locator(`.filter:has(~ .scroll ${id})`).count(), 0);
    return;
  }
  const box = page.locator(`form.filter:has(+ .shown + .scroll ${id})`);
  const status = page.locator(`.shown:has(+ .scroll ${id})`);
  const rows = page.locator(`${id} tbody tr`);
  const of = (name) => block.columns.findIndex((column) => column.name === name);
  const compare = async (fits) => {
    const fitting = block.rows.filter(fits).length;
    assert.equal(await status.textContent(), statusOf(fitting, block.rows.length));
    assert.equal(await rows.count(), Math.min(fitting, ROWS_MAX));
    const out = await figureOf(page, part, block).locator('svg').first().locator('g.frontier .is-out').count();
    assert.equal(out, block.rows.length - fitting);
  };
  assert.equal(await status.getAttribute('role'), 'status');
  await compare(() => true);
  const select = box.locator('select').first();
  const issue = await select.getAttribute('data-issue');
  const options = await select.locator('option').evaluateAll((all) => all.map((option) => option.value));
  await select.selectOption(options[1]);
  const holds = (row) => row[of('package')][issue] === options[1];
  await compare(holds);
  const range = box.locator('input[type=range]').first();
  const party = await range.getAttribute('data-party');
  await range.focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('PageUp');
  const least = Number(await range.inputValue());
  assert.ok(least > Number(await range.getAttribute('min')));
  assert.equal(await range.getAttribute('aria-valuetext'), fixed(least / 1000));
  await compare((row) => holds(row) && Math.round(row[of(`gain_${party}`)] * 1000) >= least);
  await box.locator('button[type=reset]').click();
  await page.waitForTimeout(20);
  await compare(() => true);
  await checkSorting(page, report, part, block);
}

async function checkSorting(page, report, part, block) {
  const party = report.model.principals.at(-1);
  const gain = block.columns.findIndex(({ name }) => name === `gain_${party}`);
  const id = `[id="${part}-${block.name}"]`;
  const at = block.columns.slice(0, gain).filter(({ title }) => title !== undefined).length;
  const head = page.locator(`${id} thead th`).nth(at);
  const first = () => page.locator(`${id} tbody tr`).first().locator('th, td').nth(at).textContent();
  const gains = block.rows.map((row) => row[gain]);
  await head.locator('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert.equal(await first(), bare(signed(Math.max(...gains))));
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  assert.equal(await first(), bare(signed(Math.min(...gains))));
}

async function checkFilters(page, report) {
  for (const [part, block] of packageTables(report)) await checkFilter(page, report, part, block);
  const nameless = await page.$$eval('select, input', (all) => all.filter((input) => !input.labels[0]?.textContent.trim()).length);
  assert.equal(nameless, 0, 'every field has a label');
}

async function checkKeyboard(page) {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, '#brief');
}

/** The least luminance contrast of any text against what is behind it, by WCAG's formula: 4.5, large text 3. */
async function checkContrast(page) {
  const poor = await page.evaluate(() => {
    const parse = (colour) => {
      const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
      return { r, g, b, a };
    };
    const over = (top, below) =>
      Object.fromEntries([...'rgb'].map((c) => [c, top.a * top[c] + (1 - top.a) * below[c]]));
    const luminance = (colour) => {
      const [r, g, b] = [...'rgb'].map((c) => {
        const part = colour[c] / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      const layers = [];
      for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
      return layers.reverse().reduce((below, layer) => over(layer, below), { r: 255, g: 255, b: 255 });
    };
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (words.nextNode()) {
      const element = words.currentNode.parentElement;
      if (!words.currentNode.data.trim() || !element.checkVisibility()) continue;
      if (element.closest('script, style, option, title, desc, .skip')) continue;
      const style = getComputedStyle(element);
      const drawn = element.closest('svg') !== null;
      const paper = behind(drawn ? element.closest('svg').parentElement : element);
      const colour = parse(drawn ? style.fill : style.color);
      colour.a *= drawn ? Number(style.fillOpacity) : 1;
      const [low, high] = [luminance(over(colour, paper)), luminance(paper)].sort((a, b) => a - b);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < (large ? 3 : 4.5)) found.push(`${contrast.toFixed(2)} '${words.currentNode.data.trim().slice(0, 40)}'`);
    }
    return found;
  });
  assert.deepEqual(poor, [], 'contrast');
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
    assert.equal(await page.locator('.filter, .sort').count(), 0);
    const closed = await page.locator('table:not(:visible)').count();
    assert.equal(closed, 0, 'no table waits for the script');
  } else {
    await checkCharts(page, report);
    const { scrollWidth, innerWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      innerWidth,
    }));
    assert.ok(scrollWidth <= innerWidth, `${scrollWidth} px wide in a window of ${innerWidth}`);
    await checkContrast(page);
    await checkKeyboard(page);
    await checkFilters(page, report);
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

/* What the scenarios lack: no settlement, a roadmap that holds, every key, and a long frontier. */
const others = ['tests/transcript/no-deal.yaml', 'tests/transcript/border.yaml', 'tests/fixtures/every-key.yaml'];
/* Names that are hard to lay out, and a brief with a section left out. */
const hard = ['longest-names', 'long-option-word', 'long-party-word', 'right-to-left-names', 'option-names-like-integers', '../unanswered'].map(
  (name) => `tests/transcript/faults/${name}.yaml`,
);
const scenarios = ['istanbul-2025-06', 'labour-contract', 'river-basin'].map((name) => `scenarios/${name}.yaml`);

/** Two sides, fifteen issues of three options, and weights such that hundreds of packages are efficient. */
function writeLongModel() {
  const file = join(work, 'long.yaml');
  const issues = Array.from({ length: 15 }, (_, j) => `issue-${j + 1}`);
  const weights = (k) => issues.map((issue, j) => `      ${issue}: {weight: ${101 + ((j * j * k * 37 + j * 11) % 97)}, values: ${k === 7 ? '{a: 0, b: 0.6, c: 1}' : '{a: 1, b: 0.5, c: 0}'}}`);
  const party = (name, k) => [`  ${name}:`, '    role: principal', '    walk_away: 0.1', '    preferences:', ...weights(k)];
  writeFileSync(
    file,
    [
      'entente: 1',
      'title: A long frontier',
      'as_of: 2025-01-01',
      'issues:',
      ...issues.map((issue) => `  ${issue}: {options: {a: A, b: B, c: C}}`),
      'parties:',
      ...party('one', 7),
      ...party('two', 5),
      '',
    ].join('\n'),
  );
  return file;
}

function writePage(model) {
  const file = join(work, `${basename(model, '.yaml')}.html`);
  execFileSync(program, ['brief', model, '--short', '--html', file], { cwd: root });
  const json = execFileSync(program, ['brief', model, '--json'], { cwd: root, maxBuffer: 1 << 28 });
  assert.deepEqual(readReport(file), JSON.parse(json));
  return file;
}

/** Every page in the views in which it has something to show that others do not. */
function plan() {
  if (given.length > 0) return given.map((file) => [file, views]);
  const long = writePage(writeLongModel());
  assert.ok(readReport(long).deals.settlement.frontier.length > ROWS_MAX);
  return [
    ...scenarios.map((model, index) => [writePage(model), views.filter(({ name }) => index === 0 || name !== 'phone, dark')]),
    ...others.map((model, index) => [writePage(model), views.filter(({ name }) => name === (index === 1 ? 'dark' : 'phone'))]),
    ...hard.map((model) => [writePage(model), views.filter(({ name }) => name === 'phone')]),
    [long, views.filter(({ name }) => name === 'light' || name === 'without script')],
  ];
}

const profile = mkdtempSync(join(work, 'profile-'));
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
  env: { ...process.env, HOME: profile },
});
try {
  let passed = 0;
  for (const [file, shown] of plan())
    for (const view of shown) {
      await checkView(browser, file, readReport(file), view);
      passed++;
    }
  console.log(`${passed} passed, 0 failed`);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
