/** The board: every unit of the city over all four sectors. */
export const board = `{ administrativeUnits(first: 126) { nodes { code name kind population readiness { meets }
  coverage5G { populationShare { value } } taskStats(asOf: "2025-11-14") { overdue }
  dossierStats { received onTimeRate { value } } } } }`;
