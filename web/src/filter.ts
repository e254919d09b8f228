// The tables of packages: a filter by option and by least gain above each longer one, columns that
// sort, and the dots of the chart that go with them.
import { column, findBlock, isNumber, numberAt, readNumber, textOf, type Block, type Column, type Package } from './block';
import { element, shapes } from './chart';
import { count, fixed } from './format';
import { issueName, optionName, partyName, type Model, type Report } from './report';

const rowsMax = 200; // as src/report/page/blocks.c writes without script
const filterFrom = 6; // packages; fewer are seen at a glance

interface Packages {
  model: Model;
  part: string;
  block: Block;
  columns: Column[]; // of the block, all that are shown
  packages: Package[]; // one a row
  varying: string[]; // issues on which not all packages hold the same
  rows: (HTMLTableRowElement | undefined)[];
  body: HTMLTableSectionElement;
  matches: boolean[];
  order: number[];
}

function isChange(model: Model, issue: string, option: string): boolean {
  return model.issues[issue]?.option_order[0] !== option;
}

/** A package as src/report/page/blocks.c writes it. */
function makePackage({ model, varying }: Packages, chosen: Package): HTMLTableCellElement {
  const cell = element('td', 'package-cell') as HTMLTableCellElement;
  const changes = varying.filter((issue) => isChange(model, issue, chosen[issue]!));
  changes.forEach((issue, k) =>
    cell.append(
      k > 0 ? ' ' : '',
      element('span', 'change', element('i', '', `${issueName(model, issue)}:`), ` ${optionName(model, issue, chosen[issue]!)}`),
    ),
  );
  if (changes.length === 0) cell.append(element('span', 'none', 'nothing else'));
  return cell;
}

/** A row for those beyond the ones in the page. */
function makeRow(packages: Packages, index: number): HTMLTableRowElement {
  const { block, columns } = packages;
  const row = element('tr', '') as HTMLTableRowElement;
  columns.forEach((of, k) => {
    const cell = block.rows[index]![column(block, of.name)] ?? null;
    if (of.type === 'package') {
      row.append(makePackage(packages, packages.packages[index]!));
      return;
    }
    const made = element(k === 0 ? 'th' : 'td', isNumber(of.type) ? 'number' : '', isNumber(of.type) ? readNumber(of.type, cell) : textOf(cell));
    if (k === 0) made.setAttribute('scope', 'row');
    row.append(made);
  });
  return row;
}

function readTable(report: Report, body: HTMLTableSectionElement): Packages | null {
  const table = body.closest('table');
  const part = table?.dataset.part ?? '';
  const block = findBlock(report, part, table?.dataset.table ?? '');
  const at = block ? block.columns.findIndex((of) => of.type === 'package') : -1;
  if (!block || at < 0) return null;
  const packages = block.rows.map((row) => row[at] as Package);
  const rows: (HTMLTableRowElement | undefined)[] = block.rows.map(() => undefined);
  for (const row of body.rows) rows[Number(row.dataset.row)] = row;
  // rows that are read as one (the yardsticks of fairness) are few: nothing to filter there
  if (rows.filter(Boolean).length < Math.min(rowsMax, block.rows.length)) return null;
  const { model } = report;
  return {
    model,
    part,
    block,
    columns: block.columns.filter((of) => of.title !== undefined),
    packages,
    varying: model.issue_order.filter((issue) => packages.some((each) => each[issue] !== packages[0]![issue])),
    rows,
    body,
    matches: block.rows.map(() => true),
    order: block.rows.map((_, index) => index),
  };
}

/** Show the first rows that match, in order; say how many that is. */
function show(packages: Packages, status: HTMLElement | null): void {
  const fitting = packages.order.filter((index) => packages.matches[index]);
  const shown = fitting.slice(0, rowsMax);
  packages.body.replaceChildren(...shown.map((index) => (packages.rows[index] ??= makeRow(packages, index))));
  const total = packages.block.rows.length;
  if (status)
    status.textContent =
      fitting.length > rowsMax
        ? `The first ${rowsMax} of ${count(fitting.length)} that fit shown, of ${count(total)} in all`
        : `${count(fitting.length)} of ${count(total)} shown`;
}

/** Fade the dots of packages that are filtered out, after every drawing of the charts. */
export function fadeDots(all: Packages[]): void {
  for (const { part, block, matches } of all)
    for (const group of document.querySelectorAll(`figure[data-part="${part}"][data-table="${block.name}"] g.frontier`))
      [...group.children].forEach((dot, index) => dot.classList.toggle('is-out', matches[index] === false));
}

/* --- sorting ------------------------------------------------------------------------------------ */

function addSorting(packages: Packages, apply: () => void): void {
  const { block, columns } = packages;
  const heads = [...packages.body.closest('table')!.tHead!.rows[0]!.cells];
  heads.forEach((head, k) => {
    const of = columns[k];
    if (!of || !isNumber(of.type)) return;
    const at = column(block, of.name);
    const value = (row: number) => numberAt(block, row, at) ?? -Infinity;
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

type Test = (row: number) => boolean;

/** A choice of one option of an issue, or any. */
function makeSelect(packages: Packages, issue: string, tests: Map<string, Test>, apply: () => void): HTMLElement {
  const { model } = packages;
  const select = document.createElement('select');
  select.append(new Option('any', ''));
  for (const option of model.issues[issue]!.option_order) {
    const holding = packages.packages.filter((each) => each[issue] === option).length;
    if (holding > 0) select.append(new Option(`${optionName(model, issue, option)} (${count(holding)})`, option));
  }
  select.dataset.issue = issue;
  select.addEventListener('change', () => {
    const { value } = select;
    if (value) tests.set(issue, (row) => packages.packages[row]![issue] === value);
    else tests.delete(issue);
    apply();
  });
  return element('label', '', element('span', '', issueName(model, issue)), select);
}

/** The least gain of a party, in steps of a tenth of a per cent from the lowest in the table. */
function makeRange(packages: Packages, index: number, tests: Map<string, Test>, apply: () => void): HTMLElement {
  const { model, block } = packages;
  const party = model.principals[index]!;
  const at = column(block, `gain_${party}`);
  const gain = (row: number) => Math.round((numberAt(block, row, at) ?? 0) * 1000);
  const gains = block.rows.map((_, row) => gain(row));
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
    if (asked > least) tests.set(`gain of ${party}`, (row) => gain(row) >= asked);
    else tests.delete(`gain of ${party}`);
    say();
    apply();
  });
  say();
  const name = element('span', `party p${index % shapes.length}`, `${partyName(model, party)} gains at least`);
  return element('label', '', element('span', '', name, output), input);
}

function makeFilter(packages: Packages, apply: () => void): HTMLElement {
  const tests = new Map<string, Test>();
  const filter = () => {
    packages.matches = packages.block.rows.map((_, row) => [...tests.values()].every((test) => test(row)));
    apply();
  };
  const form = document.createElement('form');
  form.className = 'filter';
  form.setAttribute('aria-label', `Filter: ${packages.block.title}`);
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
  for (const body of document.querySelectorAll<HTMLTableSectionElement>('tbody.packages')) {
    const packages = readTable(report, body);
    const box = body.closest('.scroll');
    if (!packages || !box || !packages.model.principals.every((p) => column(packages.block, `gain_${p}`) >= 0)) continue;
    const status = packages.block.rows.length >= filterFrom ? element('p', 'shown') : null;
    const apply = () => {
      show(packages, status);
      fadeDots([packages]);
    };
    if (status) {
      status.setAttribute('role', 'status');
      box.before(makeFilter(packages, apply), status);
    }
    addSorting(packages, apply);
    show(packages, status);
    all.push(packages);
  }
  return all;
}
