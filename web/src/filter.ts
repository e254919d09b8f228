// A search box above each long table of packages: rows that lack one of the words are hidden.
import { element } from './chart';

function holdsAll(row: HTMLTableRowElement, words: string[]): boolean {
  const text = (row.textContent ?? '').toLowerCase();
  return words.every((word) => text.includes(word));
}

function addFilter(rows: HTMLTableSectionElement): void {
  const box = document.createElement('input');
  box.type = 'search';
  box.placeholder = 'word in a package';
  const shown = element('output', '');
  const apply = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows.rows) {
      row.hidden = !holdsAll(row, words);
      if (!row.hidden) count++;
    }
    shown.textContent = `${count} of ${rows.rows.length} rows`;
  };
  box.addEventListener('input', apply);
  apply();
  rows.closest('.scroll')?.before(element('p', 'filter', element('label', '', 'Filter ', box), ' ', shown));
}

/** Short tables need no filter. */
export function addFilters(): void {
  for (const rows of document.querySelectorAll<HTMLTableSectionElement>('tbody.filtered'))
    if (rows.rows.length > 5) addFilter(rows);
}
