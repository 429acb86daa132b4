const PATIENCE_MS = 60_000;

/** Waits until the condition holds; fails after a minute, which only a fault can take. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string | (() => string) = 'It did not happen',
  patience = PATIENCE_MS,
): Promise<void> {
  const end = performance.now() + patience;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(typeof what === 'string' ? what : what());
    await new Promise((later) => setTimeout(later, 25));
  }
}
