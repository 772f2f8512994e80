import { buildSchema } from "graphql";
import { compileRewrites, renamer } from "./rewrites";

const schema = buildSchema(
  "type Query { a: Int } interface Named { name: Int } type Cat implements Named { name: Int }",
);

describe("a plan's rewrites", () => {
  it("give a renamed field its name back, whatever its value is", () => {
    const rename = compileRewrites(schema, [
      { path: ["pets", { types: ["Named"] }, "x__alias_0"], renameKeyTo: "x" },
    ]);
    // Apollo's executor leaves 0, false and "" under the other name.
    const data = { pets: [0, false, "", null, 2].map((value) => ({ __typename: "Cat", x__alias_0: value })) };
    rename?.(data);
    expect(JSON.parse(JSON.stringify(data)).pets).toEqual(
      [0, false, "", null, 2].map((x) => ({ __typename: "Cat", x })),
    );
  });

  it("leave objects of other types as they are", () => {
    const rename = compileRewrites(schema, [
      { path: [{ types: ["Named"] }, "__typename"], setValueTo: "Pet" },
    ]);
    const data = [{ __typename: "Cat" }, { __typename: "Query" }, null];
    rename?.(data);
    expect(data).toEqual([{ __typename: "Pet" }, { __typename: "Query" }, null]);
  });

  it("are known to the paths of errors", () => {
    const rename = renamer([{ path: ["x__alias_0"], renameKeyTo: "x" }]);
    expect([rename("x__alias_0"), rename("y")]).toEqual(["x", "y"]);
  });
});
