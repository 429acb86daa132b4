import Sequencer from '@jest/test-sequencer';

/** What takes half a minute and more, the longest first: it begins first, so that nothing is waited for alone at the end. */
const LONG = [
  /every-page/,
  /job-faults/,
  /backup\./,
  /lifecycle/,
  /message-faults/,
  /database-faults/,
  /alert-faults/,
  /backup-killed/,
  /demonstration/,
  /migrations/,
  /\/messages\./,
  /\/browser\//,
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONG.findIndex((name) => name.test(path));
      return place < 0 ? LONG.length : place;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
