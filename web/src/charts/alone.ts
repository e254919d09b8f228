// What one option alone adds for each side, for the options within the mandate of the round.
import { element, partyKey, type Chart } from '../chart';
import { drawBars, type Block } from './bars';
import { issueName, optionName, partyName } from '../report';

type Alone = Record<string, Record<string, Record<string, number> | null>>;

export const drawAlone: Chart = ({ report, part, width }) => {
  const { model } = report;
  const blocks: Block[] = Object.entries(part as Alone).flatMap(([issue, options]) => {
    const statusQuo = Object.keys(model.issues[issue]?.options ?? {})[0];
    return Object.entries(options)
      .filter(([option]) => option !== statusQuo)
      .map(([option, gains]) => ({
        name: `${issueName(model, issue)}: ${optionName(model, issue, option)}`,
        bars: gains
          ? model.principals.map((party, index) => ({ party: index, value: gains[party] ?? null }))
          : [{ party: 0, value: null, note: 'breaks a rule by itself' }],
      }));
  });
  if (blocks.length === 0) return null;
  return element(
    'div',
    'drawn',
    partyKey(model.principals.map((party) => partyName(model, party))),
    drawBars(blocks, width, 'gain', 'Gain from one option alone'),
  );
};
