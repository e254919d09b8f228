// Time: how far waiting moves each side, the chance of agreement by date, and what each side asks
// round by round with the room between.
import { areaY, axisX, axisY, dot, gridY, line, lineY, plot, rect, ruleY, text } from '@observablehq/plot';
import { column, type Block } from '../block';
import { common, element, faint, fontSize, paper, partyColour, partyKey, partyShape, textWidth, type Chart } from '../chart';
import { percent, signed, signedTick, tick } from '../format';
import { partyName, possessive, type Model } from '../report';

const margins = { marginLeft: 56, marginRight: 18, marginTop: 12, marginBottom: 42 };

type Time = Date | number;

/** One column, row by row; NaN where there is nothing. */
function numbersOf(block: Block, name: string): number[] {
  const at = column(block, name);
  return block.rows.map((row) => (typeof row[at] === 'number' ? row[at] : NaN));
}

/** When each row is: its date, or the number of the round where dates are missing or fall together. */
function timesOf(block: Block): Time[] {
  const at = column(block, 'date');
  const dates = block.rows.map((row) => row[at]).filter((date) => typeof date === 'string');
  return new Set(dates).size === block.rows.length
    ? dates.map((date) => new Date(`${date}T00:00:00Z`))
    : numbersOf(block, 'round');
}

/** The scale and the axis of time, beneath every drawing alike. */
function timeScale(times: Time[], width: number) {
  const dated = times[0] instanceof Date;
  const ticks = Math.min(times.length, Math.max(3, Math.floor(width / 110)));
  return {
    scale: dated ? { type: 'utc' as const } : { type: 'linear' as const, label: 'round' },
    axis: dated
      ? axisX({ tickSize: 0, ticks, label: null })
      : axisX({ tickSize: 0, ticks, label: 'round', tickFormat: 'd' }),
  };
}

/** Markers only where there is room for them. */
function radius(count: number, width: number): number {
  return count * 9 < width ? 4 : 0;
}

const nothing = 0.0005; // shares below are shown as zero
const description = 'The table beneath holds the same numbers.';

/** Heights of labels at the right end, moved apart where they would cover each other. */
function spread(heights: number[]): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  for (let k = 1; k < order.length; k++)
    placed[order[k]!] = Math.max(placed[order[k]!]!, placed[order[k - 1]!]! + fontSize + 3);
  return placed;
}

export const drawDrift: Chart = ({ report, block, width }) => {
  const { model } = report;
  const times = timesOf(block);
  if (times.length === 0) return null;
  const { scale, axis } = timeScale(times, width);
  const series = model.principals.map((party, index) => ({
    index,
    party,
    points: numbersOf(block, `${party}_moved`).map((change, t) => ({ time: times[t]!, change })),
  }));
  const changes = series.flatMap(({ points }) => points.map((point) => point.change));
  const reach = Math.max(0.005, ...changes.map(Math.abs)) * 1.12;
  const low = Math.min(0, ...changes) < 0 ? -reach : -reach * 0.15;
  const high = Math.max(0, ...changes) > 0 ? reach : reach * 0.15;
  const height = 230;
  const marginTop = 26;
  const inner = height - marginTop - margins.marginBottom;
  const heightOf = (change: number) => marginTop + ((high - change) / (high - low)) * inner;
  const ends = series.map(({ points }) => points[points.length - 1]!.change);
  const heights = spread(ends.map(heightOf));
  const labels = series.map(({ index }) => ({ text: signed(ends[index]!), dy: heights[index]! - heightOf(ends[index]!), index }));
  const room = Math.max(...labels.map((label) => textWidth(label.text, 600))) + 14;
  const r = radius(times.length, width);
  const drawing = plot({
    ...common,
    ...margins,
    width,
    height,
    marginTop,
    marginRight: room,
    ariaLabel: 'How far each side\u2019s walk-away has moved since the first round',
    ariaDescription: description,
    x: scale,
    y: { domain: [low, high] },
    marks: [
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 5 }),
      axis,
      axisY({ tickSize: 0, ticks: 5, tickFormat: signedTick, label: 'moved, of all it wants', labelArrow: 'none' }),
      ruleY([0], { stroke: 'currentColor' }),
      ...series.flatMap(({ index, party, points }) => [
        line(points, { x: 'time', y: 'change', stroke: partyColour(index), strokeWidth: 2 }),
        dot(points, {
          x: 'time',
          y: 'change',
          r,
          symbol: partyShape(index),
          fill: partyColour(index),
          stroke: paper,
          className: `drift-${index}`,
          title: (d: { change: number }) => `${partyName(model, party)}: ${signed(d.change)}`,
        }),
      ]),
      ...labels.map((label) =>
        text([series[label.index]!.points[times.length - 1]!], {
          x: 'time',
          y: 'change',
          dx: 10,
          dy: label.dy,
          textAnchor: 'start',
          text: () => label.text,
          fontWeight: 600,
          fill: partyColour(label.index),
          className: 'ends',
        }),
      ),
    ],
  });
  return element('div', 'drawn', partyKey(series.map(({ party }) => partyName(model, party))), drawing);
};

/** The key of the chances: the dark line, whose secret each coloured one is, and the shade. */
function agreementKey(model: Model, secrets: { index: number }[]): HTMLElement {
  return element(
    'p',
    'key',
    element('span', 'known', 'all known'),
    ...secrets.map(({ index }) =>
      element('span', `party p${index}`, `${possessive(partyName(model, model.principals[index]!))} walk-away secret`),
    ),
    ...(secrets.length > 1 ? [element('span', '', 'shaded: between the two')] : []),
  );
}

export const drawAgreement: Chart = ({ report, block, width }) => {
  const { model } = report;
  const times = timesOf(block);
  if (times.length === 0) return null;
  const { scale, axis } = timeScale(times, width);
  const pointsOf = (name: string) => numbersOf(block, name).map((chance, t) => ({ time: times[t]!, chance }));
  const points = pointsOf('agreement');
  const secrets = model.principals.flatMap((party, index) =>
    column(block, `${party}_secret`) < 0 ? [] : [{ index, points: pointsOf(`${party}_secret`) }],
  );
  const span = points.map(({ time }, t) => {
    const all = secrets.map((secret) => secret.points[t]!.chance);
    return { time, low: Math.min(...all), high: Math.max(...all) };
  });
  const r = radius(times.length, width);
  const drawing = plot({
    ...common,
    ...margins,
    width,
    height: 240,
    ariaLabel: 'Chance of agreement by date',
    ariaDescription: description,
    x: scale,
    y: { domain: [0, 1] },
    marks: [
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 5 }),
      axis,
      axisY({ tickSize: 0, ticks: 5, tickFormat: tick, label: null }),
      ruleY([0], { stroke: 'currentColor' }),
      ...(secrets.length > 0
        ? [areaY(span, { x: 'time', y1: 'low', y2: 'high', fill: 'var(--zone)', className: 'span' })]
        : [areaY(points, { x: 'time', y: 'chance', fill: 'var(--zone)', className: 'span' })]),
      lineY(points, { x: 'time', y: 'chance', stroke: 'currentColor', strokeWidth: 3 }),
      dot(points, {
        x: 'time',
        y: 'chance',
        r: secrets.length > 0 ? 0 : Math.min(r, 3),
        fill: 'currentColor',
        stroke: paper,
        className: 'chances',
        title: (d: { chance: number }) => percent(d.chance),
      }),
      ...secrets.flatMap(({ index, points: own }) => [
        lineY(own, { x: 'time', y: 'chance', stroke: partyColour(index), strokeWidth: 1.5 }),
        dot(own, {
          x: 'time',
          y: 'chance',
          r,
          symbol: partyShape(index),
          fill: partyColour(index),
          stroke: paper,
          className: `secret-${index}`,
          title: (d: { chance: number }) => percent(d.chance),
        }),
      ]),
    ],
  });
  return secrets.length > 0 ? element('div', 'drawn', agreementKey(model, secrets), drawing) : element('div', 'drawn', drawing);
};

/** A number over the worlds that a round can find: its mean, and the middle four fifths. */
interface Band {
  time: Time;
  mean: number;
  low: number;
  high: number;
}

/** The bands of one thing asked for or left, in the rounds that have one. */
function bandsOf(block: Block, name: string, times: Time[]): Band[] {
  const low = numbersOf(block, `${name}_low`);
  const high = numbersOf(block, `${name}_high`);
  return numbersOf(block, name)
    .map((mean, t) => ({ time: times[t]!, mean, low: low[t]!, high: high[t]! }))
    .filter(({ mean }) => !Number.isNaN(mean));
}

/** From the lowest to the highest of some bands, with a little air. */
function reach(bands: Omit<Band, 'time'>[], least: number): [number, number] {
  const low = Math.min(...bands.map((band) => Math.min(band.low, band.mean)));
  const high = Math.max(...bands.map((band) => Math.max(band.high, band.mean)));
  const air = Math.max(least, (high - low) * 0.08);
  return [low - air, high + air];
}

function drawRoom(block: Block, times: Time[], width: number): Element | null {
  const { scale, axis } = timeScale(times, width);
  const room = bandsOf(block, 'room', times);
  if (room.length === 0) return null;
  const [below, highest] = reach([...room, { mean: 0, low: 0, high: 0 }], 0.004);
  const closed = room.some((band) => Math.min(band.low, band.mean) < -nothing);
  const lowest = closed ? below : 0;
  return plot({
    ...common,
    ...margins,
    width,
    height: 190,
    marginTop: 26,
    ariaLabel: 'The room between what the sides ask, by date',
    ariaDescription: description,
    x: scale,
    y: { domain: [lowest, highest] },
    marks: [
      ...(closed ? [rect([0], { y1: lowest, y2: 0, fill: 'var(--accent)', fillOpacity: 0.08 })] : []),
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 4 }),
      axis,
      axisY({ tickSize: 0, ticks: 4, tickFormat: signedTick, label: closed ? 'room (below zero the zone is closed)' : 'room', labelArrow: 'none' }),
      areaY(room, { x: 'time', y1: 'low', y2: 'high', fill: 'var(--zone-strong)', className: 'room-band' }),
      line(room, { x: 'time', y: 'mean', stroke: 'currentColor', strokeWidth: 2, className: 'room' }),
      ruleY([0], { stroke: 'currentColor' }),
    ],
  });
}

export const drawAsks: Chart = ({ report, block, width }) => {
  const { model } = report;
  const times = timesOf(block);
  if (times.length === 0) return null;
  const { scale, axis } = timeScale(times, width);
  const series = model.principals.map((party, index) => ({
    index,
    party,
    points: bandsOf(block, `${party}_asks`, times),
    floor: numbersOf(block, `${party}_walk_away`).map((value, t) => ({ time: times[t]!, value })),
  }));
  const all = series.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const floors = series.flatMap(({ floor }) => floor.map(({ value }) => ({ mean: value, low: value, high: value })));
  const r = radius(times.length, width);
  const room = drawRoom(block, times, width);
  const drawing = plot({
    ...common,
    ...margins,
    width,
    height: 250,
    marginTop: 26,
    marginBottom: room ? 12 : margins.marginBottom,
    ariaLabel: 'The least each side accepts, by date',
    ariaDescription: description,
    x: room ? { ...scale, axis: null } : scale,
    y: { domain: reach([...all, ...floors], 0.01) },
    marks: [
      gridY({ stroke: faint, strokeOpacity: 1, ticks: 5 }),
      ...(room ? [] : [axis]), // the room beneath has the same
      axisY({ tickSize: 0, ticks: 5, tickFormat: tick, label: 'asks, of all it wants', labelArrow: 'none' }),
      ...series.map(({ index, points }) =>
        areaY(points, { x: 'time', y1: 'low', y2: 'high', fill: partyColour(index), fillOpacity: 0.16, className: 'ask-bands' }),
      ),
      ...series.map(({ index, floor }) =>
        line(floor, { x: 'time', y: 'value', stroke: partyColour(index), strokeWidth: 1.5, strokeDasharray: '2 4', className: 'floors' }),
      ),
      ...series.flatMap(({ index, party, points }) => [
        line(points, { x: 'time', y: 'mean', stroke: partyColour(index), strokeWidth: 2 }),
        dot(points, {
          x: 'time',
          y: 'mean',
          r,
          symbol: partyShape(index),
          fill: partyColour(index),
          stroke: paper,
          className: `asks-${index}`,
          title: (d: Band) => `${partyName(model, party)}: ${percent(d.mean)}`,
        }),
      ]),
    ],
  });
  const key = partyKey(series.map(({ party }) => partyName(model, party)));
  key.append(element('span', '', 'dotted: its walk-away'), element('span', '', 'shaded: the middle four fifths'));
  return element('div', 'drawn', key, drawing, ...(room ? [room] : []));
};
