import type { StaffedNight } from '../domain/staffing.js';
import type { StaffedNightAnswer, StaffingPatternAnswer } from '../dto/staffing.answer.js';
import type { SetPattern } from '../staffing.service.js';

export function staffedNightJson({ night, figure, from, booked, highBooked }: StaffedNight): StaffedNightAnswer {
  return { night, take: figure?.take ?? null, high: figure?.high ?? null, booked, highBooked, from };
}

export function patternJson({ validFrom, take, high, by, at }: SetPattern): StaffingPatternAnswer {
  return { validFrom, take: [...take], high: [...high], setBy: by, setAt: at };
}
