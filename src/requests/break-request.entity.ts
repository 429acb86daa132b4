import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Urgency } from './domain/deadlines.js';

/** What a worker asks for on behalf of a young person; what is wanted stands in its parts. */
@Entity('requests')
export class BreakRequest {
  @PrimaryGeneratedColumn('uuid') id: string;
  /** The number that people say to each other. Given by the database. */
  @Column({ type: 'int', insert: false, update: false }) number: number;
  @Column('uuid') unitId: string;
  @Column('uuid') askedBy: string;
  /** Why: the aim in the family plan. */
  @Column('text') purpose: string;
  /** What the family says. */
  @Column('text') familyWishes: string;
  /** What else the unit should know. */
  @Column('text') unitShouldKnow: string;
  /** The questions of the pages that whoever asks has gone past. */
  @Column('text', { array: true }) passed: string[];
  /** How soon it has to be decided; an emergency runs on the clock. */
  @Column('text') urgency: Urgency;
  @Column('timestamptz') createdAt: Date;
}
