/** Delivered with the service, so every council has it under this name. */
export const STRAIN_MEASURE = 'Strain on the family, as they put it';

/**
 * In SQL, the strain on the family of young people as it was put last: `id` and `strain`, `{ value, on }`, of those of whom it
 * was. `people` is a query of their `id`, or of one of an outer query; `measure` the parameter with `STRAIN_MEASURE`.
 */
export const lastStrains = (people: string, measure: string): string => `(
         SELECT DISTINCT ON (v.id) v.id,
                json_build_object('value', v.value, 'on', (v.at AT TIME ZONE 'Europe/London')::date) AS strain
           FROM (SELECT y.id, b.value, b.at FROM (${people}) y JOIN request_parts p ON p.young_person_id = y.id
                   JOIN request_baselines b ON b.request_id = p.request_id AND b.young_person_id = y.id
                   JOIN outcome_measures m ON m.id = b.measure_id AND m.organisation_id IS NULL AND m.name = ${measure}
                 UNION ALL
                 SELECT y.id, o.value, o.at FROM (${people}) y JOIN stays t ON t.young_person_id = y.id
                   JOIN outcome_values o ON o.stay_id = t.id
                   JOIN outcome_measures m ON m.id = o.measure_id AND m.organisation_id IS NULL AND m.name = ${measure}) v
          ORDER BY v.id, v.at DESC)`;
