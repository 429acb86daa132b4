import type { EntityManager } from 'typeorm';
import type { Finding } from './domain/alert-kinds.js';
import type { AlertSettings } from './domain/settings-of-unit.js';

/** Who looks at a unit for what is worth acting on: changes nothing, and takes no lock. */
export abstract class Conditions {
  /** What the kinds that are on find, as it is now. */
  abstract look(manager: EntityManager, unitId: string, settings: AlertSettings, now: Date): Promise<Finding[]>;
}
