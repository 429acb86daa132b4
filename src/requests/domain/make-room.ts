import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { proverForAll, type Move, type Seeking, type Standing } from '../../calendar/domain/prove-vacancy.js';
import { addDays, type Nights } from '../../kernel/nights.js';

/** Nights before and after those wanted within which stays may be moved: more than three of the longest planned stays. */
export const AROUND = 60;

/** A booked stay that changes beds to make room. It keeps its nights. */
export interface StayMove extends Nights {
  stayId: string;
  claimId: string;
  youngPersonId: string;
  requestId: string | null;
  from: Bed;
  to: Bed;
}

/** A bed for the nights wanted, once the moves are made. */
export interface Room {
  bed: Bed;
  moves: StayMove[];
}

/** `not_looked_through`: none was found, and not everything could be looked at. */
export type RoomAnswer = Room | 'none' | 'not_looked_through';

/** A bed of their own for each of several, in their order, once the moves are made. */
export interface RoomForAll {
  beds: Bed[];
  moves: StayMove[];
}

/** Answers for nights that several want together, each with what their bed must have. */
export type RoomForAllFinder = (wanted: Nights, each: readonly Seeking[]) => RoomForAll | Exclude<RoomAnswer, Room>;

/** Answers for nights, with these needs, in one of these beds. */
export type RoomFinder = (wanted: Nights, needs: readonly string[], beds: readonly Bed[]) => RoomAnswer;

/**
 * Where room can be made by moving stays that have not arrived. A stay may move when it is one piece in one bed, the
 * young person has not come yet and does not keep their room; offers, closures and reserves stay where they are.
 *
 * If a re-arrangement of the stays that lie wholly within what was loaded makes room, it is found. A claim that reaches
 * beyond it is left where it is, because what it would meet there is not known.
 *
 * One whose first night is over is left where it is, too: what was is not written anew, whoever recorded what.
 *
 * @param loaded the nights of which every claim is among `claims`
 * @param tonight the first night that is not over
 * @example roomFinder(beds, claims, around(nights))(nights, ['wheelchair'], beds); // { bed: two, moves: [{ stayId, from: two, to: four, … }] }
 */
export function roomFinder(
  beds: readonly Bed[],
  claims: readonly Claim[],
  loaded: Nights,
  tonight = loaded.arrival,
): RoomFinder {
  const find = roomFinderForAll(beds, claims, loaded, tonight);
  return (wanted, needs, among) => {
    const room = find(wanted, [{ needs, bedIds: among.map(({ id }) => id) }]);
    return typeof room === 'string' ? room : { bed: room.beds[0]!, moves: room.moves };
  };
}

/** The same for several who want the same nights together: room for all of them, or for none. */
export function roomFinderForAll(
  beds: readonly Bed[],
  claims: readonly Claim[],
  loaded: Nights,
  tonight = loaded.arrival,
): RoomForAllFinder {
  const pieces = new Map<string, number>();
  for (const { stayId } of claims) if (stayId) pieces.set(stayId, (pieces.get(stayId) ?? 0) + 1);
  const mayMove = (claim: Claim) =>
    claim.purpose === 'stay' &&
    claim.stayId !== null &&
    pieces.get(claim.stayId) === 1 &&
    !claim.arrived &&
    claim.departed !== true &&
    !claim.keepsRoom &&
    loaded.arrival <= claim.arrival &&
    tonight <= claim.arrival &&
    claim.departure <= loaded.departure;
  const standing = claims.map(({ id, bedId, arrival, departure, needs }, place): Standing => ({
    id,
    bedId,
    arrival,
    departure,
    needs,
    mayMove: mayMove(claims[place]!),
  }));
  const prove = proverForAll(beds, standing);
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const answers = new Map<string, ReturnType<RoomForAllFinder>>();
  return (wanted, each) => {
    const asked = JSON.stringify([wanted.arrival, wanted.departure, each.map(({ needs, bedIds }) => [needs, bedIds])]);
    let answer = answers.get(asked);
    if (answer === undefined) {
      const proof = prove(wanted, each);
      answer = typeof proof === 'string' ? proof : { beds: proof.beds, moves: proof.moves.map(toStayMove) };
      answers.set(asked, answer);
    }
    return answer;
  };

  function toStayMove({ claimId, from, to, arrival, departure }: Move): StayMove {
    const { stayId, youngPersonId, requestId } = byId.get(claimId)!;
    return { stayId: stayId!, claimId, youngPersonId: youngPersonId!, requestId, from, to, arrival, departure };
  }
}

/** What has to be loaded to look for room. */
export function around({ arrival, departure }: Nights): Nights {
  return { arrival: addDays(arrival, -AROUND), departure: addDays(departure, AROUND) };
}

/** A move as somebody agrees to it: this stay into this bed. */
export const agreedAs = ({ stayId, to }: StayMove): string => `${stayId}:${to.id}`;

/** Whether somebody saw all these moves. Whoever asks without having been shown any leaves the choice to the service. */
export const areAgreed = (moves: readonly StayMove[], agreed: readonly string[] | undefined): boolean =>
  agreed === undefined || moves.every((move) => agreed.includes(agreedAs(move)));
