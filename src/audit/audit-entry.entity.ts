import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of the trail. Written by SQL alone; the entity is there to read it. */
@Entity('audit_entries')
export class AuditEntry {
  @PrimaryColumn({ type: 'bigint' })
  id: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'uuid', nullable: true })
  actorId: string | null;

  @Column({ type: 'text' })
  via: 'page' | 'api' | 'system';

  @Column({ type: 'inet', nullable: true })
  ip: string | null;

  @Column({ type: 'text', nullable: true })
  traceId: string | null;

  @Column({ type: 'text' })
  action: string;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'uuid', nullable: true })
  subjectId: string | null;

  @Column({ type: 'uuid', array: true })
  youngPeople: string[];

  @Column({ type: 'jsonb' })
  details: Record<string, unknown>;
}
