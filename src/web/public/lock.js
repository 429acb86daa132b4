const A_MINUTE = 60_000;

/** The form that came with what somebody had typed before: the first in which there is something to read. */
const filledIn = () =>
  [...document.querySelectorAll('main form[method=post]')].find((form) =>
    [...form.elements].some(({ type, value, checked }) =>
      ['radio', 'checkbox'].includes(type) ? checked : !['hidden', 'submit', 'button'].includes(type) && value,
    ),
  );

/**
 * A page of a shared computer leaves the screen once nobody uses it, with what was typed into a form sent along, so that
 * it is there again for whoever typed it. Without this script the page leaves by itself, and what was typed with it.
 */
export function lockItself({ locksAfter, locksUrl, holdsTyped }) {
  if (!locksAfter) return;
  let typedInto = holdsTyped ? filledIn() : undefined;
  let timer;
  let told = Date.now();

  const send = (form, action, more) => {
    for (const [name, value] of Object.entries(more)) {
      const field = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
      form.append(field);
    }
    form.action = action;
    HTMLFormElement.prototype.submit.call(form);
  };
  const here = location.pathname + location.search;
  const leave = () =>
    typedInto ? send(typedInto, '/lock', { _return: here, _idle: 'yes' }) : location.replace(locksUrl);
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, Number(locksAfter) * 1000);
  };
  // Somebody types or points: the service hears of it now and then, so that it does not lock under their hands.
  const isHere = async () => {
    if (Date.now() - told < A_MINUTE) return;
    told = Date.now();
    const token = document.querySelector('[name=_csrf]')?.value ?? '';
    const answer = await fetch('/still-here', { method: 'POST', body: new URLSearchParams({ _csrf: token }) }).catch(
      () => undefined,
    );
    if (answer?.ok) begin();
    else if (answer) leave();
  };

  document.addEventListener('input', ({ target }) => {
    if (target.form?.method === 'post') typedInto = target.form;
    void isHere();
  });
  for (const event of ['keydown', 'pointerdown']) document.addEventListener(event, () => void isHere());
  document.addEventListener('submit', (event) => {
    if (!typedInto || event.target === typedInto || !event.target.action.endsWith('/lock')) return;
    event.preventDefault();
    send(typedInto, '/lock', { _return: here });
  });
  addEventListener('pageshow', ({ persisted }) => persisted && location.replace(locksUrl));
  begin();
}
