import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const PAIR_DECISIONS = ['never_together', 'only_with_mitigation', 'works_well'] as const;
export type PairVerdict = (typeof PAIR_DECISIONS)[number];

/** A signed judgement about two young people. In force until a named manager ends it, its review date or not. */
@Entity('pair_decisions')
export class PairDecision {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') youngPersonA: string;
  @Column('uuid') youngPersonB: string;
  @Column('text') decision: PairVerdict;
  @Column('text') evidence: string;
  @Column('date') reviewBy: string;
  @Column('uuid') decidedBy: string;
  @Column('timestamptz') decidedAt: Date;
  @Column('uuid', { nullable: true }) endedBy: string | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
  @Column('text', { nullable: true }) endedWhy: string | null;
}
