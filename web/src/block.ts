// The blocks that a section says, as the page's JSON has them under `said` (docs/json.md), and how
// their cells read.
import { count, decimal, fixedBare, signedBare } from './format';
import type { Report } from './report';

export type ColumnType =
  | 'text' | 'word' | 'party' | 'issue' | 'option' | 'package' | 'share' | 'change' | 'number' | 'whole' | 'count' | 'date' | 'flag';

export interface Column {
  name: string;
  type: ColumnType;
  title?: string; // absent: not shown to people
}

export type Package = Record<string, string>;
/** A text for people with the name that machines know it by. */
export interface Named {
  name: string;
  text: string;
}
export type Cell = string | number | boolean | null | [number, number] | Package | Named;

export interface Block {
  kind: 'table' | 'figure';
  name: string;
  title: string;
  chart?: string;
  intro?: string;
  columns: Column[];
  rows: Cell[][];
  note?: string;
  count?: number; // rows in all, where the data hold fewer
}

type Said = Block | { kind: 'sentence'; label: string; text: string };

export function findBlock(report: Report, part: string, name: string): Block | undefined {
  const said = (report[part] as { said?: Said[] } | undefined)?.said ?? [];
  for (const block of said) if (block.kind !== 'sentence' && block.name === name) return block;
  return undefined;
}

/** The index of a column; -1 where there is none. */
export function column(block: Block, name: string): number {
  return block.columns.findIndex((each) => each.name === name);
}

/** Numbers are set to the right and sort as numbers. */
export function isNumber(type: ColumnType): boolean {
  return ['share', 'change', 'number', 'whole', 'count'].includes(type);
}

export function numberAt(block: Block, row: number, index: number): number | undefined {
  const cell = block.rows[row]?.[index];
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string' && block.columns[index]?.type === 'count') return Number(cell);
  return Array.isArray(cell) ? cell[1] : undefined;
}

/** A number as the tables of the page have it; other cells never need making. */
export function readNumber(type: ColumnType, cell: Cell): string {
  if (typeof cell === 'string') return count(cell);
  if (typeof cell !== 'number') return '\u2014';
  if (type === 'share') return fixedBare(cell);
  if (type === 'change') return signedBare(cell);
  return type === 'whole' ? `${cell}` : decimal(cell);
}

export function nameOf(cell: Cell | undefined): string {
  return typeof cell === 'object' && cell !== null && 'name' in cell ? (cell as Named).name : `${(cell ?? '') as string}`;
}

export function textOf(cell: Cell | undefined): string {
  return typeof cell === 'object' && cell !== null && 'text' in cell ? (cell as Named).text : `${(cell ?? '') as string}`;
}
