const NOWHERE_TO_RETURN = /^\/(sign-in|sign-out|lock|locked|api|assets|health|metrics)(\/|\?|$)/;

/**
 * The path and query, if it leads to a page of this service, else `undefined`. Refused are `//evil.example`,
 * `/\evil.example`, what a browser would turn into one of them (`/./` + `/evil.example`, control characters that it
 * drops), and pages that nobody is sent back to.
 */
export function localPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2000) return undefined;
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(value)) return undefined;
  if (!URL.canParse(value, 'http://local.invalid')) return undefined;
  const url = new URL(value, 'http://local.invalid');
  if (url.origin !== 'http://local.invalid' || url.pathname.startsWith('//')) return undefined;
  const path = url.pathname + url.search;
  return NOWHERE_TO_RETURN.test(path) ? undefined : path;
}
