import type { Page } from 'playwright-core';

/** Fetches the page twice, as it does by itself, and gives the parts that follow what others do and were not the same. */
const DIFFERENT = `(async () => {
  const look = async () => {
    const answer = await fetch(location.href, { headers: { 'X-Looks-Again': 'yes' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return new Map([...page.querySelectorAll('[data-live]')].map((part) => [part.id, part.innerHTML]));
  };
  const [one, other] = [await look(), await look()];
  return [...one].filter(([id, html]) => other.get(id) !== html).map(([id]) => id);
})()`;

/** The instant of which the page is true is another each time: it is a part of its own, and nothing is said of it. */
const AS_OF = 'live-as-of';

/** Parts of a page that would change before somebody's eyes although nothing has; a minute that has just passed is none. */
export async function changesByItself(page: Page): Promise<string[]> {
  const different = async () => ((await page.evaluate(DIFFERENT)) as string[]).filter((id) => id !== AS_OF);
  const first = await different();
  return first.length === 0 ? first : different();
}
