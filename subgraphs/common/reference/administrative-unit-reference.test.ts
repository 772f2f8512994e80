import "reflect-metadata";
import { printType } from "graphql";
import { buildSchema, FieldResolver, Query, Resolver } from "type-graphql";
import { administrativeUnitReference } from "./administrative-unit-reference";

/** The resolvers of a sector that adds one field to AdministrativeUnit. */
function sectorWith(field: string) {
  const AdministrativeUnit = administrativeUnitReference();
  @Resolver(() => AdministrativeUnit)
  class UnitResolver {
    @Query(() => AdministrativeUnit)
    unit() {
      return { code: "00004" };
    }

    @FieldResolver(() => String, { name: field })
    added() {
      return field;
    }
  }
  return UnitResolver;
}

async function fieldsIn(sector: ReturnType<typeof sectorWith>): Promise<string> {
  const type = (await buildSchema({ resolvers: [sector] })).getType("AdministrativeUnit");
  return type ? printType(type).replace(/"""[^"]*"""\s*/g, "") : "";
}

it("makes a class for each sector: a field that one adds is not in the schema of another", async () => {
  const [first, second] = [sectorWith("first"), sectorWith("second")];
  expect(await fieldsIn(first)).toBe("type AdministrativeUnit {\n  code: ID!\n  first: String!\n}");
  expect(await fieldsIn(second)).toBe("type AdministrativeUnit {\n  code: ID!\n  second: String!\n}");
});
