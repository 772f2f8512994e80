import type { GraphQLSchema } from "graphql";
import { publicViewer, type Viewer } from "../../../shared/http/identity/viewer";
import type { TestSubgraph } from "../subgraph/subgraph-harness";
import { minimalInput } from "./minimal-input";

const stranger: Viewer = { subject: "stranger", role: "editor", organization: "KHONGCO" };
const analyst: Viewer = { subject: "analyst", role: "analyst", organization: null };

/**
 * Mutations that let on whom they should not: the public, an analyst, or an editor of an organization that nothing belongs
 * to. Each is asked with the least that its input must have.
 *
 * @param ofAllEditors mutations that every editor may do.
 */
export async function viewerProblems(
  subgraph: TestSubgraph,
  schema: GraphQLSchema,
  ofAllEditors: readonly string[] = [],
): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const type = args.find((argument) => argument.name === "input")?.type;
    if (type === undefined) continue;
    const lets = async (viewer: Viewer): Promise<boolean> => {
      const { errors, data } = await subgraph.execute(
        `mutation ($input: ${type}) { answer: ${name}(input: $input) { userErrors { code } } }`,
        { input: minimalInput(type) },
        { viewer },
      );
      const answer = data?.answer as { userErrors: { code: string }[] } | null | undefined;
      return errors.length === 0 && !answer?.userErrors.some(({ code }) => code === "NOT_FOUND");
    };
    const who = [
      ...((await lets(publicViewer)) ? ["the public"] : []),
      ...((await lets(analyst)) ? ["an analyst"] : []),
      ...(!ofAllEditors.includes(name) && (await lets(stranger)) ? ["an editor of any organization"] : []),
    ];
    if (who.length > 0) {
      problems.push(
        `The mutation ${name} lets on ${who.join(", ")}. Begin it with requireOrganization(context.viewer, [whose the row is], "…"), and give the row by ownRow.`,
      );
    }
  }
  return problems;
}
