import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { ReadinessAssessment } from "./readiness-assessment";
import {
  assessmentConditions,
  type ReadinessAssessmentFilter,
  ReadinessAssessmentOrderField,
} from "./readiness-history.inputs";

export const ReadinessAssessmentConnection = connectionType("ReadinessAssessment", () => ReadinessAssessment);

/** The key of an assessment in one text: unit, criterion and day. */
const key = sql`concat_ws('/', a.unit_code, a.criterion::text, a.assessed_on::text)`;

const assessmentByKey = defineLoader<ReadinessAssessment, void, SubgraphContext>(
  async (keys, { database }) => {
    const units = [...new Set(keys.map((key) => key.slice(0, key.indexOf("/"))))];
    const rows = await database.rows<ReadinessAssessment & { key: string }>(sql`
      SELECT ${key} AS key, a.unit_code AS "unitCode", a.criterion, a.assessed_on AS "assessedOn", a.meets, a.note,
        a.origin
      FROM readiness_assessment a WHERE a.unit_code = ANY(${units}) AND ${key} = ANY(${[...keys]})`);
    return mapByKey(rows, (row) => row.key);
  },
);

/** A page of the assessments of a unit, by its code. */
export const readinessPageOfUnit = defineConnection<
  ReadinessAssessment,
  ReadinessAssessmentFilter,
  ReadinessAssessmentOrderField
>({
  from: sql`readiness_assessment a`,
  key: { sql: key, type: "text", nullable: false },
  columns: {
    ASSESSED_ON: { sql: sql`a.assessed_on`, type: "date", nullable: false },
    CRITERION: {
      sql: sql`array_position(enum_range(NULL::readiness_criterion), a.criterion)`,
      type: "bigint",
      nullable: false,
    },
  },
  fallbackOrder: [
    { field: ReadinessAssessmentOrderField.ASSESSED_ON, direction: SortDirection.DESC },
    { field: ReadinessAssessmentOrderField.CRITERION, direction: SortDirection.ASC },
  ],
  conditions: assessmentConditions,
  node: assessmentByKey,
}).pageWithin(sql`a.unit_code`);
