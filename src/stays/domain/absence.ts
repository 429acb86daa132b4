/** Where somebody is who is staying and not there: the bed is kept for them. */
export const ABSENCES = ['home', 'hospital', 'missing'] as const;
export type AbsenceKind = (typeof ABSENCES)[number];

export const ABSENCE_TEXT: Record<AbsenceKind, string> = {
  home: 'At home',
  hospital: 'In hospital',
  missing: 'Missing',
};

export interface Absence {
  kind: AbsenceKind;
  since: Date;
}
