// Bars under the name of what they measure: the prices of red lines, the gains of single options.
import { axisX, gridX, plot, rect, ruleX, text } from '@observablehq/plot';
import { common, faint, fontSize, partyColour, wrapText } from '../chart';
import { signed, signedTick } from '../format';

export interface Bar {
  party: number;
  value: number | null;
  note?: string; // said in place of a bar without a value
}

export interface Group {
  name: string;
  bars: Bar[];
}

const barHeight = 17;
const lineHeight = fontSize * 1.25;
const groupGap = 12;

/** Groups one beneath another, each a name and its bars, on one scale around zero. */
export function drawBars(groups: Group[], width: number, axisLabel: string, ariaLabel: string): SVGElement {
  let y = 0;
  const names: { y: number; name: string }[] = [];
  const bars: (Bar & { y: number })[] = [];
  for (const group of groups) {
    const lines = wrapText(group.name, width - 24, 600);
    names.push({ y: y + 4, name: lines.join('\n') });
    y += lines.length * lineHeight + 6;
    for (const bar of group.bars) {
      bars.push({ ...bar, y });
      y += barHeight;
    }
    y += groupGap;
  }
  const values = bars.map((bar) => bar.value ?? 0);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const pad = (high - low || 0.1) * (50 / Math.max(200, width));
  const domain = [low < 0 ? low - 2 * pad : 0, high + 2 * pad || 0.1] as [number, number];
  const measured = bars.filter((bar) => bar.value !== null);
  return plot({
    ...common,
    width,
    height: y + 44,
    marginLeft: 6,
    marginRight: 10,
    marginTop: 4,
    marginBottom: 40,
    ariaLabel,
    ariaDescription: 'The table beneath holds the same numbers.',
    x: { domain, label: axisLabel },
    y: { domain: [0, y], reverse: true, axis: null },
    marks: [
      gridX({ stroke: faint, strokeOpacity: 1, ticks: Math.max(3, Math.floor(width / 110)) }),
      axisX({ tickSize: 0, ticks: Math.max(3, Math.floor(width / 110)), tickFormat: signedTick }),
      rect(measured, {
        x1: 0,
        x2: 'value',
        y1: (bar) => bar.y + 2,
        y2: (bar) => bar.y + barHeight - 2,
        fill: (bar) => partyColour(bar.party),
        className: 'bars',
      }),
      ruleX([0], { stroke: 'currentColor' }),
      ...[-1, 1].map((side) =>
        text(
          measured.filter((bar) => ((bar.value ?? 0) < 0 ? -1 : 1) === side),
          {
            x: 'value',
            y: (bar) => bar.y + barHeight / 2,
            text: (bar) => signed(bar.value ?? 0),
            dx: 6 * side,
            textAnchor: side > 0 ? 'start' : 'end',
            fill: 'currentColor',
            fillOpacity: 0.8,
          },
        ),
      ),
      text(
        bars.filter((bar) => bar.value === null),
        {
          x: 0,
          y: (bar) => bar.y + barHeight / 2,
          text: (bar) => bar.note ?? '',
          dx: 6,
          textAnchor: 'start',
          fontStyle: 'italic',
          fill: 'currentColor',
        },
      ),
      text(names, {
        frameAnchor: 'left',
        dx: low < 0 ? 0 : 6,
        y: 'y',
        text: 'name',
        textAnchor: 'start',
        lineAnchor: 'top',
        lineHeight: 1.25,
        fontWeight: 600,
        fill: 'currentColor',
        stroke: 'var(--paper)',
        strokeWidth: 4,
        className: 'names',
      }),
    ],
  }) as SVGElement;
}
