import ICAL from 'ical.js';
import type { builders, House, TestUser } from './builders.js';
import type { TestApp } from './test-app.js';

/** An event of a feed, as a program that is not ours reads it. */
export interface FeedEvent {
  uid: string;
  title: string;
  arrival: string;
  departure: string;
  sequence: number;
  isCancelled: boolean;
}

/** What a test does with feeds. */
export function feeds(app: TestApp, make: ReturnType<typeof builders>) {
  const allow = (house: House, feedsAllowed = true) =>
    make.as(house.manager).patch(`/units/${house.unit}`, { feedsAllowed }).set('If-Match', '*').expect(200);

  /** A new address of the user's feed, as a path. */
  const subscribe = async (user: TestUser): Promise<string> => {
    const { body } = await make.as(user).post('/me/feed').expect(201);
    return new URL((body as { address: string }).address).pathname;
  };

  const read = async (path: string): Promise<FeedEvent[]> => eventsOf((await app.http.get(path).expect(200)).text);

  return { allow, subscribe, read };
}

export function eventsOf(text: string): FeedEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate, sequence } = new ICAL.Event(component);
    if (!startDate.isDate || !endDate.isDate) throw new Error(`${uid} has times`);
    return {
      ...{ uid, title: summary, sequence, arrival: startDate.toString(), departure: endDate.toString() },
      isCancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
    };
  });
}
