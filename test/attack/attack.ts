import sql from "sql-template-tag";
import { dayOf } from "../../shared/clock/calendar-day";
import type { Database } from "../../shared/database/database";
import { Statistics } from "../../shared/statistics/statistics";
import { dossierCube } from "../../subgraphs/procedures/dossier/dossier.cube";
import { RowsInMemory } from "../support/rows-in-memory";
import { estimates } from "./chains";
import { type KnownDossier, knownDossiers, secrets } from "./known-dossiers";
import { type Accuracy, accuracyOf, learn } from "./learn";
import type { Ask, Attack } from "./sets";

export interface Attacked {
  database: Database;
  now: Date;
}

/** How well an attacker learned a secret of dossiers. */
export interface Learned extends Accuracy {
  secret: string;
}

/** How many dossiers an attacker knows all of, to learn from; and how many it learns of. */
export interface AttackSize {
  taught: number;
  attacked: number;
  /** Names of the secrets; all unless told. */
  among?: readonly string[];
}

/**
 * Learns secrets of known single dossiers by chains of questions, as the public or as an analyst. Which estimate to
 * believe how far is learned from other dossiers, of which the attacker knows the truth.
 */
export async function attack(
  { database, now }: Attacked,
  { taught, attacked, among }: AttackSize,
  isPublic: boolean,
): Promise<Learned[]> {
  const store = await RowsInMemory.read(dossierCube, database, now, ["unit", "procedure", "organization"]);
  const statistics = new Statistics(new Map([[dossierCube, store]]));
  const ask: Ask = (question) => statistics.ask(dossierCube, question, { database, now, isPublic });
  const distinct: Attack["distinct"] = async (question, dimension) => {
    const found = await statistics.distinct(dossierCube, question, dimension, { database, now, isPublic });
    return [...found.values()].reduce((sum, keys) => sum + keys, 0);
  };
  const dossiers = await knownDossiers(database, taught + attacked);
  const most = async (column: string) => {
    const rows = await database.rows<{ code: string }>(
      column === "unit"
        ? sql`SELECT unit_code AS code FROM dossier WHERE unit_code IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20`
        : sql`SELECT procedure_code AS code FROM dossier GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20`,
    );
    return rows.map(({ code }) => code);
  };
  const [units, procedures] = [await most("unit"), await most("procedure")];
  const days = {
    today: dayOf(now),
    firstDay: dossiers.map(({ receivedOn }) => receivedOn).toSorted()[0] ?? dayOf(now),
  };
  const learned: Learned[] = [];
  for (const { name, filter } of secrets) {
    if (among && !among.includes(name)) continue;
    const examples = [];
    for (const dossier of dossiers) {
      const others = {
        units: units.filter((unit) => unit !== dossier.unit).slice(0, 8),
        procedures: procedures.filter((procedure) => procedure !== dossier.procedure).slice(0, 8),
      };
      const features = await estimates({ ask, distinct, dossier, secret: filter, others, ...days });
      examples.push({ features, truth: truthOf(dossier, name) });
    }
    const guess = learn(examples.slice(0, taught));
    const asked = examples.slice(taught);
    const guesses = asked.map(({ features }) => guess(features));
    learned.push({
      secret: name,
      ...accuracyOf(
        guesses,
        asked.map(({ truth }) => truth),
      ),
    });
  }
  return learned;
}

function truthOf({ truth }: KnownDossier, secret: string): boolean {
  return truth[secret] === true;
}
