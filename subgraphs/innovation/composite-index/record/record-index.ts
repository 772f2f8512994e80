import type { Database } from "../../../../shared/database/database";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import {
  codeProblem,
  leastProblem,
  textProblem,
  unknownKey,
} from "../../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { Indicator } from "../../indicator/indicator";
import { SourceDocument } from "../../source-document/source-document";
import { ComponentResult } from "../component-result";
import { CompositeIndex } from "../composite-index";
import { IndexComponent } from "../index-component";
import { IndexPillar } from "../index-pillar";
import type {
  CompositeIndexPayload,
  IndexComponentPayload,
  IndexPillarPayload,
  RecordCompositeIndexInput,
  RecordIndexComponentInput,
  RecordIndexPillarInput,
} from "./record-index.inputs";

/** The department that maintains the indices. */
export const maintainer = "SKHCN";

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

/** Records a composite index, or changes one that is there. */
export async function recordCompositeIndex(
  context: SubgraphContext,
  input: RecordCompositeIndexInput,
): Promise<CompositeIndexPayload> {
  requireOrganization(context.viewer, [maintainer], "recording a composite index");
  const { code, name, nameEn, rankIndicator = null, groupCount = null, componentCount = null } = input;
  const { structureSource = null } = input;
  const request = { operation: "recordCompositeIndex", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const knows = (entityClass: typeof Indicator | typeof SourceDocument, key: object) =>
      database.repository<object>(entityClass).existsBy(key);
    refuseIfAny([
      codeProblem(code),
      textProblem("name", name),
      textProblem("nameEn", nameEn),
      leastProblem("groupCount", groupCount, 1),
      leastProblem("componentCount", componentCount, 1),
      (structureSource === null) !== (componentCount === null) &&
        bad(
          "structureSource",
          `expected it exactly where componentCount is given; got ${structureSource ?? "none"}.`,
        ),
      structureSource === null &&
        groupCount !== null &&
        bad("structureSource", "expected the document that says groupCount; got none."),
      unknownKey(
        "rankIndicator",
        rankIndicator,
        rankIndicator !== null && (await knows(Indicator, { code: rankIndicator })),
        "the code of an indicator",
      ),
      unknownKey(
        "structureSource",
        structureSource,
        structureSource !== null && (await knows(SourceDocument, { code: structureSource })),
        "the code of a source document",
      ),
    ]);
    const names = { nameVi: name, nameEn, rankIndicatorCode: rankIndicator };
    const structure = { groupCount, componentCount, structureSourceId: structureSource };
    await database.repository(CompositeIndex).upsert({ code, ...names, ...structure }, ["code"]);
    return { code };
  });
  const compositeIndex =
    entity && (await context.database.repository(CompositeIndex).findOneByOrFail(entity));
  return { compositeIndex, userErrors };
}

/** Records a pillar, or changes one that is there. */
export async function recordIndexPillar(
  context: SubgraphContext,
  input: RecordIndexPillarInput,
): Promise<IndexPillarPayload> {
  requireOrganization(context.viewer, [maintainer], "recording a pillar of an index");
  const { code, index, name, nameEn, input: isInput = null } = input;
  const request = { operation: "recordIndexPillar", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const present = await database.repository(IndexPillar).findOneBy({ code });
    refuseIfAny([
      codeProblem(code),
      textProblem("name", name),
      textProblem("nameEn", nameEn),
      unknownKey(
        "index",
        index,
        await database.repository(CompositeIndex).existsBy({ code: index }),
        "the code of a composite index",
      ),
      present !== null &&
        present.indexCode !== index &&
        bad("index", `expected ${present.indexCode}, which the pillar is of; got ${index.slice(0, 60)}.`),
    ]);
    const row = { code, indexCode: index, nameVi: name, nameEn, input: isInput };
    await database.repository(IndexPillar).upsert(row, ["code"]);
    return { code };
  });
  const indexPillar = entity && (await context.database.repository(IndexPillar).findOneByOrFail(entity));
  return { indexPillar, userErrors };
}

/** Records a component, or changes one that is there. */
export async function recordIndexComponent(
  context: SubgraphContext,
  input: RecordIndexComponentInput,
): Promise<IndexComponentPayload> {
  requireOrganization(context.viewer, [maintainer], "recording a component of an index");
  const { code, pillar, group = null, name = null, nameEn = null } = input;
  const request = { operation: "recordIndexComponent", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const known = await database.repository(IndexPillar).findOneBy({ code: pillar });
    const measured = await indexOfResults(database, code);
    refuseIfAny([
      codeProblem(code),
      textProblem("group", group),
      textProblem("name", name),
      textProblem("nameEn", nameEn),
      unknownKey("pillar", pillar, known !== null, "the code of a pillar"),
      known !== null &&
        measured !== null &&
        known.indexCode !== measured &&
        bad("pillar", `expected a pillar of ${measured}, which its results are of; got ${pillar}.`),
    ]);
    const row = { code, pillarCode: pillar, groupName: group, nameVi: name, nameEn };
    await database.repository(IndexComponent).upsert({ ...row, origin: DataOrigin.REPORTED }, ["code"]);
    return { code };
  });
  const indexComponent =
    entity && (await context.database.repository(IndexComponent).findOneByOrFail(entity));
  return { indexComponent, userErrors };
}

/** The index that a component has results of; null without any. */
async function indexOfResults(database: Database, component: string): Promise<string | null> {
  const result = await database.repository(ComponentResult).findOneBy({ componentCode: component });
  return result?.indexCode ?? null;
}
