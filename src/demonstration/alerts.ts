import { NEWS } from '../../config/demonstration/people.js';
import type { AlertKind } from '../alerts/domain/alert-kinds.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays } from '../kernel/nights.js';
import type { Planned } from './plan.js';
import type { Stage } from './stage.js';

/** What the manager has switched on beside what a new unit has. */
const SWITCHED_ON: readonly AlertKind[] = ['new_information', 'low_occupancy', 'staff_short'];
/** Days before today on which they did. */
const SINCE = 60;
/** Hours before now at which the unit was looked at: often enough that some alerts are history. */
const LOOKS = [49, 25, 0.9];
/** What is reported is of somebody who comes later than within these days. */
const SOON = 2;

/** Alerts that stand from the first moment on: some are taken, put off or over, as in a unit that has had them for weeks. */
export function tellOfAlerts(stage: Stage, planned: readonly Planned[]): void {
  const { cast, alertSettings, alertSteps, today } = stage;
  const [manager] = cast.managers;
  const [sam, jude] = cast.staff;
  const on = SWITCHED_ON.map((kind) => ({ kind, on: true }));
  stage.ago(SINCE * 24, () => alertSettings.revise(manager!, cast.unitId, on));
  reportNews(stage, planned);
  for (const hours of LOOKS) stage.ago(hours, () => stage.lookForAlerts());
  act(stage, 24, manager!, 'low_occupancy', (id) =>
    alertSteps.resolve(
      manager!,
      id,
      'Rang the key workers of those who wait: two of them talk to the family this week.',
    ),
  );
  act(stage, 0.8, sam!, 'arrival_incomplete', (id) => alertSteps.take(sam!, id));
  act(stage, 0.7, jude!, 'low_occupancy', (id) => alertSteps.snooze(jude!, id, addDays(today, 3)));
}

/** Of two who are booked, by their key workers: at the first of it the unit has looked. */
function reportNews(stage: Stage, planned: readonly Planned[]): void {
  const { cast, information, today } = stage;
  const soon = addDays(today, SOON);
  const people = planned.filter(({ outcome, arrival }) => outcome === 'booked' && arrival > soon);
  const [seen, unseen] = [...new Set(people.map(({ person }) => person))].map((person) => cast.youngPeople[person]!);
  let report = '';
  stage.ago(75, async () => ({ id: report } = await information.report(seen!.worker, seen!.id, NEWS.seen)));
  stage.ago(30, () => information.look(cast.staff[1]!, report, { outcome: 'nothing', note: NEWS.look }));
  stage.ago(27, () => information.report(unseen!.worker, unseen!.id, NEWS.unseen));
}

/** The one of the kind that is due last: what is due first may be over by now. */
function act(stage: Stage, hours: number, who: Actor, kind: AlertKind, step: (id: string) => Promise<unknown>): void {
  const { alerts, cast } = stage;
  stage.ago(hours, async () => {
    const { items } = await alerts.list(who, { state: 'open', unit: cast.unitId, kind }, { limit: 20 });
    const last = items.at(-1);
    if (last) await step(last.id);
  });
}
