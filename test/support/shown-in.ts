/** The values that the fields of a name have on a page. */
export const shownIn = (page: string, name: string): string[] =>
  [...page.matchAll(new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`, 'g'))].map(([, value]) => value!);
