/** Delivered with the service, so every council has it under this name. */
export const STRAIN_MEASURE = 'Strain on the family, as they put it';

/**
 * In SQL, the strain on the family of a young person as it was put last, `{ value, on }` or null, as the column `strain`.
 * `youngPerson` and `measure` are the column of their id, and the parameter with `STRAIN_MEASURE`.
 */
export const lastStrain = (youngPerson: string, measure: string): string => `(
         SELECT json_build_object('value', v.value, 'on', (v.at AT TIME ZONE 'Europe/London')::date) AS strain
           FROM (SELECT b.value, b.at FROM request_parts p JOIN request_baselines b
                     ON b.request_id = p.request_id AND b.young_person_id = ${youngPerson}
                   JOIN outcome_measures m ON m.id = b.measure_id AND m.organisation_id IS NULL AND m.name = ${measure}
                  WHERE p.young_person_id = ${youngPerson}
                 UNION ALL
                 SELECT o.value, o.at FROM stays t JOIN outcome_values o ON o.stay_id = t.id
                   JOIN outcome_measures m ON m.id = o.measure_id AND m.organisation_id IS NULL AND m.name = ${measure}
                  WHERE t.young_person_id = ${youngPerson}) v
          ORDER BY v.at DESC LIMIT 1)`;
