import sql from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { expectedUrl, isWebUrl } from "../../../../shared/kit/mutation/web-url";
import { asDataset } from "../as-dataset";
import { Dataset } from "../dataset";
import { AccessLevel } from "../dataset-enums";
import { Distribution } from "../distribution";
import { dataThemes } from "../vocabulary/data-themes";
import { areKeywords, expectedKeywords } from "../vocabulary/keywords";
import { expectedLicence, isLicence } from "../vocabulary/licences";
import type { DatasetPayload, PublishDatasetInput } from "./dataset-changes.inputs";
import { sourceProblems } from "./graph-source";

/** Adds an entry to the catalogue, modified now. An editor of the publisher may. */
export async function publishDataset(
  context: SubgraphContext,
  input: PublishDatasetInput,
): Promise<DatasetPayload> {
  const { publisher } = input;
  requireOrganization(context.viewer, [publisher], `publishing a dataset of ${publisher}`);
  const request = { operation: "publishDataset", input };
  const { entity, userErrors } = await runMutation<Dataset>(context, request, async (database) => {
    refuseIfAny(ownProblems(input));
    refuseIfAny([
      ...(await problemsWithRows(database, input)),
      ...(await sourceProblems(database, input.graphSource ?? null, null)),
    ]);
    const { identifiers } = await database.repository(Dataset).insert(rowOf(input, context.clock.now()));
    const id = String(identifiers[0]?.id);
    await database.repository(Distribution).insert(
      input.distributions.map(({ format, accessUrl, byteSize = null }) => {
        return { datasetId: id, format, accessUrl, byteSize };
      }),
    );
    return database.repository(Dataset).findOneByOrFail({ id });
  });
  return { dataset: entity && asDataset(entity), userErrors };
}

function rowOf(input: PublishDatasetInput, now: Date): Partial<Dataset> {
  const { title, description = null, theme, keywords, frequency, accessLevel, onOpenDataPortal } = input;
  return {
    title,
    description,
    publisherCode: input.publisher,
    theme,
    keywords,
    frequency,
    modifiedAt: now,
    license: input.license ?? null,
    accessLevel,
    onOpenDataPortal,
    graphSource: input.graphSource ?? null,
    origin: DataOrigin.REPORTED,
  };
}

/** The problems that the input alone shows. */
function ownProblems(input: PublishDatasetInput): (UserError | false)[] {
  const { title, description, theme, keywords, license = null, accessLevel, onOpenDataPortal } = input;
  return [
    title.trim() === "" && badField("title", "expected a title; got a blank one."),
    title.length > 500 && badField("title", `expected at most 500 characters; got ${title.length}.`),
    ...textProblems({ title, description }),
    !dataThemes.some((known) => known === theme) &&
      badField(
        "theme",
        `expected one of ${dataThemes.join(", ")}; got ${JSON.stringify(theme.slice(0, 50))}.`,
      ),
    license !== null &&
      !isLicence(license) &&
      badField("license", `expected ${expectedLicence}; got ${JSON.stringify(license.slice(0, 50))}.`),
    onOpenDataPortal &&
      accessLevel !== AccessLevel.OPEN &&
      badField("accessLevel", `expected OPEN for the open data portal; got ${accessLevel}.`),
    onOpenDataPortal &&
      license === null &&
      badField("license", "expected a licence for the open data portal."),
    !areKeywords(keywords) && badField("keywords", `expected ${expectedKeywords}.`),
    ...distributionProblems(input),
  ];
}

function distributionProblems({ distributions }: PublishDatasetInput): (UserError | false)[] {
  const problem = (message: string) => badField("distributions", message);
  return [
    distributions.length > 50 && problem(`expected at most 50; got ${distributions.length}.`),
    new Set(distributions.map(({ accessUrl }) => accessUrl)).size < distributions.length &&
      problem("expected each address once."),
    ...distributions.flatMap(({ format, accessUrl, byteSize = null }) => [
      !/^[A-Za-z0-9][A-Za-z0-9 .+/-]{0,29}$/.test(format) &&
        problem(`expected a format such as CSV; got ${JSON.stringify(format.slice(0, 50))}.`),
      !isWebUrl(accessUrl) &&
        problem(`expected ${expectedUrl}; got ${JSON.stringify(accessUrl.slice(0, 50))}.`),
      byteSize !== null &&
        !/^\d{1,18}$/.test(byteSize) &&
        problem(`expected a size of whole bytes; got ${byteSize.slice(0, 50)}.`),
    ]),
  ];
}

/** The problems of the input against the rows of the tables. */
async function problemsWithRows(
  database: Database,
  { publisher, title }: PublishDatasetInput,
): Promise<(UserError | false)[]> {
  // Two of one title at once come one after the other: the lock of the publisher's row is held to the end.
  const publishers = await database.rows(
    sql`SELECT code FROM organization WHERE code = ${publisher} FOR UPDATE`,
  );
  const duplicates = await database.rows(sql`
    SELECT id FROM dataset WHERE publisher_code = ${publisher} AND title = ${title}`);
  return [
    publishers.length === 0 &&
      userError("NOT_FOUND", "publisher", `expected the code of an organization; got ${publisher}.`),
    duplicates.length > 0 &&
      userError("ALREADY_EXISTS", "title", `expected a new title; ${publisher} has a dataset of this one.`),
  ];
}
