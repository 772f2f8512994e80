import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { ComponentResult } from "./component-result";
import { componentByCode } from "./composite-index.loaders";
import { IndexComponent } from "./index-component";
import type { FieldedResult } from "./index-edition.loaders";

@Resolver(() => ComponentResult)
export class ComponentResultResolver {
  @FieldResolver(() => IndexComponent, { description: "What was measured." })
  component(
    @Root() { componentCode }: ComponentResult,
    @Ctx() context: SubgraphContext,
  ): Promise<IndexComponent> {
    return context.loadKnown(componentByCode, componentCode);
  }

  @FieldResolver(() => Int, {
    description: "How many provinces were ranked; ranks of different fields are not comparable.",
  })
  fieldSize(@Root() { fieldSize }: FieldedResult): number {
    return fieldSize;
  }
}
