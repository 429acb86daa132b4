import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { BeforeArrival } from './domain/before-arrival.js';
import type { EndedBy, EndingCode } from './domain/ending.js';
import type { StayAction } from './domain/stay-state.js';

/** One step of a stay, with the dates that it left. Append-only. */
@Entity('stay_events')
export class StayEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) id: string;
  @Column('uuid') stayId: string;
  @Column('timestamptz') at: Date;
  /** Null for what the service itself wrote down. */
  @Column('uuid', { nullable: true }) byUser: string | null;
  @Column('text') action: StayAction;
  @Column('text') note: string;
  @Column('date') arrival: string;
  @Column('date') departure: string;
  /** When it happened, where that is another time than when it was written down; and the time that stood there before. */
  @Column('timestamptz', { nullable: true }) happenedAt: Date | null;
  @Column('timestamptz', { nullable: true }) insteadOf: Date | null;
  /** Who ended the stay and why, and when they were expected. */
  @Column('text', { nullable: true }) endedBy: EndedBy | null;
  @Column('text', { nullable: true }) code: EndingCode | null;
  @Column('timestamptz', { nullable: true }) expectedAt: Date | null;
  /** Of an arrival and a departure, the day that was planned for it. */
  @Column('date', { nullable: true }) planned: string | null;
  /** Of an arrival: what stood before it. */
  @Column('jsonb', { nullable: true }) before: BeforeArrival | null;
  /** The stay at another unit whose arrival, or whose undoing, this follows from. */
  @Column('uuid', { nullable: true }) becauseOf: string | null;
}
