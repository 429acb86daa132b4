import { expect, it } from '@jest/globals';
import { Env } from '../../config/env.js';
import { loadDemonstration } from '../../src/demonstration/load.js';
import { startTestApp } from '../support/test-app.js';

// Whoever looks at the service two days before Christmas has a demonstration, too: the beds that it names are those that it plans.
it.each([
  ['on which other beds are free when nights are held than the plan keeps', '2026-12-23T16:30:00Z'],
  ['that began while somebody was on the way', '2026-12-01T07:10:00Z'],
])(
  'loads on a day %s',
  async (_, now) => {
    const app = await startTestApp();
    try {
      expect(await loadDemonstration(app.app.get(Env), new Date(now))).toHaveLength(4);
    } finally {
      await app.close();
    }
  },
  180_000,
);
