import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Capacity } from './domain/actor.js';

@Entity('unit_members')
export class UnitMember {
  @PrimaryColumn({ type: 'uuid' })
  userId: string;

  @PrimaryColumn({ type: 'uuid' })
  unitId: string;

  @Column({ type: 'text' })
  capacity: Capacity;
}
