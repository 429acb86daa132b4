import type { Actor } from '../identity/domain/actor.js';
import type { Answer } from '../requests/answers.service.js';
import { asDecided } from './as-decided.js';
import type { Stage } from './stage.js';

/**
 * The key worker records that the family says yes. Where others were booked for the nights meanwhile and the advice is graver
 * than it was signed, the yes is kept until a manager has looked at the nights again, as the service says: then they are booked.
 */
export async function asAnswered(
  { answers, kept, cast }: Stage,
  worker: Actor,
  offer: string,
  answer: Answer,
  place: number,
): Promise<string> {
  const booked = await answers.answer(worker, offer, { accepted: true, ...answer });
  return booked ?? (await asDecided(place, (said) => kept.sign(cast.managers[0]!, offer, said)))!;
}
