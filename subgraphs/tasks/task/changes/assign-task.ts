import sql from "sql-template-tag";
import { today } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { findDissolved } from "../../organization/current-organization";
import { Task } from "../task";
import { TaskChangeKind } from "../task-change";
import { TaskCoordinator } from "../task-coordinator";
import { addChange } from "./task-changes";
import type { AssignTaskInput, TaskPayload } from "./task-changes.inputs";

/** Assigns a new task. An editor of the leading organization may. */
export async function assignTask(context: SubgraphContext, input: AssignTaskInput): Promise<TaskPayload> {
  requireOrganization(
    context.viewer,
    [input.leadOrganization],
    `assigning a task to ${input.leadOrganization}`,
  );
  const request = { operation: "assignTask", input };
  const { entity, userErrors } = await runMutation<Task>(context, request, async (database) => {
    refuseIfAny([...ownProblems(input, today(context.clock)), ...(await problemsWithRows(database, input))]);
    const { identifiers } = await database.repository(Task).insert(rowOf(input));
    const id = String(identifiers[0]?.id);
    const coordinators = input.coordinatingOrganizations.map((organizationCode) => ({
      taskId: id,
      organizationCode,
    }));
    await database.repository(TaskCoordinator).insert(coordinators);
    await addChange(context, database, id, { kind: TaskChangeKind.ASSIGNED, dueOn: input.dueOn });
    return database.repository(Task).findOneByOrFail({ id });
  });
  return { task: entity, userErrors };
}

function rowOf(input: AssignTaskInput): Partial<Task> {
  const { code, title, assignedBy, assignedOn, dueOn } = input;
  const { person = null, work = null, responsibility = null, product = null, authority = null } = input;
  return {
    code,
    title,
    assignedBy,
    leadOrganizationCode: input.leadOrganization,
    assignedOn,
    originalDueOn: dueOn,
    dueOn,
    completedOn: null,
    person,
    work,
    responsibility,
    product,
    authority,
    keyResultCode: input.keyResult ?? null,
    origin: DataOrigin.REPORTED,
  };
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

/** Problems that the input alone shows. */
function ownProblems(input: AssignTaskInput, now: string): (UserError | false)[] {
  const { code, title, assignedOn, dueOn, coordinatingOrganizations: coordinators, leadOrganization } = input;
  const { person, work, responsibility, product, authority } = input;
  return [
    !/^[A-Za-z0-9][A-Za-z0-9./-]{0,49}$/.test(code) &&
      bad(
        "code",
        `expected 1 to 50 letters, digits, points, slashes and hyphens; got ${JSON.stringify(code)}.`,
      ),
    title.trim() === "" && bad("title", "expected a title; got a blank one."),
    assignedOn > now && bad("assignedOn", `expected today, ${now}, or before; got ${assignedOn}.`),
    dueOn < assignedOn && bad("dueOn", `expected no day before assignedOn, ${assignedOn}; got ${dueOn}.`),
    coordinators.length > 50 &&
      bad("coordinatingOrganizations", `expected at most 50 codes; got ${coordinators.length}.`),
    new Set([leadOrganization, ...coordinators]).size <= coordinators.length &&
      bad("coordinatingOrganizations", "expected each organization once, and not the lead."),
    ...textProblems({ title, person, work, responsibility, product, authority }),
  ];
}

/** Problems of the input that the stored rows show. */
async function problemsWithRows(database: Database, input: AssignTaskInput): Promise<(UserError | false)[]> {
  const { code, leadOrganization, coordinatingOrganizations: coordinators, keyResult = null } = input;
  const absent = await database.rows<{ code: string; story: string }>(
    findDissolved(sql`${[leadOrganization, ...coordinators]}::text[]`, sql`${input.assignedOn}::date`),
  );
  const found = await database.row<{ taken: boolean; unknown: string[]; keyResultKnown: boolean }>(sql`
    SELECT EXISTS (SELECT FROM task WHERE code = ${code}) AS taken,
      ARRAY(SELECT named FROM unnest(${[leadOrganization, ...coordinators]}::text[]) AS named
        WHERE NOT EXISTS (SELECT FROM organization o WHERE o.code = named)) AS unknown,
      ${keyResult}::text IS NULL OR EXISTS (SELECT FROM key_result WHERE code = ${keyResult}) AS "keyResultKnown"`);
  const unknownCoordinators = found.unknown.filter((unknown) => coordinators.includes(unknown));
  const notFound = (field: string, message: string) => userError("NOT_FOUND", field, message);
  return [
    found.taken && userError("ALREADY_EXISTS", "code", `expected a new code; ${code} is another task's.`),
    found.unknown.includes(leadOrganization) &&
      notFound("leadOrganization", `expected the code of an organization; got ${leadOrganization}.`),
    unknownCoordinators.length > 0 &&
      notFound(
        "coordinatingOrganizations",
        `expected codes of organizations; got ${unknownCoordinators.join(", ")}.`,
      ),
    ...absent.map(({ code: organization, story }) =>
      bad(
        organization === leadOrganization ? "leadOrganization" : "coordinatingOrganizations",
        `expected one that stood on ${input.assignedOn}; got ${organization}: ${story}.`,
      ),
    ),
    !found.keyResultKnown && notFound("keyResult", `expected the code of a key result; got ${keyResult}.`),
  ];
}
