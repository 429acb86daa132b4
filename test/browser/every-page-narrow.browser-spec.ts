import { describe } from '@jest/globals';
import { lookAtEveryPage } from '../support/every-page.js';

describe('at 360 pixels', () => lookAtEveryPage(360));
