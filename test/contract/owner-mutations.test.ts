import { publicViewer } from "../../shared/http/identity/viewer";
import type { Subgraph } from "../../shared/kit/subgraph/define-subgraph";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { ownerMutations } from "../support/schema/owner-mutation-cases";
import { editorOf, openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/* What every mutation does alike that records a row of its owner as it stands now. */

const opened = new Map<Subgraph, TestSubgraph>();
beforeAll(async () => {
  for (const subgraph of [infrastructure, innovation, procedures, tasks])
    opened.set(subgraph, await openTestSubgraph(subgraph));
});
afterAll(async () => {
  for (const subgraph of opened.values()) await subgraph.close();
});

describe.each(ownerMutations)(
  "$name",
  ({ subgraph, name, field, input, fields, recorded, changed, wrong, writer }) => {
    const record = async (changes: object = {}, viewer = editorOf(writer)) => {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const answer = await opened
        .get(subgraph)
        ?.execute(
          `mutation ($input: ${type}!) { ${name}(input: $input) { ${field} { ${fields} } userErrors { code message } } }`,
          { input: { ...input, ...changes } },
          { viewer },
        );
      const payload = answer?.data?.[name] as
        | { [field: string]: unknown; userErrors: { code: string; message: string }[] }
        | null
        | undefined;
      return {
        errors: answer?.errors.map(({ code }) => code),
        row: payload?.[field],
        problems: payload?.userErrors,
      };
    };

    it("records the row, once for one key, and changes it", async () => {
      const first = await record({ idempotencyKey: `k-${name}` });
      expect(first).toEqual({ errors: [], row: recorded, problems: [] });
      expect(await record({ idempotencyKey: `k-${name}` })).toEqual(first);
      expect((await record(changed[0])).row).toEqual({ ...recorded, ...changed[1] });
    });

    it.each(wrong)("refuses %j", async (changes, code, message) => {
      const { errors, row, problems } = await record(
        changes,
        code === "FORBIDDEN" ? editorOf("SNV") : undefined,
      );
      if (code === "FORBIDDEN") {
        expect(errors).toEqual([code]);
        return;
      }
      expect([row, problems?.map((one) => one.code)]).toEqual([null, [code]]);
      expect(problems?.[0]?.message).toContain(message);
    });

    it("is for its owner and admins", async () => {
      expect((await record({}, publicViewer)).errors).toEqual(["UNAUTHENTICATED"]);
      expect((await record({}, editorOf("SNV"))).errors).toEqual(["FORBIDDEN"]);
    });
  },
);

it("lets nobody take a platform from its operator by naming another", async () => {
  const answer = await opened
    .get(infrastructure)
    ?.execute(
      `mutation { recordPlatform(input: { code: "lgsp", name: "Của tôi", owner: "SNV" }) { platform { code } userErrors { code } } }`,
      {},
      { viewer: editorOf("SNV") },
    );
  expect(answer?.data).toEqual({ recordPlatform: { platform: null, userErrors: [{ code: "NOT_FOUND" }] } });
});
