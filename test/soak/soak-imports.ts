import { dossierFile, dossierRow, returned } from "../support/statistics/dossier-file";

/** What is sent to be imported at one time. */
export interface SoakImport {
  sector: string;
  /** The query of the address. */
  parameters: string;
  file: string;
}

const dossiers = 300;

/**
 * The files of the import of this number: dossiers of procedures that are revised each time, and a month of 5G coverage of
 * all units, other figures each time. Neither adds rows after the first, so that what grows is not the data.
 */
export function importsOf(number: number, procedure: string, units: readonly string[]): SoakImport[] {
  const rows = Array.from({ length: dossiers }, (_, row) => {
    const cells = { ...returned, unit: "", satisfaction: String(1 + ((row + number) % 5)) };
    return dossierRow(procedure, `H26.99-251103-${String(row + 1).padStart(4, "0")}`, cells);
  });
  const coverage = units.map((unit, row) => `${unit},10/2025,${5 + ((row + number) % 20)},${1000 + number}`);
  return [
    { sector: "procedures", parameters: "import=dossiers", file: dossierFile(...rows) },
    {
      sector: "innovation",
      parameters: "import=coverage-5g",
      file: ["Unit,Month,Stations,Population covered", ...coverage].join("\n"),
    },
  ];
}
