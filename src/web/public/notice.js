const SAY_AGAIN_AFTER_MS = 30_000;

/** Says things at the edge of the page, and to screen readers without interrupting. */
export function notice() {
  const bar = Object.assign(document.createElement('div'), { className: 'app-live', hidden: true });
  const text = document.createElement('span');
  text.setAttribute('role', 'status');
  const heard = Object.assign(document.createElement('div'), { className: 'govuk-visually-hidden' });
  heard.setAttribute('role', 'status');
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'app-live__do' });
  bar.append(text, button);
  document.body.append(bar, heard);
  let last;
  return {
    say(sentence, offer) {
      bar.hidden = false;
      if (text.textContent !== sentence) text.textContent = sentence;
      button.hidden = !offer;
      button.textContent = offer?.text ?? '';
      button.onclick = offer?.act ?? null;
    },
    hide() {
      bar.hidden = true;
      text.textContent = '';
    },
    announce(sentence) {
      if (last?.sentence === sentence && Date.now() - last.at < SAY_AGAIN_AFTER_MS) return;
      last = { sentence, at: Date.now() };
      heard.textContent = '';
      setTimeout(() => (heard.textContent = sentence), 100);
    },
  };
}

let said;

/** Says something once, until it has been read. */
export function say(sentence) {
  said ??= notice();
  said.say(sentence, { text: 'Close', act: () => said.hide() });
}
