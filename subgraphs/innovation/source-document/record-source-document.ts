import sql from "sql-template-tag";
import { isCalendarDay, today } from "../../../shared/base/clock/calendar-day";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { textProblem } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, UserInputError, userError } from "../../../shared/kit/mutation/user-input-error";
import { webUrlProblem } from "../../../shared/kit/mutation/web-url";
import type { RecordSourceDocumentInput, SourceDocumentPayload } from "./record-source-document.inputs";
import { SourceDocument } from "./source-document";

/** Records a source document, so that figures can cite it. Every editor may: each organization cites what it reads. */
export async function recordSourceDocument(
  context: SubgraphContext,
  input: RecordSourceDocumentInput,
): Promise<SourceDocumentPayload> {
  requireRole(context.viewer, ["editor", "admin"], "recording a source");
  const request = { operation: "recordSourceDocument", input };
  const { entity, userErrors } = await runMutation<SourceDocument>(context, request, async (database) => {
    refuseIfAny(ownProblems(input, today(context.clock)));
    const { code, title, publishedOn = null, url = null } = input;
    const row = { code, publisher: input.publisher?.trim() ?? null, title: title.trim(), publishedOn, url };
    const inserted = await database.rows(sql`
      INSERT INTO source_document (id, publisher, title, published_on, url)
      VALUES (${row.code}, ${row.publisher}, ${row.title}, ${row.publishedOn}, ${row.url})
      ON CONFLICT DO NOTHING RETURNING id`);
    if (inserted.length > 0) return row;
    throw new UserInputError([
      userError("ALREADY_EXISTS", "code", `expected a code that no source document has; ${code} is taken.`),
    ]);
  });
  return { sourceDocument: entity, userErrors };
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

function ownProblems(
  { code, publisher, title, publishedOn, url }: RecordSourceDocumentInput,
  now: string,
): (UserError | false)[] {
  return [
    !/^[a-z0-9][a-z0-9.-]{0,79}$/.test(code) &&
      bad(
        "code",
        `expected 1 to 80 small letters, digits, points and hyphens; got ${JSON.stringify(code.slice(0, 90))}.`,
      ),
    publisher == null
      ? bad("publisher", "expected who published it; got none.")
      : textProblem("publisher", publisher),
    textProblem("title", title),
    publishedOn != null &&
      !isDay(publishedOn) &&
      bad("publishedOn", `expected YYYY-MM-DD or YYYY-MM; got ${JSON.stringify(publishedOn.slice(0, 40))}.`),
    publishedOn != null &&
      publishedOn > now &&
      bad("publishedOn", `expected today, ${now}, or before; got ${publishedOn.slice(0, 40)}.`),
    webUrlProblem("url", url),
  ];
}

function isDay(text: string): boolean {
  return isCalendarDay(text) || (/^\d{4}-\d{2}$/.test(text) && isCalendarDay(`${text}-01`));
}
