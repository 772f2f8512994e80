import "reflect-metadata";
import { type GraphQLResolveInfo, graphql, isObjectType } from "graphql";
import {
  Arg,
  buildSchema,
  Ctx,
  Field,
  FieldResolver,
  Info,
  InputType,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { callDirectly, readPlainFields } from "./direct-resolvers";

@ObjectType()
class Shelf {
  @Field(() => String)
  code!: string;

  @Field(() => String, { name: "label" })
  caption!: string;

  get shout(): string {
    return this.code.toUpperCase();
  }
}

@InputType()
class Style {
  @Field(() => String)
  colour!: string;

  describe(): string {
    return `in ${this.colour}`;
  }
}

@Resolver(() => Shelf)
class ShelfResolver {
  calls = 0;

  @Query(() => [Shelf])
  shelves(): Shelf[] {
    const whole = Object.assign(new Shelf(), { code: "a", caption: "A" });
    // One that is no instance yet.
    return [whole, { code: "b", caption: "B" } as Shelf];
  }

  @FieldResolver(() => String)
  loud(@Root() shelf: Shelf): string {
    return shelf.shout;
  }

  @FieldResolver(() => String)
  async asker(@Ctx() context: { name: string }, @Root() { code }: Shelf): Promise<string> {
    return `${code} for ${context.name}`;
  }

  @FieldResolver(() => String)
  repeated(@Root() { code }: Shelf, @Arg("times", () => Number) times: number): string {
    return code.repeat(times);
  }

  @FieldResolver(() => String)
  written(
    @Root() { code }: Shelf,
    @Arg("style", () => Style, { nullable: true }) style: Style | null,
    @Arg("ends", () => [String], { defaultValue: ["!", "?"] }) ends: string[],
    @Info() info: GraphQLResolveInfo,
  ): string {
    return `${info.fieldName} ${code} ${style === null ? "null" : style?.describe()} ${ends.join("")}`;
  }

  @FieldResolver(() => Number)
  counted(@Root() _shelf: Shelf): number {
    this.calls += 1;
    return this.calls;
  }
}

const writtenOf = (code: string) => ({
  plain: `written ${code} undefined !?`,
  none: `written ${code} null `,
  styled: `written ${code} in red .`,
});

it("gives what type-graphql gives", async () => {
  const source = `{ shelves { code label loud asker repeated(times: 2) counted
    plain: written none: written(style: null, ends: []) styled: written(style: { colour: "red" }, ends: ["."]) } }`;
  const ask = async (isDirect: boolean) => {
    if (isDirect) readPlainFields();
    const schema = await buildSchema({ resolvers: [ShelfResolver], validate: false });
    if (isDirect) callDirectly(schema, [ShelfResolver]);
    const { data, errors } = await graphql({ schema, source, contextValue: { name: "me" } });
    return { data: JSON.parse(JSON.stringify(data)), errors };
  };
  const expected = await ask(false);
  expect(expected).toEqual({
    data: {
      shelves: [
        {
          code: "a",
          label: "A",
          loud: "A",
          asker: "a for me",
          repeated: "aa",
          counted: 1,
          ...writtenOf("a"),
        },
        {
          code: "b",
          label: "B",
          loud: "B",
          asker: "b for me",
          repeated: "bb",
          counted: 2,
          ...writtenOf("b"),
        },
      ],
    },
    errors: undefined,
  });
  const direct = await ask(true);
  const counted = (list: { counted: number }[]) => list.map(({ counted: _counted, ...rest }) => rest);
  expect(counted(direct.data.shelves)).toEqual(counted(expected.data.shelves));
});

it("leaves resolvers of other subgraphs alone", async () => {
  const schema = await buildSchema({ resolvers: [ShelfResolver], validate: false });
  const resolversOf = () => {
    const type = schema.getType("Shelf");
    return isObjectType(type) ? Object.values(type.getFields()).map(({ resolve }) => resolve) : [];
  };
  const before = resolversOf();
  expect(before).toHaveLength(7);
  callDirectly(schema, []);
  expect(resolversOf()).toEqual(before);
  callDirectly(schema, [ShelfResolver]);
  expect(resolversOf()).not.toEqual(before);
});
