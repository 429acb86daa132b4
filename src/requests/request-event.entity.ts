import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One step of a request's timeline. Append-only; `byUser` is null for what the clock did. */
@Entity('request_events')
export class RequestEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) id: string;
  @Column('uuid') requestId: string;
  @Column('uuid') partId: string;
  @Column('timestamptz') at: Date;
  @Column('uuid', { nullable: true }) byUser: string | null;
  @Column('text') action: string;
  @Column('text') fromState: string;
  @Column('text') toState: string;
  @Column('text') note: string;
  @Column('date', { nullable: true }) arrival: string | null;
  @Column('date', { nullable: true }) departure: string | null;
  @Column('uuid', { nullable: true }) bedId: string | null;
}
