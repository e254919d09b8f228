// Numbers as the tables write them, so that a label never differs from the cell beneath it.

/**
 * printf's rounding: toFixed differs from it only at exact ties, where printf goes to the even
 * digit. A number is such a tie exactly if it is an odd multiple of 2^-(digits + 1).
 */
export function decimal(value: number, digits = 2): string {
  const size = Math.abs(value);
  let text = size.toFixed(digits);
  if ((size * 2 ** (digits + 1)) % 2 === 1) {
    const lower = Math.floor(size * 10 ** digits);
    text = ((lower % 2 === 0 ? lower : lower + 1) / 10 ** digits).toFixed(digits);
  }
  return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

export function signed(value: number): string {
  const text = decimal(value);
  return value > 0 && text !== '0.00' ? `+${text}` : text;
}

export function percent(value: number): string {
  return `${decimal(100 * value, 0)}\u00a0%`;
}
