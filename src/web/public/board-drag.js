import { FREE } from './live-regions.js';
import { say } from './notice.js';

/** So far a mouse moves before it drags, and so long a finger rests: anything less is a choice, or scrolls. */
const MOVES_PX = 6;
const RESTS_MS = 450;
/** How near to the end of a bar it is taken by its end; no more than a third of it. */
const END_PX = 12;
/** How near to the edge of the board it scrolls by itself, and how far at each step. */
const EDGE_PX = 40;
const STEP_PX = 12;

/** What can be taken: a stay, and what is held by an offer, which says why it stays. */
const BAR = '[data-stay], [data-held]';

const DAYS = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const sayNight = (night) => DAYS.format(new Date(`${night}T00:00:00Z`));
const dayAfter = (night) => new Date(Date.parse(`${night}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/**
 * Lets whoever works at the unit drag a stay on the board to another bed or other nights, or draw its end. Nothing is changed
 * by it: where it is dropped opens the form that does the same, filled in.
 */
export function dragStays(board) {
  if (!board) return;
  let held;

  board.addEventListener('dragstart', (event) => event.target.closest?.(BAR) && event.preventDefault());
  board.addEventListener('pointerdown', (event) => {
    const bar = event.target.closest(BAR);
    if (!bar || event.button !== 0 || held) return;
    held = take(board, bar, event);
    if (held.region) held.region.dataset.busy = 'drag';
    if (event.pointerType === 'mouse') return;
    held.timer = setTimeout(() => begin(held), RESTS_MS);
  });
  addEventListener('pointermove', (event) => {
    if (!held || event.pointerId !== held.pointer) return;
    const { clientX: x, clientY: y } = event;
    const moved = Math.hypot(x - held.x, y - held.y) > MOVES_PX;
    if (!held.ghost && moved && event.pointerType !== 'mouse') return letGo();
    if (!held.ghost && moved) begin(held);
    if (held.ghost) follow(held, x, y);
  });
  // A finger that stops the page while it still glides goes on to scroll, whatever the page says: it must not seem to drag.
  board.addEventListener('touchstart', (event) => event.cancelable || letGo(), { passive: false });
  // A finger that drags does not scroll; one that has not rested does.
  board.addEventListener('touchmove', (event) => held?.ghost && event.preventDefault(), { passive: false });
  board.addEventListener('contextmenu', (event) => held && event.preventDefault());
  addEventListener('pointerup', (event) => {
    if (!held || event.pointerId !== held.pointer) return;
    const { ghost, bar } = held;
    const { to, why } = ghost ? destination(held) : {};
    if (ghost) bar.addEventListener('click', refuse, { capture: true, once: true });
    // A click that does not follow, because the pointer is elsewhere by now, must not refuse the next.
    setTimeout(() => bar.removeEventListener('click', refuse, { capture: true }), 50);
    letGo();
    if (why) say(why);
    if (to) location.assign(to);
  });
  addEventListener('pointercancel', () => letGo());
  addEventListener('keydown', (event) => event.key === 'Escape' && letGo());

  function letGo() {
    if (!held) return;
    clearTimeout(held.timer);
    clearInterval(held.scrolls);
    held.ghost?.remove();
    held.bar.classList.remove('bar--dragged');
    delete held.region?.dataset.busy;
    held = undefined;
    document.dispatchEvent(new Event(FREE));
  }
}

const refuse = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

/** What is known of the bar that is taken: by which night, in which bed, and whether by its end. */
function take(board, bar, { clientX: x, clientY: y, pointerId }) {
  const nights = [...board.querySelectorAll('thead [data-night]')];
  const box = bar.getBoundingClientRect();
  const isHeld = 'held' in bar.dataset;
  const isEnd = !isHeld && !bar.classList.contains('bar--goes-on') && box.right - x < Math.min(END_PX, box.width / 3);
  const cell = bar.closest('td').getBoundingClientRect();
  const spans = Number(bar.closest('td').colSpan);
  const first = nearest(nights, cell.left + 1);
  return {
    ...{ board, bar, x, y, nights, isHeld, isEnd, first, spans },
    pointer: pointerId,
    region: bar.closest('[data-live]'),
    row: bar.closest('tr'),
    taken: nearest(nights, x),
  };
}

/** The column under the pointer. */
function nearest(nights, x) {
  const place = nights.findIndex((night) => x < night.getBoundingClientRect().right);
  return place === -1 ? nights.length - 1 : place;
}

function begin(held) {
  held.ghost = Object.assign(document.createElement('div'), { className: 'board-ghost' });
  held.ghost.setAttribute('aria-hidden', 'true');
  document.body.append(held.ghost);
  // What has the focus would keep the board from showing what others change.
  held.bar.blur();
  held.bar.classList.add('bar--dragged');
  const scroller = held.board.closest('.board-scroll');
  held.scrolls = setInterval(() => {
    const { left, right } = scroller.getBoundingClientRect();
    const by = held.lastX > right - EDGE_PX ? STEP_PX : held.lastX < left + EDGE_PX ? -STEP_PX : 0;
    if (by === 0) return;
    scroller.scrollLeft += by;
    follow(held, held.lastX, held.lastY);
  }, 30);
  follow(held, held.x, held.y);
}

/** Where it would come to lie, as an outline that says so. */
function follow(held, x, y) {
  const { nights, bar, ghost, isEnd, row, taken, first, spans } = held;
  held.lastX = x;
  held.lastY = y;
  const isToCome = 'toCome' in bar.dataset;
  const over = nearest(nights, x);
  const beds = [...held.board.querySelectorAll('tbody [data-bed]')];
  const under = beds.find((bed) => y < bed.getBoundingClientRect().bottom) ?? beds.at(-1);
  held.to = isEnd ? row : under;
  // Whoever is there is where they are: only their bed can be another.
  held.shift = over - taken;
  held.by = isEnd || isToCome ? held.shift : 0;
  const from = isEnd ? first : first + held.by;
  const last = isEnd ? Math.max(first, first + spans - 1 + held.by) : from + spans - 1;
  held.last = nights[Math.min(last, nights.length - 1)].dataset.night;
  const shown = [Math.max(0, from), Math.min(nights.length - 1, last)].map((place) =>
    nights[place].getBoundingClientRect(),
  );
  const line = held.to.getBoundingClientRect();
  const [left, right] = [shown[0].left, shown[1].right];
  Object.assign(ghost.style, {
    left: `${left}px`,
    top: `${line.top}px`,
    width: `${Math.max(0, right - left)}px`,
    height: `${line.height}px`,
  });
  const arrives = nights[Math.max(0, from)].dataset.night;
  const meant = isEnd
    ? `leaves ${sayNight(dayAfter(held.last))}`
    : `${held.to.dataset.bedName}, ${held.by === 0 ? 'same nights' : `from ${sayNight(arrives)}`}`;
  ghost.textContent = destination(held).why?.split('.')[0] ?? meant;
}

const NOT_TO_ADD = 'Only a manager adds nights. Ask the manager: the stay is as it was.';
const HELD =
  'An offer holds this bed, so it does not move. Open it, take the offer back there, and offer other nights or another bed.';
const IS_THERE =
  'They are here, so only the day they leave can change. Drag the end of the bar to that day, or open the stay.';
const LAST_NIGHT = 'This is its last night. To call the stay off, open it.';

/** The form that does what the dragging meant, or why there is none; neither where it is where it was. */
function destination({ bar, by, shift, to, row, isHeld, isEnd, nights, taken, last, spans }) {
  if (isHeld) return shift === 0 && to === row ? {} : { why: HELD };
  const stay = `/stays/${bar.dataset.stay}`;
  if (isEnd) {
    if (by === 0) return {};
    if (by < 0 && spans === 1) return { why: LAST_NIGHT };
    if (by > 0 && !('addsNights' in bar.dataset)) return { why: NOT_TO_ADD };
    return { to: `${stay}/${by > 0 ? 'extend' : 'shorten'}?departure=${dayAfter(last)}` };
  }
  const { bed } = to.dataset;
  if (by === 0 && to !== row) return { to: `${stay}/move?bed=${bed}` };
  if (by === 0) return shift === 0 ? {} : { why: IS_THERE };
  const [from, until] = [taken, taken + by].map((place) => nights[place].dataset.night);
  return { to: `${stay}/nights?from=${from}&to=${until}&bed=${bed}` };
}
