import { DomainError, invalidField } from '../kernel/domain-error.js';
import type { EachDecisionDto } from './dto/offers.dto.js';
import { NO_REASONS, type DecisionSaid } from './domain/match-decision.js';
import { NOT_SIGNED_HERE, type Signed } from './signatures.service.js';

type Body = Omit<Signed, 'each' | 'reasons'> & { reasons?: string; each?: EachDecisionDto[] };

/**
 * Signs with what a script says of each offer; a refusal names the place in its list, `each.1.mitigations`.
 *
 * @param ids the offers that are signed, where they are named
 */
export async function saidOfEach(
  { each, reasons = '', ...same }: Body,
  ids: readonly string[] | undefined,
  sign: (signed: Signed) => Promise<void>,
): Promise<void> {
  // Whatever stands in the way besides: what is signed without a word of why can be refused at once.
  if (!each?.length && reasons.trim() === '') throw invalidField('reasons', NO_REASONS);
  const strange = ids && each ? each.findIndex(({ offer }) => !ids.includes(offer)) : -1;
  if (strange >= 0) throw invalidField(`each.${strange}.offer`, NOT_SIGNED_HERE);
  const twice = each?.findIndex(({ offer }, at) => each.findIndex((one) => one.offer === offer) < at) ?? -1;
  if (twice >= 0) throw invalidField(`each.${twice}.offer`, 'Say what you decide of an offer once.');
  for (const [at, one] of (each ?? []).entries()) refuseUnseen(one, `each.${at}.seenGroup`);
  const isOfEach = ids !== undefined && ids.every((id) => each?.some(({ offer }) => offer === id));
  if (!isOfEach && saysMore(same)) refuseUnseen(same);
  const map = each && new Map(each.map(({ offer, ...said }) => [offer, said]));
  try {
    await sign({ ...same, reasons, each: map });
  } catch (error) {
    if (!each || !(error instanceof DomainError)) throw error;
    const errors = error.errors.map(({ field, message }) => ({ field: placeOf(each, field), message }));
    throw new DomainError(error.kind, error.code, error.sentence, errors);
  }
}

/** Whether more is said than why, as the simplest script does that signs nights as they are: a decision, a plan, or against the advice. */
const saysMore = ({ decision, mitigations = [], againstAdvice }: Omit<DecisionSaid, 'reasons'>): boolean =>
  decision !== undefined || mitigations.length > 0 || againstAdvice !== undefined;

/**
 * Refuses a yes of which nobody says what it was decided on: that is said in the word that is given out with the advice. A no
 * is held up by nothing.
 *
 * @param from where the word is given out
 */
export function refuseUnseen(
  { decision, seenGroup }: Pick<DecisionSaid, 'decision' | 'seenGroup'>,
  field = 'seenGroup',
  from = '/offers/{id}/advice',
  word = 'seenGroup',
): void {
  if (decision === 'not_suitable' || seenGroup !== undefined) return;
  throw invalidField(field, `Say what you decide on: look at \`GET ${from}\` first, and send its \`${word}\` along.`);
}

/** @example placeOf([{ offer: 'o1' }], 'reasons-o1'); // 'each.0.reasons' */
function placeOf(each: readonly { offer: string }[], field: string): string {
  const at = each.findIndex(({ offer }) => field.endsWith(`-${offer}`));
  // What is said of all has no place in the list.
  if (at < 0) return field.replace(/-[0-9a-f]{8}-[0-9a-f-]{27}$/, '');
  return `each.${at}.${field.slice(0, -each[at]!.offer.length - 1)}`;
}
