/** Told to the document by whoever was at work in a region and is no longer. */
export const FREE = 'live:free';

/** The parts of the page that change by themselves, each with an id. */
export const regions = () => [...document.querySelectorAll('[data-live]')];

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

/** Whether somebody is at work in it: has the focus there, has typed or marked something, has a menu open or drags. */
export function isInUse(region) {
  const selection = getSelection();
  return (
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

const nameOf = (details) => details.querySelector('summary')?.textContent.trim();

/** Puts the new content in place; what was opened to be read stays open, and the page stays where it was scrolled to. */
export function put(region, fresh) {
  const open = [...region.querySelectorAll('details[open]')].map(nameOf);
  const { scrollX, scrollY } = window;
  served.set(region, fresh.innerHTML);
  region.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  for (const details of region.querySelectorAll('details')) if (open.includes(nameOf(details))) details.open = true;
  window.scrollTo(scrollX, scrollY);
}
