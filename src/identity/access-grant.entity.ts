import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type GrantReason = 'key_worker' | 'co_worker' | 'known_to_unit' | 'request' | 'stay' | 'joint_work';

/** The right of one user or one unit to read one young person's record, from when until when, and why. */
@Entity('access_grants')
export class AccessGrant {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  youngPersonId: string;

  @Column({ type: 'uuid', nullable: true })
  userId: string | null;

  @Column({ type: 'uuid', nullable: true })
  unitId: string | null;

  @Column({ type: 'text' })
  why: GrantReason;

  @Column({ type: 'timestamptz' })
  validFrom: Date;

  @Column({ type: 'timestamptz', nullable: true })
  validUntil: Date | null;

  @Column({ type: 'uuid', nullable: true })
  grantedBy: string | null;
}
