// What the charts share: how a chart is called, colours and shapes of the parties, text widths.
import type { Block } from './block';
import type { Report } from './report';

export interface Place {
  report: Report;
  part: string; // the key of the section
  block: Block; // what is drawn
  width: number; // pixels there are
}

/** Draws one figure's content; null where there is nothing to draw. */
export type Chart = (place: Place) => Element | null;

/** Told apart by colour, and in grey print by shape. */
export const shapes = ['circle', 'diamond2', 'triangle2', 'square2', 'star', 'wye'] as const;

export function partyColour(index: number): string {
  return `var(--party-${index % shapes.length})`;
}

export function partyShape(index: number) {
  return shapes[index % shapes.length]!;
}

export const paper = 'var(--paper)';
export const ink = 'currentColor';
export const faint = 'var(--rule)';
export const fontSize = 13;

/** Options that every chart passes to Plot. */
export const common = {
  className: 'drawing',
  style: { fontSize: `${fontSize}px`, fontFamily: 'var(--sans)', overflow: 'visible' },
};

let pen: CanvasRenderingContext2D | null = null;

export function textWidth(text: string, weight = 400): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * fontSize * 0.6;
  pen.font = `${weight} ${fontSize}px ${getComputedStyle(document.body).getPropertyValue('--sans')}`;
  return pen.measureText(text).width;
}

/** As many letters from the start as fit. */
function fitting(text: string, width: number, weight: number): string {
  const letters = [...text];
  let low = 1;
  let high = letters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(letters.slice(0, middle).join(''), weight) <= width) low = middle;
    else high = middle - 1;
  }
  return letters.slice(0, low).join('');
}

/** The text, or its beginning and an ellipsis where it is wider. */
export function fitText(text: string, width: number, weight = 400): string {
  if (textWidth(text, weight) <= width) return text;
  return `${fitting(text, width - textWidth('\u2026', weight), weight).trimEnd()}\u2026`;
}

/** The text in lines no wider than `width`, broken at spaces, and within words that are wider; what
 * does not fit into `most` lines is left out, with an ellipsis. */
export function wrapText(text: string, width: number, weight = 400, most = 4): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, weight) <= width) {
      lines[lines.length - 1] = longer;
      continue;
    }
    let rest = word;
    while (textWidth(rest, weight) > width && lines.length <= most) {
      const part = fitting(rest, width, weight);
      lines.push(part);
      rest = rest.slice(part.length);
    }
    if (rest) lines.push(rest);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), fitText(`${lines[most - 1]}\u2026`, width, weight)];
}

/** A name that may run from right to left, before a number (Unicode's UAX 9). */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

export function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** A key of the parties in their colours and shapes. */
export function partyKey(names: string[]): HTMLElement {
  return element(
    'p',
    'key',
    ...names.map((name, index) => element('span', `party p${index % shapes.length}`, name)),
  );
}
