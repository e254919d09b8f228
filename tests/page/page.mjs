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
const TOLERANCE = 1e-9;
const NOTHING = 0.0005; // shares below are not worth a word
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

const sum = (list) => list.reduce((a, b) => a + b, 0);
const issueName = (report, issue) => report.model.issues[issue].name ?? issue;
/** Without what stands in brackets at its end. */
const partyName = (report, party) => (report.model.parties[party].name ?? party).replace(/(.) \(.*\)$/, '$1');
const optionName = (report, issue, option) => report.model.issues[issue].options[option].name ?? option;

const solutionNames = {
  nash: 'Nash',
  kalai_smorodinsky: 'Kalai\u2013Smorodinsky',
  egalitarian: 'Egalitarian',
  utilitarian: 'Utilitarian',
};
const samePackage = (a, b) => Object.keys(a.package).every((issue) => a.package[issue] === b.package[issue]);

/** The rows of a table of packages: the frontier, then solutions that are not on it. */
function pointsOf(set) {
  const points = [...set.frontier];
  for (const solution of Object.values(set.solutions ?? {}))
    if (!points.some((point) => samePackage(point, solution))) points.push(solution);
  return points;
}

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
  const plain = (text) => text.replace(/[\u201c\u201d]/g, '"').replace(/[\u2018\u2019]/g, "'").replace(/\u00a0/g, ' ');
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
    assert.deepEqual(numbers, pairs.map(([a, b]) => fixed(loss[a][b])), issue);
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
      assert.deepEqual(numbers, principals.map((p) => `${signed(gain[p])} ${fixed(utility[p])}`));
    }
  const statusQuo = (issue) => Object.keys(report.model.issues[issue].options)[0];
  const changed = (issue) => rows.some(({ keys }) => set.solutions[keys[0]].package[issue] !== statusQuo(issue));
  const expected = Object.keys(report.model.issues)
    .filter(changed)
    .map((issue) => [
      issueName(report, issue),
      ...rows.map(({ keys }) => optionName(report, issue, set.solutions[keys[0]].package[issue])),
    ]);
  assert.deepEqual(await cells(page, `${id}-packages`), expected);
}

/** What a row of the table of packages says. */
function describeRow(report, set, points, point) {
  const names = Object.keys(set.solutions ?? {}).filter((key) => samePackage(set.solutions[key], point));
  const changes = Object.entries(point.package).filter(
    ([issue, option]) =>
      option !== Object.keys(report.model.issues[issue].options)[0] &&
      points.some((other) => other.package[issue] !== option),
  );
  const words = [
    ...(names.length > 0 ? [names.map((key) => solutionNames[key]).join(', ')] : []),
    ...changes.map(([issue, option]) => `${issueName(report, issue)}: ${optionName(report, issue, option)}`),
    ...(changes.length === 0 ? ['nothing else'] : []),
  ];
  const likes = points.some(({ packages }) => (packages ?? '1') !== '1');
  return [
    ...report.model.principals.map((p) => signed(point.gain[p])),
    words.join(' '),
    ...(likes ? [point.packages === undefined ? DASH : count(point.packages)] : []),
  ];
}

async function checkPackages(page, report, id, set) {
  const points = pointsOf(set);
  const expected = points.length < 2 ? [] : points.slice(0, ROWS_MAX).map((point) => describeRow(report, set, points, point));
  assert.deepEqual(await cells(page, `${id}-frontier`), expected);
}

async function checkDeals(page, report) {
  for (const [id, , set] of dealSets(report)) {
    if (set.frontier.length === 0) {
      if (!set.nearest) continue;
      const rows = await cells(page, `${id}-nearest`);
      assert.deepEqual(
        rows.map((row) => row.slice(1)),
        report.model.principals.map((p) => {
          const { utility, gain } = set.nearest;
          return [fixed(utility[p]), fixed(utility[p] - gain[p]), signed(gain[p])];
        }),
      );
      continue;
    }
    await checkSolutions(page, report, id, set);
    await checkPackages(page, report, id, set);
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

const breaksAt = (point) => Object.values(point.slack).some((slack) => slack < -TOLERANCE);

async function checkRoadmaps(page, report) {
  for (const [name, roadmap] of Object.entries(report.roadmap ?? {})) {
    const rows = await cells(page, `roadmap-${name}`);
    const points = [...roadmap.steps, roadmap.end];
    const broken = points.findIndex(breaksAt);
    const slacks = (point) => report.model.principals.map((p) => signed(point.slack[p]));
    points.forEach((point, index) => {
      const row = rows[index];
      const said = (point.name ?? 'When all is done') + (index === broken ? ' (breaks here)' : '');
      assert.ok(row[1] === said || (point.crosses && row[1].startsWith(`${said} crosses `)), row[1]);
      assert.deepEqual(row.slice(5), slacks(point));
      if (!point.name) return;
      const once = point.reversible ? 'can be undone' : 'for good';
      assert.deepEqual(row.slice(2, 5), [point.starts_day, point.days, once].map(String));
    });
    assert.equal(rows.length, points.length);
    await checkRemedies(page, report, name, roadmap);
  }
}

/** What is said beneath a roadmap about mending it. */
async function checkRemedies(page, report, name, roadmap) {
  const box = page.locator(`.roadmap[data-key="${name}"]`);
  const verdict = await box.locator('.answer').textContent();
  if (!roadmap.holds) {
    const at = roadmap.breaks_at === '(the end)' ? 'when all is done' : roadmap.breaks_at;
    assert.ok(verdict.includes(at) && verdict.includes(partyName(report, roadmap.breaks_for)), verdict);
  } else assert.ok(verdict.startsWith('It holds'), verdict);
  const told = roadmap.changes.filter(({ rise }) => rise > TOLERANCE).slice(0, 3);
  const changes = await box.locator('.changes > li').allTextContents();
  assert.equal(changes.length, told.length);
  told.forEach((change, index) => {
    for (const step of [change.step, change.other]) if (step) assert.ok(changes[index].includes(step), changes[index]);
    assert.equal(/then it (just )?holds/.test(changes[index]), change.holds, changes[index]);
  });
  const { orders } = roadmap;
  if (!orders) return;
  const best = await box.locator('.best > li').allTextContents();
  assert.deepEqual(best, orders.count === '1' ? [] : orders.best);
  const groups = await box.locator('.shortest > li').allTextContents();
  assert.deepEqual(groups.length, orders.shortest?.groups.length ?? 0);
  orders.shortest?.groups.forEach((group, index) => group.forEach((step) => assert.ok(groups[index].includes(step))));
}

async function checkRoadmapCharts(page, report) {
  for (const [name, { steps, holds }] of Object.entries(report.roadmap ?? {})) {
    const figure = page.locator(`figure[data-key="${name}"]`);
    assert.equal(await figure.locator('g.steps > rect').count(), steps.length);
    for (const index of report.model.principals.keys())
      assert.equal(await figure.locator(`g.slack-${index} > *`).count(), steps.length + 1);
    const breaks = (await figure.locator('g.breaks').allTextContents()).join(' ');
    assert.equal(/breaks here/.test(breaks), !holds, breaks);
  }
}

/** Cells of a table of rounds without the round and its date. */
async function roundCells(page, id, clock) {
  const rows = await cells(page, id);
  const dated = clock.starts && clock.round_every_days;
  rows.forEach((row, index) => {
    assert.equal(row[0], `${index + 1}`);
    if (!dated) return;
    const date = new Date(Date.parse(clock.starts) + index * clock.round_every_days * 86400000);
    const words = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
    assert.equal(row[1].replace('\u00a0', ' '), words);
  });
  return rows.map((row) => row.slice(dated ? 2 : 1));
}

const band = (numbers, say) =>
  numbers ? `${say(numbers.mean)} ${say(numbers.low)} to ${say(numbers.high)}` : DASH;
const isFlat = (chances) => chances.every((chance) => chance === chances[0]);
const secrets = (clock) => Object.values(clock.screening ?? {}).map((one) => one.agreement_by_round);
const hasStory = (clock) => [clock.agreement_by_round, ...secrets(clock)].some((chances) => !isFlat(chances));
const movesSomebody = ({ walk_away_by_round: walkAways }) =>
  walkAways.some((then) => Object.keys(then).some((p) => Math.abs(then[p] - walkAways[0][p]) >= NOTHING));

async function checkClock(page, report) {
  const { clock } = report;
  if (!clock) return;
  const { principals } = report.model;
  const { agreement_by_round: chances, walk_away_by_round: walkAways, asks_by_round: asks } = clock;
  assert.deepEqual(
    await roundCells(page, 'clock-rounds', clock),
    hasStory(clock) ? chances.map((chance, t) => [percent(chance), ...secrets(clock).map((own) => percent(own[t]))]).slice(0, ROWS_MAX) : [],
  );
  assert.deepEqual(
    await roundCells(page, 'clock-walk-aways', clock),
    movesSomebody(clock) ? walkAways.map((then) => principals.map((p) => fixed(then[p]))).slice(0, ROWS_MAX) : [],
  );
  assert.deepEqual(
    await roundCells(page, 'clock-asks', clock),
    asks.slice(0, ROWS_MAX).map((ask, t) => [
      ...principals.map((p) => band(ask[p], fixed)),
      band(clock.room_by_round[t], signed),
      percent(clock.open_by_round[t]),
    ]),
  );
  const events = await cells(page, 'clock-events');
  assert.equal(events.length, clock.events.length);
  clock.events.forEach(({ level, alone, before_agreement: before }, index) => {
    const [name, ...shown] = events[index];
    assert.ok(name.endsWith(`: ${level.replace(/[-_]/g, ' ')}`), name);
    [alone, before].forEach((chance, k) => assert.ok(shown[k].startsWith(`${percent(chance)} `), shown[k]));
  });
  const measures = ['value', 'best_now', 'delay_cost', 'round_cost'].filter((key) => clock[key]);
  assert.deepEqual(
    (await cells(page, 'clock-parties')).map((row) => row.slice(1)),
    measures.map((key) => principals.map((p) => fixed(clock[key][p]))),
  );
}

async function checkClockCharts(page, report) {
  const { clock } = report;
  if (!clock) return;
  const drawings = await page.locator('#clock figure svg').count();
  const expected = (hasStory(clock) ? 1 : 0) + (movesSomebody(clock) ? 1 : 0) + (clock.room_by_round.some(Boolean) ? 2 : 1);
  assert.equal(drawings, expected);
  // there is a shape for each round as long as there is room, and a line in any case
  for (const chart of ['drift', 'asks'])
    for (const index of report.model.principals.keys()) {
      const figure = page.locator(`[data-chart=${chart}]`);
      if ((await figure.count()) === 0) continue;
      const rounds = chart === 'drift' ? clock.walk_away_by_round.length : clock.asks_by_round.length;
      assert.equal(await figure.locator(`g.${chart}-${index} > *`).count(), rounds);
    }
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

const statusOf = (fitting, total) =>
  fitting > ROWS_MAX
    ? `The first ${ROWS_MAX} of ${count(fitting)} that fit shown, of ${count(total)} in all`
    : `${count(fitting)} of ${count(total)} shown`;

/** Filters by an option and by a least gain, clears, and sorts, and compares with the JSON each time. */
async function checkFilter(page, report, id, path, set) {
  const points = pointsOf(set);
  const box = page.locator(`.filter:has(~ .scroll #${id}-frontier)`).last();
  if (points.length < 6) {
    assert.equal(await page.locator(`#${id} .filter`).count(), 0);
    return;
  }
  const status = page.locator(`.shown:has(+ .scroll #${id}-frontier)`);
  const rows = page.locator(`#${id}-frontier tbody tr`);
  const compare = async (fits) => {
    const fitting = points.filter(fits).length;
    assert.equal(await status.textContent(), statusOf(fitting, points.length));
    assert.equal(await rows.count(), Math.min(fitting, ROWS_MAX));
    const out = await page.locator(`figure[data-path="${path}"] svg`).first().locator('g.frontier .is-out').count();
    assert.equal(out, set.frontier.filter((point) => !fits(point)).length);
  };
  assert.equal(await status.getAttribute('role'), 'status');
  await compare(() => true);
  const select = box.locator('select').first();
  const issue = await select.getAttribute('data-issue');
  const options = await select.locator('option').evaluateAll((all) => all.map((option) => option.value));
  const option = options[1];
  await select.selectOption(option);
  const holds = (point) => point.package[issue] === option;
  await compare(holds);
  const range = box.locator('input[type=range]').first();
  const party = await range.getAttribute('data-party');
  await range.focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('PageUp');
  const least = Number(await range.inputValue());
  assert.ok(least > Number(await range.getAttribute('min')));
  assert.equal(await range.getAttribute('aria-valuetext'), fixed(least / 1000));
  await compare((point) => holds(point) && Math.round(point.gain[party] * 1000) >= least);
  await box.locator('button[type=reset]').click();
  await page.waitForTimeout(20);
  await compare(() => true);
  await checkSorting(page, report, id, points);
}

async function checkSorting(page, report, id, points) {
  const column = report.model.principals.length - 1;
  const party = report.model.principals[column];
  const head = page.locator(`#${id}-frontier thead th`).nth(column);
  const first = () => page.locator(`#${id}-frontier tbody tr`).first().locator('td').nth(column).textContent();
  const gains = points.map((point) => point.gain[party]);
  await head.locator('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert.equal(await first(), signed(Math.max(...gains)));
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  assert.equal(await first(), signed(Math.min(...gains)));
}

async function checkFilters(page, report) {
  for (const [id, path, set] of dealSets(report))
    if (set.frontier.length > 1) await checkFilter(page, report, id, path, set);
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
    const closed = await page.locator('table.packages:not(:visible), .numbers table:not(:visible)').count();
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
