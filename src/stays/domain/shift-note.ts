import type { Role } from '../../identity/domain/actor.js';

interface By {
  by: { id: string };
}

/** Whether the actor may put the note right or take it back: who wrote it, or what it puts right; and the managers. */
export function mayChangeNote(
  { by, earlier, takenBack }: By & { earlier: readonly By[]; takenBack: unknown },
  { id, role }: { id: string; role: Role },
): boolean {
  return (
    takenBack === null && (role === 'manager' || [by, ...earlier.map((one) => one.by)].some((one) => one.id === id))
  );
}
