import type { Request } from 'express';

interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** The methods that some handler takes on this request's path; empty when nobody knows the path. */
export function allowedMethods(req: Request): string[] {
  const { stack } = (req.app as unknown as { router: { stack: Layer[] } }).router;
  const found = new Set<string>();
  for (const layer of stack) {
    if (!layer.route || !matches(layer, req.path)) continue;
    for (const method of Object.keys(layer.route.methods)) found.add(method.toUpperCase());
  }
  found.delete('_ALL');
  if (found.has('GET')) found.add('HEAD');
  if (found.size > 0) found.add('OPTIONS');
  return [...found].sort();
}

/** A path that cannot be decoded matches nothing. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
