// The gap as a dumbbell per issue: what each side loses there if another gets its way.
import { axisX, dot, gridX, link, plot, text } from '@observablehq/plot';
import { common, element, faint, partyColour, partyKey, partyShape, textWidth, wrapText, type Chart } from '../chart';
import { fixed, tick } from '../format';
import { column, type Block } from '../block';
import { issueName, partyName, type Model } from '../report';

interface Loss {
  issue: string;
  party: number;
  loss: number;
}

/** What each side loses on each issue to the side that costs it most there. */
function collectLosses(block: Block, model: Model): Loss[] {
  return block.rows.flatMap((row) =>
    model.principals.map((party, index) => ({
      issue: `${row[0] as string}`,
      party: index,
      loss: Math.max(
        0,
        ...model.principals.map((other) => Number(row[column(block, `loss_${party}_${other}`)] ?? 0)),
      ),
    })),
  );
}

/** A value beside its dot, on the outer side; the left one of two equals goes left. */
function valueLabels(losses: Loss[], issues: string[]) {
  return issues.flatMap((issue) => {
    const sorted = losses.filter((d) => d.issue === issue).sort((a, b) => a.loss - b.loss);
    const low = sorted[0]!;
    const high = sorted[sorted.length - 1]!;
    return [
      { ...high, side: 1 },
      ...(fixed(low.loss) === fixed(high.loss) || low.loss === 0 ? [] : [{ ...low, side: -1 }]),
    ];
  });
}

export const drawGap: Chart = ({ report, block, width }) => {
  const { model } = report;
  const issues = block.rows.map((row) => `${row[0] as string}`);
  const losses = collectLosses(block, model);
  const labels = valueLabels(losses, issues);
  const name = (issue: string) => issueName(model, issue);
  // Names stand beside their rows, in two lines if need be, or above them where there is no room.
  const narrow = width < 520;
  const lines = (issue: string) => wrapText(name(issue), narrow ? width - 20 : 220).join('\n');
  const longest = Math.max(...issues.map((issue) => Math.max(...lines(issue).split('\n').map((l) => textWidth(l)))));
  const tallest = Math.max(...issues.map((issue) => lines(issue).split('\n').length));
  const top = Math.max(0.01, ...losses.map((d) => d.loss));
  const row = (narrow ? 34 : 14) + 16 * tallest;
  const drawing = plot({
    ...common,
    width,
    height: issues.length * row + 48,
    marginLeft: narrow ? 10 : longest + 18,
    marginRight: 54,
    marginTop: 8,
    marginBottom: 40,
    ariaLabel: 'Loss of each side on each issue',
    ariaDescription: 'The table beneath holds the same numbers.',
    // Room left of zero for the label of a dot at zero.
    x: { domain: [(-top * 52) / width, top * 1.04], label: 'share of all it wants' },
    y: { domain: issues, axis: null, padding: 0.5, type: 'point' },
    marks: [
      gridX({ stroke: faint, strokeOpacity: 1, filter: (x: number) => x >= 0 }),
      axisX({ filter: (x: number) => x >= 0, ticks: Math.max(3, Math.floor(width / 110)), tickSize: 0, tickFormat: tick }),
      text(issues, {
        frameAnchor: 'left',
        y: (d: string) => d,
        text: lines,
        lineAnchor: narrow ? 'bottom' : 'middle',
        lineHeight: 1.2,
        textAnchor: narrow ? 'start' : 'end',
        dx: narrow ? 0 : -12,
        dy: narrow ? -11 : 0,
        fill: 'currentColor',
        className: 'issues',
      }),
      link(issues, {
        x1: (d: string) => Math.min(...losses.filter((e) => e.issue === d).map((e) => e.loss)),
        x2: (d: string) => Math.max(...losses.filter((e) => e.issue === d).map((e) => e.loss)),
        y: (d: string) => d,
        stroke: 'var(--link)',
        strokeWidth: 3,
      }),
      ...model.principals.map((party, index) =>
        dot(
          losses.filter((d) => d.party === index),
          {
            x: 'loss',
            y: 'issue',
            r: 6,
            fill: partyColour(index),
            stroke: 'var(--paper)',
            strokeWidth: 1.5,
            symbol: partyShape(index),
            className: `losses-${index}`,
            title: (d: Loss) => `${name(d.issue)}: ${partyName(model, party)} loses ${fixed(d.loss)}`,
          },
        ),
      ),
      ...[-1, 1].map((side) =>
        text(
          labels.filter((d) => d.side === side),
          {
            x: 'loss',
            y: 'issue',
            text: (d: Loss) => fixed(d.loss),
            dx: 11 * side,
            textAnchor: side > 0 ? 'start' : 'end',
            fill: 'currentColor',
            fillOpacity: 0.75,
          },
        ),
      ),
    ],
  });
  return element('div', 'drawn', partyKey(model.principals.map((p) => partyName(model, p))), drawing);
};
