/** Told to the document by whoever was at work in a region and is no longer. */
export const FREE = 'live:free';

/**
 * The parts of the page that change by themselves, each with an id. The answer to a form that was refused holds what somebody
 * typed and says what is wrong with it: it stays as it came, and only the navigation follows.
 */
export const regions = () => {
  const isRefused = document.querySelector('.govuk-error-summary') !== null;
  return [...document.querySelectorAll('[data-live]')].filter(
    ({ dataset }) => !isRefused || dataset.liveFrom === 'nav',
  );
};

/** What each region was served with: what scripts make of it afterwards is no change. */
const served = new WeakMap();
export const remember = (region) => served.set(region, region.innerHTML);

/** Whether an event about these is one about the region: of its kinds, at the unit that it names or at any. */
export function concerns(region, tokens) {
  const wanted = region.dataset.live.split(' ');
  return [...tokens].some((token) => wanted.includes(token) || wanted.includes(token.split(':')[0]));
}

const isTyped = (field) =>
  field.type === 'checkbox' || field.type === 'radio'
    ? field.checked !== field.defaultChecked
    : field.tagName === 'SELECT'
      ? [...field.options].some((option) => option.selected !== option.defaultSelected) && field.selectedIndex > 0
      : field.type !== 'hidden' && 'defaultValue' in field && field.value !== field.defaultValue;

/**
 * Whether somebody is at work in it: has the focus there, has typed or marked something, has a menu open or drags; or is
 * choosing from it, so that nothing may move under their finger.
 */
export function isInUse(region) {
  const selection = getSelection();
  return (
    region.dataset.liveWaits !== undefined ||
    (region.contains(document.activeElement) && document.activeElement !== region) ||
    (selection && !selection.isCollapsed && region.contains(selection.anchorNode)) ||
    region.querySelector('button[aria-expanded="true"]') !== null ||
    region.dataset.busy !== undefined ||
    [...region.querySelectorAll('input, textarea, select')].some(isTyped)
  );
}

/** The region as the answer has it, if it is another than what was served. */
export function changedRegion(region, answer) {
  const fresh = answer.getElementById(region.id);
  return fresh.innerHTML !== served.get(region) ? fresh : undefined;
}

/** Whether somebody fills in a form by what it shows: nothing of the page moves before they say so. */
export const leads = (region) => region.dataset.liveLeads !== undefined;

/** Puts the whole page in place, with what was typed and marked in it by then; returns what it was put into. */
export function putAll(answer) {
  const main = document.querySelector('main');
  const typed = [...main.querySelectorAll('input, textarea, select')].filter((field) => field.name && isTyped(field));
  main.replaceChildren(...[...answer.querySelector('main').childNodes].map((node) => document.importNode(node, true)));
  regions().forEach(remember);
  for (const { name, type, value, checked } of typed)
    for (const field of main.querySelectorAll(`[name="${CSS.escape(name)}"]`))
      if (type !== 'checkbox' && type !== 'radio') field.value = value;
      else if (field.value === value) field.checked = checked;
  window.scrollTo(0, 0);
  main.setAttribute('tabindex', '-1');
  main.focus({ preventScroll: true });
  return main;
}

const nameOf = (details) => details.querySelector('summary')?.textContent.trim();

/**
 * Puts the new content in place; what was opened to be read stays open, what was ticked and is still there stays ticked, and
 * the page stays where it was scrolled to.
 */
export function put(region, fresh) {
  const open = [...region.querySelectorAll('details[open]')].map(nameOf);
  const before = new Set(partsOf(served.get(region)).map(({ outerHTML }) => outerHTML));
  const ticked = [...region.querySelectorAll('[type="checkbox"]')].filter(isTyped);
  const { scrollX, scrollY } = window;
  const content = fresh.innerHTML;
  mark(fresh, before);
  region.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  served.set(region, content);
  // What stands outside the region and depends on it says so: nothing that is typed there is touched.
  for (const note of document.querySelectorAll(`[data-changed-with="${region.id}"]`)) note.hidden = false;
  for (const details of region.querySelectorAll('details')) if (open.includes(nameOf(details))) details.open = true;
  for (const { id, checked } of ticked) {
    const box = id && document.getElementById(id);
    if (box) box.checked = checked;
  }
  window.scrollTo(scrollX, scrollY);
}

/** What is read as one thing: a row, a line of a list, a figure, a bar on the board. */
const PARTS = 'tr, li, .bar, .fig, .card, p';

function partsOf(html) {
  const held = document.createElement('template');
  held.innerHTML = html;
  return [...held.content.querySelectorAll(PARTS)];
}

/** Lets the eye find what is new for a moment: the smallest parts that were not there before. */
function mark(fresh, before) {
  const changed = [...fresh.querySelectorAll(PARTS)].filter(({ outerHTML }) => !before.has(outerHTML));
  for (const part of changed)
    if (!changed.some((other) => other !== part && part.contains(other))) part.classList.add('app-new');
}
