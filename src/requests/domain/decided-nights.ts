import type { Nights } from '../../kernel/nights.js';
import { DECISIONS, type Decision, type Mitigation } from './match-decision.js';

/** A decision that was signed on nights of a part of a request. */
export interface DecidedNights extends Nights {
  part: string;
  /** The offer or, once there is one, the stay that it is about. */
  about: string;
  /** Whether the nights are still theirs to take or to come to: offered, booked, or begun. */
  isHeld: boolean;
  decision: Decision;
  mitigations: Mitigation[];
  signedAt: Date;
}

/** What was decided of nights, for everybody who would come on them. */
export type Signed = Pick<DecidedNights, 'decision' | 'mitigations' | 'signedAt'>;

/**
 * What a named person has decided of nights, which outranks any advice on them; `undefined` where nobody has, or where it
 * counts no more. Of one offer or stay only the last decision counts. A yes counts while the nights are held for them: once
 * they are given up the group is looked at anew. A no counts until somebody decides otherwise, unless the same nights are
 * held in another bed. Of brothers and sisters who come together a no to one is a no to the nights; a yes is one once it
 * was said of each, and its plan is that of all of them.
 *
 * @param decisions the latest first
 * @param parts those of everybody who would come
 * @example decidedOf([{ part: 'p', decision: 'suitable', isHeld: true, … }], ['p'], nights)?.decision; // 'suitable'
 */
export function decidedOf(
  decisions: readonly DecidedNights[],
  parts: readonly string[],
  { arrival, departure }: Nights,
): Signed | undefined {
  const onThese = decisions.filter((one) => one.arrival === arrival && one.departure === departure);
  const each = parts.map((part) => ofPart(onThese.filter((one) => one.part === part)));
  const no = each.find((one) => one?.decision === 'not_suitable');
  if (no) return no;
  const all = each.filter((one) => one !== undefined);
  if (all.length === 0 || all.length < parts.length) return undefined;
  return {
    decision: DECISIONS[Math.max(...all.map(({ decision }) => DECISIONS.indexOf(decision)))]!,
    mitigations: all.flatMap(({ mitigations }) => mitigations),
    signedAt: all.map(({ signedAt }) => signedAt).toSorted((a, b) => b.getTime() - a.getTime())[0]!,
  };
}

function ofPart(decisions: readonly DecidedNights[]): DecidedNights | undefined {
  const [latest] = decisions;
  const lastOfEach = decisions.filter(({ about }, at) => decisions.findIndex((one) => one.about === about) === at);
  const held = lastOfEach.find(({ decision, isHeld }) => isHeld && decision !== 'not_suitable');
  return held ?? (latest?.decision === 'not_suitable' ? latest : undefined);
}

/**
 * What is done for them by what was decided last of each of these offers or stays, each line once: of two beds for the same
 * nights nobody knows yet which it will be. Nothing of what was decided not to suit.
 *
 * @param decisions the latest first
 * @example planOf(decisions, ['offer-1']); // [{ what: 'A night light', who: 'Night staff' }]
 */
export function planOf(
  decisions: readonly Pick<DecidedNights, 'about' | 'mitigations'>[],
  these: readonly string[],
): Mitigation[] {
  const lines = these.flatMap((id) => decisions.find(({ about }) => about === id)?.mitigations ?? []);
  return [...new Map(lines.map((line) => [`${line.what} ${line.who}`, line])).values()];
}
