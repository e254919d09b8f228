// Time: the chance of agreement round by round, and what each side expects without one.
import { axisX, axisY, dot, gridY, line, lineY, areaY, plot } from '@observablehq/plot';
import { common, element, faint, paper, partyColour, partyKey, partyShape, type Chart } from '../chart';
import { decimal, percent } from '../format';
import { partyName, type Clock } from '../report';

function timeAxis(width: number, count: number) {
  const ticks = Math.min(count, Math.max(3, Math.floor(width / 110)));
  return axisX({ tickSize: 0, ticks, label: 'round', tickFormat: 'd' });
}

export const drawAgreement: Chart = ({ part, width }) => {
  const clock = part as Clock;
  const chances = clock.agreement_by_round ?? [];
  if (chances.length === 0) return null;
  const points = chances.map((chance, index) => ({ time: index + 1, chance }));
  return plot({
    ...common,
    width,
    height: 230,
    marginLeft: 52,
    marginRight: 16,
    marginTop: 14,
    marginBottom: 42,
    ariaLabel: 'Chance of agreement by round',
    ariaDescription: 'The table beneath holds the same numbers.',
    x: { type: 'linear' },
    y: { domain: [0, 1] },
    marks: [
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 5 }),
      timeAxis(width, chances.length),
      axisY({ tickSize: 0, ticks: 5, tickFormat: (v: number) => percent(v), label: null }),
      areaY(points, { x: 'time', y: 'chance', curve: 'step-after', fill: 'var(--zone)' }),
      lineY(points, { x: 'time', y: 'chance', curve: 'step-after', stroke: 'currentColor', strokeWidth: 1.5 }),
      dot(points, {
        x: 'time',
        y: 'chance',
        r: chances.length > 60 ? 1.5 : 3,
        fill: 'currentColor',
        stroke: paper,
        className: 'chances',
        title: (d: { chance: number }) => percent(d.chance),
      }),
    ],
  });
};

export const drawWalkAways: Chart = ({ report, part, width }) => {
  const rounds = part as NonNullable<Clock['walk_away_by_round']>;
  const { model } = report;
  const series = model.principals.map((party, index) => ({
    index,
    party,
    points: rounds.map((round, at) => ({ time: at + 1, value: round[party] ?? NaN })),
  }));
  const drawing = plot({
    ...common,
    width,
    height: 230,
    marginLeft: 52,
    marginRight: 16,
    marginTop: 14,
    marginBottom: 42,
    ariaLabel: 'Walk-away of each side by round',
    ariaDescription: 'The table beneath holds the same numbers.',
    x: { type: 'linear' },
    y: { nice: true },
    marks: [
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 5 }),
      timeAxis(width, rounds.length),
      axisY({ tickSize: 0, ticks: 5, tickFormat: (v: number) => decimal(v), label: null }),
      ...series.flatMap(({ index, points }) => [
        line(points, { x: 'time', y: 'value', stroke: partyColour(index), strokeWidth: 1.5 }),
        dot(points, {
          x: 'time',
          y: 'value',
          r: rounds.length > 60 ? 2 : 4,
          symbol: partyShape(index),
          fill: partyColour(index),
          stroke: paper,
          className: `walk-aways-${index}`,
          title: (d: { value: number }) => decimal(d.value),
        }),
      ]),
    ],
  });
  return element('div', 'drawn', partyKey(series.map(({ party }) => partyName(model, party))), drawing);
};
