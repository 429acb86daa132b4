const LIVE = '/live';
/** What a page sends when it asks by itself: it keeps no session awake. */
export const BY_ITSELF = { 'X-Looks-Again': 'yes' };
/** The service says something at least every twenty seconds. */
const SILENCE_MS = 50_000;
/** How often a tab that is looked at asks whether the one with the stream still answers, and how long it waits. */
const ASK_MS = 15_000;
const PATIENCE_MS = 4_000;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Milliseconds of a clock that all tabs share. */
export const now = () => performance.timeOrigin + performance.now();

/**
 * One stream a browser: of all its tabs the one that holds the lock has the stream, and tells the others. Where a browser
 * has no locks (a page that came without TLS), each tab has its own for as long as it is looked at.
 *
 * `heard` is told `{ changed: tokens, spread: milliseconds }`, `{ hello: { known, changed } }` after whatever may have been a gap, `{ lost: true }`
 * and `{ over: why }`.
 */
export function listen(as, heard) {
  if (!navigator.locks || !window.BroadcastChannel) return listenAlone(heard);
  const channel = new BroadcastChannel(`live ${as}`);
  let source;
  let answered = now();
  const tell = (what) => {
    channel.postMessage(what);
    heard(what);
  };
  channel.onmessage = ({ data }) => {
    if (data.ask) return source && channel.postMessage(source.state());
    answered = now();
    if (!source) heard(data);
  };
  const lead = (options) =>
    navigator.locks
      .request(`live ${as}`, options, () => {
        source = openSource(tell);
        return source.done;
      })
      .catch(() => undefined)
      .then(() => {
        const why = source?.close();
        source = undefined;
        // Another tab has taken it over: this one waits for its turn again.
        if (why === undefined) lead({});
      });
  lead({});
  const ask = () => {
    if (source || document.hidden) return;
    const asked = now();
    channel.postMessage({ ask: true });
    setTimeout(() => {
      if (!source && !document.hidden && answered < asked) lead({ steal: true });
    }, PATIENCE_MS);
  };
  setInterval(ask, ASK_MS);
  document.addEventListener('visibilitychange', ask);
  ask();
}

function listenAlone(heard) {
  let source;
  const follow = () => {
    if (document.hidden) source = source?.close();
    else source ??= openSource(heard);
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

/** The stream, opened again with longer and longer pauses; `done` once the service has said that it is over. */
function openSource(tell) {
  let events;
  let timer;
  let pause = SHORTEST_PAUSE_MS;
  let closed = false;
  let ended;
  let finish;
  const done = new Promise((resolve) => (finish = resolve));
  // What this tab knows, for tabs that come later: from when on everything, and when each thing changed last.
  let from;
  const changedAt = new Map();

  const state = () =>
    ended
      ? { over: ended }
      : from === undefined
        ? { lost: true }
        : {
            hello: {
              known: now() - from,
              changed: Object.fromEntries([...changedAt].map(([token, at]) => [token, now() - at])),
            },
          };
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(again, SILENCE_MS);
  };
  const over = (why) => {
    ended = why;
    close();
    tell({ over: why });
    finish();
  };
  const close = () => {
    closed = true;
    clearTimeout(timer);
    events?.close();
    return ended;
  };
  function again() {
    events?.close();
    if (closed) return;
    if (from !== undefined) tell({ lost: true });
    from = undefined;
    clearTimeout(timer);
    timer = setTimeout(open, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
  async function open() {
    if (closed) return;
    events = new EventSource(LIVE);
    let opened = false;
    // Whatever stands between may take the question and never answer.
    watch();
    events.addEventListener('hello', ({ data }) => {
      opened = true;
      pause = SHORTEST_PAUSE_MS;
      const hello = JSON.parse(data);
      from = hello.known === undefined ? undefined : now() - hello.known;
      changedAt.clear();
      for (const [token, ago] of Object.entries(hello.changed)) changedAt.set(token, now() - ago);
      tell(from === undefined ? { lost: true } : { hello });
      watch();
    });
    events.addEventListener('change', ({ data, lastEventId }) => {
      const changed = data.split(' ');
      for (const token of changed) changedAt.set(token, now());
      tell({ changed, spread: Number(lastEventId) });
      watch();
    });
    events.addEventListener('beat', () => {
      tell(from === undefined ? { lost: true } : { changed: [] });
      watch();
    });
    events.addEventListener('over', ({ data }) => (data === 'stopping' ? again() : over(data)));
    events.onerror = async () => {
      events.close();
      again();
      if (opened) return;
      // Why it was not opened an event source does not say: a page of the service does.
      const answer = await fetch(`${LIVE}/nav`, { headers: BY_ITSELF }).catch(() => undefined);
      if (!closed && [401, 403].includes(answer?.status)) over('signed-out');
    };
  }
  open();
  return { state, close, done };
}
