import sql from "sql-template-tag";
import { localTimeSql } from "../../../../shared/base/clock/local-time";
import type { SetCheck } from "../../../../shared/import/definition/import-definition";
import { currentKey } from "../../../../shared/import/keys/current-key";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { currentUnits } from "../../../common/unit/current-units";
import { DossierStatus } from "../dossier-enums";
import { laterStatuses } from "../event/next-statuses";

type Checked = "status" | "procedure" | "organization" | "unit";

/** Pairs of statuses of which the second can come after the first, as `REGISTERED RESOLVED`. */
const courses = Object.values(DossierStatus).flatMap((from) =>
  [...laterStatuses(from)].map((to) => `${from} ${to}`),
);

const receivedOn = sql`${localTimeSql(sql`s.received_at`)}::date`;

/** Rules for files of dossiers that look at the database. */
export const dossierSetChecks: SetCheck<Checked>[] = [
  {
    column: "status",
    expected: "the present status, or one that can come after it",
    // This also locks the dossiers of the file, before they are compared: mutations go on meanwhile.
    // Their events are locked with them, for nobody adds one without the dossier's lock.
    find: ({ table }) => sql`
      SELECT line, got || ' after ' || present AS got FROM (
        SELECT s.line, s.status AS got, d.status AS present
        FROM ${table} AS s JOIN dossier_code c ON c.code = s.code JOIN dossier d ON d.id = c.dossier_id
        OFFSET 0 FOR NO KEY UPDATE OF d) AS known
      WHERE got <> present::text AND present || ' ' || got <> ALL (${courses}::text[])`,
  },
  knownKey({ column: "procedure", isIn: "procedure.code", expected: "the code of a known procedure" }),
  currentKey(currentUnits, {
    ...{ column: "unit", expected: "the code of a ward or commune that stood when it was received" },
    day: receivedOn,
  }),
  {
    // Another sector owns organizations, and its data is not read here: known are those that have a procedure or a
    // unit.
    column: "organization",
    expected: "the code of an organization that has a procedure, or U and the code of a ward or commune",
    find: ({ table }) => sql`
      SELECT s.line, s.organization AS got FROM ${table} AS s
      WHERE s.organization NOT IN (SELECT 'U' || u.code FROM administrative_unit u)
        AND s.organization NOT IN (SELECT 'U' || f.code FROM former_unit f)
        AND NOT EXISTS (SELECT FROM procedure p WHERE p.competent_organization_code = s.organization)`,
  },
  currentKey(currentUnits, {
    ...{ column: "organization", prefix: "U", day: receivedOn },
    expected: "the authority of a ward or commune that stood when it was received",
  }),
];
