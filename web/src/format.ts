// Numbers as the tables write them (src/report/number.c), so that a label never differs from the
// cell beneath it.

const minus = '\u2212';
const unit = '\u00a0%';

/** Half away from zero on the decimal that a person would write. */
function roundTo(share: number, scale: number): number {
  return Math.floor(Math.abs(share) * scale + 0.5 + 1e-9);
}

function tenths(count: number): string {
  return `${Math.floor(count / 10)}.${count % 10}`;
}

/** A share of one in a sentence: "57 %", "5.7 %"; "0 %" and "100 %" only if it is exactly that. */
export function percent(share: number): string {
  const sign = share < 0 ? minus : '';
  const size = Math.abs(share);
  const count = roundTo(share, 1000);
  if (share !== 0 && count === 0) return `under 0.1${unit}`;
  if (size < 1 && count >= 1000) return `over 99.9${unit}`;
  const fine = (count < 100 && count % 10 !== 0) || (size < 1 && count >= 995);
  return `${sign}${fine ? tenths(count) : roundTo(share, 100)}${unit}`;
}

/** A share in a table whose head names the unit: "57.2". */
export function fixedBare(share: number): string {
  const count = roundTo(share, 1000);
  return `${share < 0 && count > 0 ? minus : ''}${tenths(count)}`;
}

/** The same with a sign unless it is zero: "+57.2". */
export function signedBare(share: number): string {
  return share > 0 && roundTo(share, 1000) > 0 ? `+${fixedBare(share)}` : fixedBare(share);
}

/** A plain number, with a true minus sign. */
export function decimal(value: number): string {
  return `${value}`.replace('-', minus);
}

/** A share by itself, with one decimal: "57.2 %". */
export function fixed(share: number): string {
  return `${fixedBare(share)}${unit}`;
}

/** The same with a sign unless it is zero: "+57.2 %". */
export function signed(share: number): string {
  return `${signedBare(share)}${unit}`;
}

/** For an axis: no decimals that say nothing. */
export function tick(share: number): string {
  const count = Math.round(share * 1000) / 10;
  return `${count < 0 ? minus : ''}${Math.abs(count)}${unit}`;
}

export function signedTick(share: number): string {
  return share > 0 ? `+${tick(share)}` : tick(share);
}

/** A count, grouped by threes; as digits where it may be beyond 2^53. */
export function count(digits: number | string | undefined): string {
  if (digits === undefined) return '\u2014';
  const text = `${digits}`;
  if (text.length > 30) return `about ${text[0]}.${text.slice(1, 3)} \u00d7 10^${text.length - 1}`;
  return text.replace(/\B(?=(\d{3})+$)/g, ',');
}
