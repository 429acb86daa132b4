import pg from 'pg';

/**
 * What somebody would write who wants nothing but how full the units are: one pass over the claims of all of them, the share
 * taken of the next 7, 14 and 28 days and whether a bed is free tonight.
 */
export async function occupancyByHand(address: string, today: string): Promise<{ seconds: number; low: number }> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    const begun = performance.now();
    const { rows: beds } = await client.query<{ unit: string; beds: number }>(
      `SELECT unit_id AS unit, count(*)::int AS beds FROM beds GROUP BY unit_id`,
    );
    const { rows } = await client.query<{ unit: string; from: number; to: number }>(
      `SELECT unit_id AS unit, greatest(arrival - $1::date, 0) AS "from", least(departure - $1::date, 28) AS "to"
         FROM bed_claims WHERE live AND nights && daterange($1::date, $1::date + 28)`,
      [today],
    );
    const taken = new Map(beds.map(({ unit }) => [unit, new Int32Array(28)]));
    for (const { unit, from, to } of rows) for (let night = from; night < to; night += 1) taken.get(unit)![night]! += 1;
    let low = 0;
    for (const { unit, beds: number } of beds) {
      const nights = taken.get(unit)!;
      let sum = 0;
      for (let night = 0; night < 28; night += 1) {
        sum += nights[night]!;
        const days = night + 1;
        if ((days === 7 || days === 14 || days === 28) && sum < 0.6 * days * number) low += 1;
      }
      if (nights[0]! < number) low += 1;
    }
    return { seconds: (performance.now() - begun) / 1_000, low };
  } finally {
    await client.end();
  }
}
