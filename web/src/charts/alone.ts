// What one option alone adds for each side, for the options within the mandate of the round.
import { column, nameOf, type Block, type Cell } from '../block';
import { element, partyKey, type Chart } from '../chart';
import { drawBars, type Group } from './bars';
import { issueName, optionName, partyName, type Model } from '../report';

function groupOf(model: Model, block: Block, row: Cell[]): Group {
  const issue = nameOf(row[column(block, 'issue')]);
  const option = nameOf(row[column(block, 'option')]);
  const gains = model.principals.map((party) => row[column(block, `gain_${party}`)]);
  return {
    name: `${issueName(model, issue)}: ${optionName(model, issue, option)}`,
    bars: gains.some((gain) => typeof gain === 'number')
      ? gains.map((gain, index) => ({ party: index, value: typeof gain === 'number' ? gain : null }))
      : [{ party: 0, value: null, note: 'against the rules' }],
  };
}

export const drawAlone: Chart = ({ report, block, width }) => {
  const { model } = report;
  const settled = column(block, 'can_settle');
  const groups = block.rows.filter((row) => nameOf(row[settled]) === 'yes').map((row) => groupOf(model, block, row));
  if (groups.length === 0) return null;
  return element(
    'div',
    'drawn',
    partyKey(model.principals.map((party) => partyName(model, party))),
    drawBars(groups, width, 'gain', 'Gain from one option alone'),
  );
};
