import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Nights } from '../kernel/nights.js';
import type { OfferState } from './domain/holding.js';

/** A booked stay that changed beds when the nights were proposed. */
export interface OfferMove extends Nights {
  stay: string;
  youngPerson: string;
  from: { id: string; name: string };
  to: { id: string; name: string };
}

/** An option held for a family: proposed until a manager signs it, then offered until it is answered or lapses. */
@Entity('offers')
export class Offer {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') partId: string;
  @Column('uuid') claimId: string;
  @Column('uuid') bedId: string;
  @Column('date') arrival: string;
  @Column('date') departure: string;
  @Column('text') state: OfferState;
  @Column('timestamptz') expiresAt: Date;
  /** Nobody, where the service put forward a bed that came back. */
  @Column('uuid', { nullable: true }) proposedBy: string | null;
  @Column('timestamptz') proposedAt: Date;
  @Column('uuid', { nullable: true }) signedBy: string | null;
  @Column('timestamptz', { nullable: true }) signedAt: Date | null;
  @Column('text') reasons: string;
  /** When the family was given more time, which is done once. */
  @Column('timestamptz', { nullable: true }) extendedAt: Date | null;
  @Column('text') answeredBy: string;
  @Column('text') answeredHow: string;
  @Column('timestamptz', { nullable: true }) answeredAt: Date | null;
  @Column('text') answerReason: string;
  @Column('uuid', { nullable: true }) recordedBy: string | null;
  @Column('timestamptz', { nullable: true }) recordedAt: Date | null;
  @Column('uuid', { nullable: true }) stayId: string | null;
  @Column('jsonb') moves: OfferMove[];
}
