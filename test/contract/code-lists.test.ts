import sql from "sql-template-tag";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/* What a sector knows of codes that are at home in another, while rows come and go. */

const organizationRow = "'X1', 'Sở Mới', 'Sở Mới', 'New Department', 'DEPARTMENT', 'PEOPLES_COMMITTEE'";
const sectors = [
  {
    subgraph: tasks,
    ask: "tasks(filter: { leadOrganization: { in: $codes } }) { totalCount }",
    tell: `INSERT INTO organization (code, name_vi, short_name_vi, name_en, kind, axis) VALUES (${organizationRow})`,
  },
  {
    subgraph: procedures,
    ask: "procedures(filter: { competentOrganization: { in: $codes } }) { totalCount }",
    tell: "INSERT INTO organization VALUES ('X1', 'DEPARTMENT')",
  },
  {
    subgraph: innovation,
    ask: "observationChanges(filter: { organization: { in: $codes } }) { totalCount }",
    tell: "INSERT INTO organization VALUES ('X1')",
  },
  {
    subgraph: infrastructure,
    ask: "itSystems(filter: { owner: { in: $codes } }) { totalCount }",
    tell: "INSERT INTO organization VALUES ('X1', 'Sở Mới')",
  },
];

describe.each(sectors.map((sector) => [sector.subgraph.name, sector] as const))(
  "%s",
  (_, { subgraph: of, ask, tell }) => {
    let subgraph: TestSubgraph;
    beforeAll(async () => {
      subgraph = await openTestSubgraph(of);
    });
    afterAll(() => subgraph.close());

    const query = `query ($codes: [ID!]!) { asked: ${ask} }`;
    const refused = async (...codes: string[]) => {
      const { errors } = await subgraph.execute(query, { codes });
      return errors.map(({ message }) => message.replace(/^.*; got /, ""));
    };

    it("holds all organizations, and the authority of each unit", async () => {
      const { organizations } = await loadHome();
      expect(organizations.length).toBe(161);
      expect(await refused(...organizations)).toEqual([]);
      expect(await refused("U99999")).toEqual(['"U99999".']);
    });

    it("knows one that is added from the next request on, and lets one that has gone find nothing", async () => {
      expect(await refused("X1")).not.toEqual([]);
      await subgraph.dataSource.query(tell);
      expect(await refused("X1")).toEqual([]);
      await subgraph.dataSource.query("DELETE FROM organization WHERE code = 'X1'");
      expect(await subgraph.execute(query, { codes: ["X1"] })).toMatchObject({
        errors: [],
        data: { asked: { totalCount: 0 } },
      });
    });

    it("asks the database once a request, and not at all for what it knows", async () => {
      const aliased = `query ($codes: [ID!]!) { ${Array.from({ length: 5 }, (__, at) => `a${at}: ${ask}`).join(" ")} }`;
      const wrong = Array.from({ length: 1_000 }, (__, at) => `no-such-${at}`);
      const { errors, statements } = await subgraph.execute(aliased, { codes: wrong });
      expect([errors[0]?.message, statements]).toEqual([expect.stringMatching(/ and 997 more\.$/), 1]);
      const known = await subgraph.execute(query, { codes: ["SKHCN"] });
      const without = await subgraph.execute(
        query.replace(/\(filter.*?\} \}\)/, "").replace("($codes: [ID!]!)", ""),
      );
      expect(known.statements).toBeLessThanOrEqual(without.statements);
    });
  },
);

async function loadHome(): Promise<{ organizations: string[] }> {
  const home = await openTestSubgraph(tasks);
  const rows = await home.database.rows<{ code: string }>(
    sql`SELECT code FROM organization WHERE existed_until IS NULL ORDER BY code`,
  );
  await home.close();
  return { organizations: rows.map(({ code }) => code) };
}

it("refuses a code in each field that names it, and answers the others", async () => {
  const subgraph = await openTestSubgraph(procedures);
  const of = (code: string) =>
    `dossierStats(filter: { organization: { in: ["${code}"] } }) { totals { received } }`;
  const { data, errors } = await subgraph.execute(
    `{ a: ${of("skhcn")} b: ${of("SKHCN")} c: ${of("skhcn")} }`,
  );
  await subgraph.close();
  const message =
    'filter.organization.in: expected the code of an organization; got "skhcn" (did you mean "SKHCN"?).';
  const refused = (path: string) => ({ code: "BAD_USER_INPUT", message, path: [path] });
  expect(errors).toEqual([refused("a"), refused("c")]);
  expect(data).toEqual({ a: null, b: { totals: { received: expect.any(Number) } }, c: null });
});

describe("what nobody has told a sector", () => {
  it("is refused nowhere while the list is empty", async () => {
    const subgraph = await openTestSubgraph(innovation);
    await subgraph.dataSource.query(
      "DELETE FROM organization; UPDATE indicator SET responsible_organization_code = NULL",
    );
    const { errors, data } = await subgraph.execute(
      '{ observationChanges(filter: { organization: { in: ["anything"] } }) { totalCount } }',
    );
    await subgraph.close();
    expect({ errors, data }).toEqual({ errors: [], data: { observationChanges: { totalCount: 0 } } });
  });

  it("is taken where a row of its own names it", async () => {
    const subgraph = await openTestSubgraph(procedures);
    await subgraph.dataSource.query(
      "UPDATE procedure SET competent_organization_code = 'X2' WHERE code = '1.000008'; INSERT INTO administrative_unit VALUES ('09999', 'Mới', 'WARD')",
    );
    const { errors, data } = await subgraph.execute(
      '{ procedures(filter: { competentOrganization: { in: ["X2", "U09999"] } }) { totalCount } }',
    );
    await subgraph.close();
    expect({ errors, data }).toEqual({ errors: [], data: { procedures: { totalCount: 1 } } });
  });
});
