import "reflect-metadata";
import { Field, FieldResolver, Int, ObjectType, Query } from "type-graphql";
import { extensionReference } from "../subgraph/define-subgraph";

/*
 * What the compiler refuses: it fails where a line below is no error any more.
 */

@ObjectType()
class Row {
  @Field(() => String)
  code!: string;

  name!: string;
}

@ObjectType()
class Stub {
  @Field(() => String)
  code!: string;
}

@ObjectType()
export class Holder {
  // @ts-expect-error a key is no row
  @Field(() => Row)
  stub!: Pick<Row, "code">;

  // @ts-expect-error nor in a list
  @Field(() => [Row], { nullable: true })
  stubs!: { code: string }[] | null;

  // @ts-expect-error null where the schema promises a value
  @Field(() => Int)
  nothing!: number | null;

  // @ts-expect-error text where the schema promises a number
  @Field(() => Number)
  text!: string;

  @Field(() => Row)
  row!: Row;

  @Field(() => [Stub], { nullable: true })
  elsewhere!: { code: string }[] | null;
}

export class HolderResolver {
  // @ts-expect-error a key is no row
  @FieldResolver(() => Row)
  async stub(): Promise<Stub> {
    return { code: "a" };
  }

  // @ts-expect-error nor in a list
  @Query(() => [Row])
  stubs(): Stub[] {
    return [];
  }

  @FieldResolver(() => Row, { nullable: true })
  async row(): Promise<Row | null> {
    return null;
  }
}

it("lets references be answered by a mere key only where a type has nothing else", async () => {
  // @ts-expect-error a row has a name, too
  extensionReference(Row, "code");
  expect(extensionReference(Stub, "code").isHome).toBe(false);
});
