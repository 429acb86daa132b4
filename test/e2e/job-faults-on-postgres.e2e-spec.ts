import { describe } from '@jest/globals';
import { jobFaultTests } from '../support/job-fault-tests.js';

describe('jobs on PostgreSQL, with faults', () =>
  jobFaultTests({
    settings: () => ({}),
    stopTaking: async (owner) => {
      await owner.query('BEGIN; LOCK TABLE bullmq.job IN ACCESS EXCLUSIVE MODE');
      return async () => {
        await owner.query('ROLLBACK');
      };
    },
  }));
