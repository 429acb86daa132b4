import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from './domain/actor.js';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  organisationId: string;

  /** Kept in lower case: addresses that differ in case only are the same account. */
  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'text', select: false })
  passwordHash: string;

  @Column({ type: 'boolean' })
  mustChangePassword: boolean;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  /** From here on the account is a stranger's. */
  @Column({ type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
