import { describe } from '@jest/globals';
import { messageFaultTests } from '../support/message-fault-tests.js';

describe('messages on PostgreSQL, with faults', () => messageFaultTests(() => ({})));
