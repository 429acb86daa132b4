import { initAll as initGovuk } from './govuk-frontend.min.js';
import { initAll as initMoj } from './moj-frontend.min.js';
import { dragStays } from './board-drag.js';
import { goLive } from './live.js';
import { lockItself } from './lock.js';

const enhance = (scope) => {
  initGovuk({ scope });
  initMoj({ scope });
};
const beginLive = goLive({ refresh: enhance });
initGovuk();
initMoj();
lockItself(document.body.dataset);
dragStays(document.querySelector('.board-scroll'));
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
beginLive();
