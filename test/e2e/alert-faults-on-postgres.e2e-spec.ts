import { describe } from '@jest/globals';
import { alertFaultTests } from '../support/alert-fault-tests.js';

describe('alerts on PostgreSQL, with two workers', () => alertFaultTests(() => ({})));
