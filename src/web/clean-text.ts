// In a regular expression with the u flag, \p{Surrogate} matches only surrogates that stand alone.
const UNSTORABLE = /\u0000|\p{Surrogate}/u;
const EVERY_UNSTORABLE = /\u0000|\p{Surrogate}/gu;

/** Whether PostgreSQL would refuse the text or change it: it has U+0000 or half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** The text with each character that PostgreSQL cannot store replaced by U+FFFD, for what is kept only to be shown again. */
export function storable(text: string): string {
  return text.replace(EVERY_UNSTORABLE, '\uFFFD');
}

/** What a person meant to type: one kind of line end, and nothing around it. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
