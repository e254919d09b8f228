// The tables of packages: a filter by option and by least gain above each longer one, columns that
// sort, and the dots of the chart that go with them.
import { element, shapes } from './chart';
import { count, fixed, signed } from './format';
import { describeSolutions, findPart, issueName, optionName, partyName, type DealSet, type Model, type Point, type Report } from './report';

const rowsMax = 200; // as src/report/html_packages.c writes without script
const filterFrom = 6; // packages; fewer are seen at a glance

interface Packages {
  model: Model;
  path: string;
  points: Point[]; // the frontier, then solutions that are not on it
  solutions: string[]; // by point: the names of those that choose it
  varying: string[]; // issues on which not all points hold the same
  rows: (HTMLTableRowElement | undefined)[];
  body: HTMLTableSectionElement;
  hasLikes: boolean; // some point stands for several packages
  matches: boolean[];
  order: number[];
}

function samePackage(a: Point, b: Point): boolean {
  return Object.entries(a.package).every(([issue, option]) => b.package[issue] === option);
}

function collectPoints(set: DealSet): Point[] {
  const points = [...set.frontier];
  for (const solution of Object.values(set.solutions ?? {}))
    if (!points.some((point) => samePackage(point, solution))) points.push(solution);
  return points;
}

function isChange(model: Model, issue: string, option: string): boolean {
  return Object.keys(model.issues[issue]?.options ?? {})[0] !== option;
}

/** A row as src/report/html_packages.c writes it, for those beyond the ones in the page. */
function makeRow(packages: Packages, index: number): HTMLTableRowElement {
  const { model, points, solutions, varying } = packages;
  const point = points[index]!;
  const row = element('tr', '') as HTMLTableRowElement;
  row.setAttribute('role', 'row');
  const addCell = (className: string, ...children: (Node | string)[]) => {
    const cell = element('td', className, ...children);
    cell.setAttribute('role', 'cell');
    row.append(cell);
    return cell;
  };
  for (const party of model.principals) addCell('number', signed(point.gain[party] ?? 0));
  const cell = addCell('package-cell');
  if (solutions[index]) cell.append(element('b', 'chosen', solutions[index]!), ' ');
  const changes = varying.filter((issue) => isChange(model, issue, point.package[issue]!));
  changes.forEach((issue, k) =>
    cell.append(
      k > 0 ? ' ' : '',
      element('span', 'change', element('i', '', `${issueName(model, issue)}:`), ` ${optionName(model, issue, point.package[issue]!)}`),
    ),
  );
  if (changes.length === 0) cell.append(element('span', 'none', 'nothing else'));
  if (packages.hasLikes) addCell('number', count(point.packages));
  return row;
}

function readTable(report: Report, table: HTMLTableElement): Packages | null {
  const path = table.dataset.path ?? '';
  const set = findPart(report, path) as DealSet | undefined;
  const body = table.tBodies[0];
  if (!set || !body) return null;
  const points = collectPoints(set);
  const { model } = report;
  return {
    model,
    path,
    points,
    solutions: points.map((point) =>
      describeSolutions(set, (solution) => samePackage(point, solution)).join(', '),
    ),
    varying: Object.keys(model.issues).filter((issue) => points.some((point) => point.package[issue] !== points[0]!.package[issue])),
    rows: [...body.rows],
    body,
    hasLikes: points.some((point) => (point.packages ?? '1') !== '1'),
    matches: points.map(() => true),
    order: points.map((_, index) => index),
  };
}

/** Show the first rows that match, in order; say how many that is. */
function show(packages: Packages, status: HTMLElement | null): void {
  const fitting = packages.order.filter((index) => packages.matches[index]);
  const shown = fitting.slice(0, rowsMax);
  packages.body.replaceChildren(...shown.map((index) => (packages.rows[index] ??= makeRow(packages, index))));
  const total = packages.points.length;
  if (status)
    status.textContent =
      fitting.length > rowsMax
        ? `The first ${rowsMax} of ${count(fitting.length)} that fit shown, of ${count(total)} in all`
        : `${count(fitting.length)} of ${count(total)} shown`;
}

/** Fade the dots of packages that are filtered out, after every drawing of the charts. */
export function fadeDots(all: Packages[]): void {
  for (const { path, matches } of all)
    for (const group of document.querySelectorAll(`figure[data-path="${path}"] g.frontier`))
      [...group.children].forEach((dot, index) => dot.classList.toggle('is-out', matches[index] === false));
}

/* --- sorting ------------------------------------------------------------------------------------ */

function addSorting(packages: Packages, table: HTMLTableElement, apply: () => void): void {
  const heads = [...table.tHead!.rows[0]!.cells];
  const parties = packages.model.principals;
  heads.forEach((head, column) => {
    if (!head.classList.contains('number')) return;
    const value = (index: number) => {
      const point = packages.points[index]!;
      return column < parties.length ? (point.gain[parties[column]!] ?? 0) : Number(point.packages ?? Infinity);
    };
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') !== 'descending';
      for (const other of heads) if (other.hasAttribute('aria-sort')) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      packages.order.sort((a, b) => (down ? value(b) - value(a) : value(a) - value(b)) || a - b);
      apply();
    });
  });
}

/* --- filtering ---------------------------------------------------------------------------------- */

type Test = (point: Point) => boolean;

/** A choice of one option of an issue, or any. */
function makeSelect(packages: Packages, issue: string, tests: Map<string, Test>, apply: () => void): HTMLElement {
  const { model, points } = packages;
  const select = document.createElement('select');
  select.append(new Option('any', ''));
  for (const option of Object.keys(model.issues[issue]!.options)) {
    const holding = points.filter((point) => point.package[issue] === option).length;
    if (holding > 0) select.append(new Option(`${optionName(model, issue, option)} (${count(holding)})`, option));
  }
  select.dataset.issue = issue;
  select.addEventListener('change', () => {
    const { value } = select;
    if (value) tests.set(issue, (point) => point.package[issue] === value);
    else tests.delete(issue);
    apply();
  });
  return element('label', '', element('span', '', issueName(model, issue)), select);
}

/** The least gain of a party, in steps of a tenth of a per cent from the lowest in the table. */
function makeRange(packages: Packages, index: number, tests: Map<string, Test>, apply: () => void): HTMLElement {
  const { model, points } = packages;
  const party = model.principals[index]!;
  const gains = points.map((point) => Math.round((point.gain[party] ?? 0) * 1000));
  const input = document.createElement('input');
  const least = gains.reduce((a, b) => Math.min(a, b));
  input.type = 'range';
  input.min = `${least}`;
  input.max = `${gains.reduce((a, b) => Math.max(a, b))}`;
  input.defaultValue = input.min; // to which the form goes back
  input.dataset.party = party;
  const output = element('span', 'least');
  output.setAttribute('aria-hidden', 'true'); // the slider says it itself
  const say = () => {
    const text = Number(input.value) > least ? fixed(Number(input.value) / 1000) : 'any';
    output.textContent = text;
    input.setAttribute('aria-valuetext', text);
  };
  input.addEventListener('input', () => {
    const asked = Number(input.value);
    if (asked > least) tests.set(`gain of ${party}`, (point) => Math.round((point.gain[party] ?? 0) * 1000) >= asked);
    else tests.delete(`gain of ${party}`);
    say();
    apply();
  });
  say();
  const name = element('span', `party p${index % shapes.length}`, `${partyName(model, party)} gains at least`);
  return element('label', '', element('span', '', name, output), input);
}

function makeFilter(packages: Packages, caption: string, apply: () => void): HTMLElement {
  const tests = new Map<string, Test>();
  const filter = () => {
    packages.matches = packages.points.map((point) => [...tests.values()].every((test) => test(point)));
    apply();
  };
  const form = document.createElement('form');
  form.className = 'filter';
  form.setAttribute('aria-label', `Filter: ${caption}`);
  const clear = document.createElement('button');
  clear.type = 'reset';
  clear.textContent = 'Show all';
  form.append(
    ...packages.model.principals.map((_, index) => makeRange(packages, index, tests, filter)),
    ...packages.varying.map((issue) => makeSelect(packages, issue, tests, filter)),
    clear,
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () =>
    setTimeout(() => {
      tests.clear();
      for (const input of form.querySelectorAll('input')) input.dispatchEvent(new Event('input'));
      filter();
    }),
  );
  return form;
}

/** Returns the tables, so that their dots can be faded. */
export function addFilters(report: Report): Packages[] {
  const all: Packages[] = [];
  for (const table of document.querySelectorAll<HTMLTableElement>('table.packages')) {
    const packages = readTable(report, table);
    const box = table.closest('.scroll');
    if (!packages || !box) continue;
    const status = packages.points.length >= filterFrom ? element('p', 'shown') : null;
    const apply = () => {
      show(packages, status);
      fadeDots([packages]);
    };
    if (status) {
      status.setAttribute('role', 'status');
      box.before(makeFilter(packages, table.caption?.textContent ?? '', apply), status);
    }
    addSorting(packages, table, apply);
    show(packages, status);
    all.push(packages);
  }
  return all;
}
