/** A unit by its centre, in degrees; null where that is not known. */
export interface Placed {
  latitude: number | null;
  longitude: number | null;
}

/**
 * Units as rows of tiles of about equal length: rows from north to south, in each from west to east. Who lives there finds
 * their ward near its neighbours, without boundaries that nobody has licensed. Those without a centre come last.
 */
export function tileRows<Unit extends Placed>(units: readonly Unit[], perRow: number): Unit[][] {
  const placed = units.filter(({ latitude, longitude }) => latitude !== null && longitude !== null);
  const others = units.filter((unit) => !placed.includes(unit));
  const southwards = placed.toSorted((one, other) => (other.latitude ?? 0) - (one.latitude ?? 0));
  const rows: Unit[][] = [];
  for (let start = 0; start < southwards.length; start += perRow) {
    const row = southwards.slice(start, start + perRow);
    rows.push(row.toSorted((one, other) => (one.longitude ?? 0) - (other.longitude ?? 0)));
  }
  return others.length > 0 ? [...rows, others] : rows;
}
