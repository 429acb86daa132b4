import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PairVerdict } from './domain/pair-decision.js';

/** A signed judgement about two young people. In force until a named manager ends it, its review date or not. */
@Entity('pair_decisions')
export class PairDecision {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') youngPersonA: string;
  @Column('uuid') youngPersonB: string;
  @Column('text') decision: PairVerdict;
  @Column('text') evidence: string;
  @Column('text', { nullable: true }) mitigation: string | null;
  @Column('date') reviewBy: string;
  @Column('uuid', { nullable: true }) supersedes: string | null;
  @Column('uuid') decidedBy: string;
  @Column('timestamptz') decidedAt: Date;
  @Column('uuid', { nullable: true }) endedBy: string | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
  @Column('text', { nullable: true }) endedWhy: string | null;
}
