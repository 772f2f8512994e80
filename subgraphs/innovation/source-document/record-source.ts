import sql from "sql-template-tag";
import { isCalendarDay, today } from "../../../shared/base/clock/calendar-day";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { textProblem } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, UserInputError, userError } from "../../../shared/kit/mutation/user-input-error";
import { webUrlProblem } from "../../../shared/kit/mutation/web-url";
import type { RecordSourceInput, SourcePayload } from "./record-source.inputs";
import { SourceDocument } from "./source-document";

/** Records a source, so that figures can cite it. Every editor may: each organization cites what it reads. */
export async function recordSource(
  context: SubgraphContext,
  input: RecordSourceInput,
): Promise<SourcePayload> {
  requireRole(context.viewer, ["editor", "admin"], "recording a source");
  const request = { operation: "recordSource", input };
  const { entity, userErrors } = await runMutation<SourceDocument>(context, request, async (database) => {
    refuseIfAny(ownProblems(input, today(context.clock)));
    const { id, title, publishedOn = null, url = null } = input;
    const row = { id, publisher: input.publisher?.trim() ?? null, title: title.trim(), publishedOn, url };
    const inserted = await database.rows(sql`
      INSERT INTO source_document (id, publisher, title, published_on, url)
      VALUES (${row.id}, ${row.publisher}, ${row.title}, ${row.publishedOn}, ${row.url})
      ON CONFLICT DO NOTHING RETURNING id`);
    if (inserted.length > 0) return row;
    throw new UserInputError([
      userError("ALREADY_EXISTS", "id", `expected an id that no source has; ${id} is taken.`),
    ]);
  });
  return { source: entity, userErrors };
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

function ownProblems(
  { id, publisher, title, publishedOn, url }: RecordSourceInput,
  now: string,
): (UserError | false)[] {
  return [
    !/^[a-z0-9][a-z0-9.-]{0,79}$/.test(id) &&
      bad(
        "id",
        `expected 1 to 80 small letters, digits, points and hyphens; got ${JSON.stringify(id.slice(0, 90))}.`,
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
