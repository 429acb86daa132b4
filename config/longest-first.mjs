import Sequencer from '@jest/test-sequencer';

/** What takes minutes begins first, so that nothing is waited for alone at the end. */
const LONG = [/every-page/, /database-faults/, /job-faults/, /lifecycle/, /backup/];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONG.findIndex((name) => name.test(path));
      return place < 0 ? LONG.length : place;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
