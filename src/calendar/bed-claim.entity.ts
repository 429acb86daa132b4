import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ClaimPurpose } from './domain/claim.js';

@Entity('bed_claims')
export class BedClaim {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') unitId: string;
  @Column('uuid') bedId: string;
  @Column('text') purpose: ClaimPurpose;
  @Column('date') arrival: string;
  @Column('date') departure: string;
  @Column('uuid', { nullable: true }) youngPersonId: string | null;
  @Column('uuid', { nullable: true }) requestId: string | null;
  /** The part of the request that an offer is of. */
  @Column('uuid', { nullable: true }) partId: string | null;
  /** Where the request wants several stays of the young person: the first day of the stretch of dates that this one takes. */
  @Column('date', { nullable: true }) windowFrom: string | null;
  @Column('uuid', { nullable: true }) stayId: string | null;
  @Column('uuid', { nullable: true }) closureId: string | null;
  @Column('uuid', { nullable: true }) reserveId: string | null;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  /** Of a night that is kept for emergencies: when it is anybody's again. */
  @Column('timestamptz', { nullable: true }) releaseAt: Date | null;
  @Column('timestamptz') madeAt: Date;
  @Column('uuid', { nullable: true }) madeBy: string | null;
  @Column('timestamptz', { nullable: true }) releasedAt: Date | null;
  @Column('uuid', { nullable: true }) releasedBy: string | null;
  @Column('text', { nullable: true }) releasedWhy: string | null;
}
