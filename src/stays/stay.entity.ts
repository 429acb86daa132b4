import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EndedBy, EndingCode } from './domain/ending.js';
import type { StayKind, StayState } from './domain/stay-state.js';

@Entity('stays')
export class Stay {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') unitId: string;
  @Column('uuid') youngPersonId: string;
  @Column('uuid', { nullable: true }) partId: string | null;
  /** As planned, and from the departure on as it was. */
  @Column('date') arrival: string;
  @Column('date') departure: string;
  /** What was planned, as last agreed or said: it stands beside what happened. */
  @Column('date') plannedArrival: string;
  @Column('date') plannedDeparture: string;
  @Column('text') state: StayState;
  @Column('timestamptz') bookedAt: Date;
  @Column('uuid') bookedBy: string;
  @Column('timestamptz', { nullable: true }) arrivedAt: Date | null;
  @Column('timestamptz', { nullable: true }) departedAt: Date | null;
  @Column('text') endedWhy: string;
  /** How it ended otherwise than planned: who ended it, and why. */
  @Column('text', { nullable: true }) endedBy: EndedBy | null;
  @Column('text', { nullable: true }) endedCode: EndingCode | null;
  /** When it was called off or they were recorded as not come, and when they were expected. */
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
  @Column('timestamptz', { nullable: true }) expectedAt: Date | null;
  @Column('text') kind: StayKind;
  /** Who authorised a placement without a request; empty for a planned stay. */
  @Column('text') authority: string;
  /** The departure that was planned, while the service writes somebody on who is still there. */
  @Column('date', { nullable: true }) overdueSince: string | null;
  /** Until when somebody is to record how it went; nothing for stays that were over before anybody was asked. */
  @Column('timestamptz', { nullable: true }) reviewDueAt: Date | null;
  @Column('timestamptz', { nullable: true }) reviewedAt: Date | null;
}
