// How much of the model rests on what somebody said: one bar in two parts.
import { barX, plot, text } from '@observablehq/plot';
import { common, type Chart } from '../chart';
import type { Check } from '../report';

export const drawProvenance: Chart = ({ part, width }) => {
  const check = part as Check;
  if (!check.numbers) return null;
  const assumed = check.unsupported.length;
  const supported = check.numbers - assumed;
  const parts = [
    { from: 0, to: supported, fill: 'var(--supported)', name: `${supported} rest on a claim`, anchor: 'start' as const },
    { from: supported, to: check.numbers, fill: 'var(--assumed)', name: `${assumed} assumed`, anchor: 'end' as const },
  ];
  return plot({
    ...common,
    width,
    height: 58,
    margin: 0,
    ariaLabel: 'Numbers of the model by what they rest on',
    x: { axis: null, domain: [0, check.numbers] },
    y: { axis: null },
    marks: [
      barX(parts, { x1: 'from', x2: 'to', fill: 'fill', insetTop: 24, insetRight: 1, className: 'bars' }),
      ...parts.map((p) =>
        text([p], {
          x: p.anchor === 'start' ? 'from' : 'to',
          text: 'name',
          textAnchor: p.anchor,
          frameAnchor: 'top',
          dy: 8,
          fill: 'currentColor',
        }),
      ),
    ],
  });
};
