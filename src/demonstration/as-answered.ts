import type { Actor } from '../identity/domain/actor.js';
import { DomainError } from '../kernel/domain-error.js';
import type { Answer } from '../requests/answers.service.js';
import { asDecided } from './as-decided.js';
import type { Stage } from './stage.js';

/**
 * The key worker records that the family says yes. Where others were booked for the nights meanwhile and the advice is graver
 * than it was signed, the unit is asked to look at them again, as the service says: a manager does, and the answer stands.
 */
export async function asAnswered(
  { answers, again, cast }: Stage,
  worker: Actor,
  offer: string,
  answer: Answer,
  place: number,
): Promise<string> {
  const record = async () => (await answers.answer(worker, offer, { accepted: true, ...answer }))!;
  try {
    return await record();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'advice-changed') throw error;
    await asDecided(place, (said) => again.signOffer(cast.managers[0]!, offer, said));
    return record();
  }
}
