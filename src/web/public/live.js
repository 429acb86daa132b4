import { BY_ITSELF, listen, now } from './live-stream.js';
import { changedRegion, concerns, FREE, isInUse, leads, put, putAll, regions, remember } from './live-regions.js';
import { Pace } from './live-pace.js';
import { notice } from './notice.js';

/** So that many pages that hear of one change do not ask all at the same instant; the service may say that it takes longer. */
const SPREAD_MS = 250;
const LONGEST_SPREAD_MS = 10_000;
/** How long the last thing that was heard may have been on its way when the stream broke. */
const SLACK_MS = 2_000;
const SAY_LOST_AFTER_MS = 10_000;

/**
 * Keeps what the page shows true while others act. What changed is fetched from the page's own address, and put in place
 * where nobody is at work; where somebody is, the page says so and waits. A page that nobody looks at waits until it is
 * shown. Call it before other scripts change the page; what it gives starts it.
 */
export function goLive({ refresh }) {
  const as = document.getElementById('nav')?.dataset.liveAs;
  const own = regions();
  own.forEach(remember);
  if (!as || !window.EventSource || own.length === 0) return () => undefined;
  return () => start(as, refresh);
}

function start(as, refresh) {
  const note = notice();
  /** Until when this page is known to show what is true. */
  let good = askedFor();
  let slack = 0;
  let dirty = new Set();
  const waiting = new Map();
  /** The whole page as it is now, where what a form goes by is another by now. */
  let whole;
  let timer;
  let asking = false;
  const pace = new Pace();
  let spread = SPREAD_MS;
  let lost = setTimeout(() => note.say(LOST), SAY_LOST_AFTER_MS);
  let isOver = false;

  const look = () => {
    if (timer || asking || document.hidden || dirty.size === 0 || isOver) return;
    timer = setTimeout(ask, Math.max(pace.soonest - now(), Math.random() * spread));
  };
  const mark = (which) => {
    for (const region of regions()) if (which(region)) dirty.add(region);
    look();
  };

  async function ask() {
    timer = undefined;
    asking = true;
    pace.looked(now());
    const wanted = dirty;
    dirty = new Set();
    const isOnlyNav = [...wanted].every((region) => region.dataset.liveFrom === 'nav');
    const address = isOnlyNav ? `/live/nav?of=${encodeURIComponent(location.pathname)}` : location.href;
    try {
      const answer = await fetch(address, { headers: BY_ITSELF, redirect: 'manual' });
      if (answer.status === 401) return over('signed-out');
      if (!answer.ok) {
        if (answer.type === 'opaqueredirect' || (answer.status >= 400 && answer.status < 500)) return over('gone');
        throw new Error(String(answer.status));
      }
      take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      for (const region of wanted) dirty.add(region);
      pace.failed(now());
    } finally {
      asking = false;
      look();
    }
  }

  function take(answer) {
    if (answer.getElementById('nav')?.dataset.liveAs !== as) return over('somebody-else');
    const here = regions().filter(({ id }) => answer.getElementById(id));
    whole = here.some((region) => leads(region) && changedRegion(region, answer)) ? answer : undefined;
    for (const region of here) {
      const fresh = changedRegion(region, answer);
      if (leads(region)) continue;
      if (!fresh) waiting.delete(region);
      else if (isInUse(region)) waiting.set(region, fresh);
      else show(region, fresh);
    }
    sayWaiting();
  }

  function show(region, fresh) {
    waiting.delete(region);
    put(region, fresh);
    refresh(region);
    if (region.dataset.liveSays) note.announce(region.dataset.liveSays);
  }

  function showWaiting({ evenInUse }) {
    for (const [region, fresh] of waiting) if (evenInUse || !isInUse(region)) show(region, fresh);
    sayWaiting();
  }

  function sayWaiting() {
    if (isOver || lost) return;
    // The navigation says nothing of itself: it follows as soon as it can.
    if (whole) return note.say(LED, { text: 'Load it again', act: loadAgain });
    const isWorthSaying = [...waiting.keys()].some((region) => region.dataset.liveFrom !== 'nav');
    if (isWorthSaying)
      note.say('This page has changed.', { text: 'Show it', act: () => showWaiting({ evenInUse: true }) });
    else note.hide();
  }

  function loadAgain() {
    const fresh = whole;
    whole = undefined;
    waiting.clear();
    refresh(putAll(fresh));
    note.hide();
    note.announce(LOADED);
  }

  function over(why) {
    isOver = true;
    clearTimeout(lost);
    const link = { text: why === 'signed-out' ? 'Sign in' : 'Reload the page', act: () => location.reload() };
    note.say(OVER[why] ?? OVER.gone, link);
  }

  document.addEventListener('visibilitychange', look);
  // Once somebody has left a region, what waits for it is put in place.
  document.addEventListener('focusout', () => setTimeout(() => showWaiting({ evenInUse: false }), SPREAD_MS));
  document.addEventListener(FREE, () => showWaiting({ evenInUse: false }));
  document.addEventListener('selectionchange', () => waiting.size > 0 && showWaiting({ evenInUse: false }));

  listen(as, (told) => {
    if (isOver) return;
    if (told.over) return told.over === 'too-many' ? undefined : over(told.over);
    if (told.lost) {
      lost ??= setTimeout(() => note.say(LOST), SAY_LOST_AFTER_MS);
      return;
    }
    if (lost) {
      clearTimeout(lost);
      lost = undefined;
      sayWaiting();
    }
    const gap = now() - good + slack;
    good = now();
    slack = SLACK_MS;
    spread = Math.min(told.spread || SPREAD_MS, LONGEST_SPREAD_MS);
    if (told.changed) mark((region) => concerns(region, told.changed));
    else if (told.hello.known < gap) mark(() => true);
    else {
      const missed = Object.entries(told.hello.changed).filter(([, ago]) => ago < gap);
      mark((region) =>
        concerns(
          region,
          missed.map(([token]) => token),
        ),
      );
    }
  });
}

/** When the page was asked for, after whatever led to it: what was changed by then is in it. */
function askedFor() {
  const [navigation] = performance.getEntriesByType('navigation');
  return performance.timeOrigin + (navigation?.requestStart ?? 0);
}

const LED =
  'What this page shows has changed since you opened it. Load it again before you send it: what you typed stays.';
const LOADED = 'The page shows what is true now.';
const LOST = 'No connection: what you see may be out of date. It catches up by itself.';
const OVER = {
  'signed-out': 'You are signed out, so this page no longer changes by itself.',
  'somebody-else': 'Somebody else is signed in here now. This page is out of date.',
  gone: 'This page has changed, or is no longer yours to see.',
};
