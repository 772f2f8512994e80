import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { PolicyDocument } from "../policy-document/policy-document";
import { Programme } from "./programme";
import { programmesByBasis } from "./programme.loaders";

@Resolver(() => PolicyDocument)
export class PolicyDocumentProgrammesResolver {
  @FieldResolver(() => [Programme], {
    description: "The programmes and policy tools that rest on it, in order of their codes.",
  })
  programmes(@Root() { code }: PolicyDocument, @Ctx() context: SubgraphContext): Promise<Programme[]> {
    return context.loadKnown(programmesByBasis, code);
  }
}
