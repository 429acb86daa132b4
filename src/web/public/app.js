import { initAll as initGovuk } from './govuk-frontend.min.js';
import { initAll as initMoj } from './moj-frontend.min.js';
import { lockItself } from './lock.js';

initGovuk();
initMoj();
lockItself(document.body.dataset);
