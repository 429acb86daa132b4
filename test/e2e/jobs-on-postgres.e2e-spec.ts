import { describe } from '@jest/globals';
import { jobTests } from '../support/job-tests.js';

describe('jobs on PostgreSQL', () => jobTests(() => ({})));
