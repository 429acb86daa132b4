import { describe } from '@jest/globals';
import { lookAtEveryPage } from '../support/every-page.js';

describe('at a desk, and turned to the width of a phone', () =>
  lookAtEveryPage({ width: 1320, alsoAt: 360, javaScript: true }));
