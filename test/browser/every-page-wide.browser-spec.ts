import { describe } from '@jest/globals';
import { lookAtEveryPage } from '../support/every-page.js';

describe('at 1320 pixels', () => lookAtEveryPage(1320));
