import sql from "sql-template-tag";
import { dayOf } from "../../shared/base/clock/calendar-day";
import type { Database } from "../../shared/database/database";
import { Statistics } from "../../shared/kit/statistics/statistics";
import { dossierCube } from "../../subgraphs/procedures/dossier/dossier.cube";
import { RowsInMemory } from "../support/statistics/rows-in-memory";
import { estimates } from "./chains";
import { knownDossiers, secrets } from "./known-dossiers";
import type { Ask, Attack } from "./sets";

/** What an attacker asks, and when. */
export interface Attacked {
  database: Database;
  now: Date;
}

/** Which of the known dossiers are attacked, for what and as whom. */
export interface AttackPart {
  /** So many are known; these are attacked by their place among them: each `every`th, from `from` on. */
  known: number;
  every: number;
  from: number;
  /** Names of the secrets; all by default. */
  among?: readonly string[] | undefined;
  isPublic: boolean;
}

/** What chains of queries made of a secret of a dossier, by their names, and what is true. */
export interface Estimated {
  secret: string;
  /** The dossier's place among those known. */
  place: number;
  estimates: Readonly<Record<string, number>>;
  truth: boolean;
}

/** Asks all chains about known single dossiers, as the public or as an analyst. */
export async function estimateSecrets(
  { database, now }: Attacked,
  { known, every, from, among, isPublic }: AttackPart,
): Promise<Estimated[]> {
  const store = await RowsInMemory.read(dossierCube, database, now, ["unit", "procedure", "organization"]);
  const statistics = new Statistics(new Map([[dossierCube, store]]));
  const ask: Ask = (question) => statistics.ask(dossierCube, question, { database, now, isPublic });
  const distinct: Attack["distinct"] = async (question, dimension) => {
    const found = await statistics.distinct(dossierCube, question, dimension, { database, now, isPublic });
    return [...found.values()].reduce((sum, keys) => sum + keys, 0);
  };
  const dossiers = await knownDossiers(database, known);
  const [units, procedures] = [await largest(database, "unit"), await largest(database, "procedure")];
  const days = {
    today: dayOf(now),
    firstDay: dossiers.map(({ receivedOn }) => receivedOn).toSorted()[0] ?? dayOf(now),
  };
  const estimated: Estimated[] = [];
  for (const { name, filter } of secrets) {
    if (among && !among.includes(name)) continue;
    for (const [place, dossier] of dossiers.entries()) {
      if (place % every !== from) continue;
      const others = {
        units: units.filter((unit) => unit !== dossier.unit).slice(0, 8),
        procedures: procedures.filter((procedure) => procedure !== dossier.procedure).slice(0, 8),
      };
      estimated.push({
        ...{ secret: name, place, truth: dossier.truth[name] === true },
        estimates: await estimates({ ask, distinct, dossier, secret: filter, others, ...days }),
      });
    }
  }
  return estimated;
}

/** The codes that most dossiers have. */
async function largest(database: Database, dimension: "unit" | "procedure"): Promise<string[]> {
  const rows = await database.rows<{ code: string }>(
    dimension === "unit"
      ? sql`SELECT unit_code AS code FROM dossier WHERE unit_code IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20`
      : sql`SELECT procedure_code AS code FROM dossier GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20`,
  );
  return rows.map(({ code }) => code);
}
