// How much of the model rests on what somebody said: one bar in as many parts as the table has rows.
import { barX, plot, text } from '@observablehq/plot';
import { column, textOf } from '../block';
import { common, type Chart } from '../chart';

const fills = ['var(--supported)', 'var(--assumed)'];

export const drawProvenance: Chart = ({ block, width }) => {
  const numbers = column(block, 'numbers');
  const restOn = column(block, 'rest_on');
  let total = 0;
  const parts = block.rows.map((row, index) => {
    const from = total;
    const count = Number(row[numbers]);
    total += count;
    return { from, to: total, fill: fills[index % fills.length], name: `${count} on ${textOf(row[restOn])}` };
  });
  if (total === 0) return null;
  return plot({
    ...common,
    width,
    height: 58,
    margin: 0,
    ariaLabel: block.title,
    x: { axis: null, domain: [0, total] },
    y: { axis: null },
    marks: [
      barX(parts, { x1: 'from', x2: 'to', fill: 'fill', insetTop: 24, insetRight: 1, className: 'bars' }),
      ...parts.map((part, index) =>
        text([part], {
          x: index === 0 ? 'from' : 'to',
          text: 'name',
          textAnchor: index === 0 ? 'start' : 'end',
          frameAnchor: 'top',
          dy: 8,
          fill: 'currentColor',
        }),
      ),
    ],
  });
};
