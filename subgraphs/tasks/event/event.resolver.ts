import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import { Event } from "./event";
import { eventCodes } from "./event.codes";
import { EventsArguments } from "./event.inputs";
import { eventByCode } from "./event.loaders";
import { EventConnection, eventPages } from "./event.queries";

@Resolver(() => Event)
export class EventResolver {
  @Query(() => Event, { nullable: true, description: "One event by its code. Unknown is NOT_FOUND." })
  async event(
    @Arg("code", () => ID, { description: "e.g. steering-committee-57-conference-2025-11-14." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Event> {
    const event = await context.load(eventByCode, code);
    if (event === undefined) {
      throw notFound("event", code, await eventCodes.nearest(code, context));
    }
    return event;
  }

  @Query(() => EventConnection, { nullable: true, description: "Events in pages." })
  @SemanticNonNull()
  events(@Args() args: EventsArguments, @Ctx() context: SubgraphContext): Promise<Connection<Event>> {
    return eventPages.page(context, args);
  }

  @FieldResolver(() => String, { description: "What it is called." })
  name(
    @Root() { nameVi, nameEn }: Event,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? nameVi : nameEn;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: "Who held it; null when that is not a body of the city.",
  })
  async organizer(
    @Root() { organizerCode }: Event,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization | null> {
    return organizerCode === null ? null : context.loadKnown(organizationByCode, organizerCode);
  }

  @FieldResolver(() => SourceDocument, { nullable: true, description: sourceDescription })
  source(@Root() event: Event): SourceDocument | null {
    return sourceOf(event);
  }

  @FieldResolver(() => [Inference], { description: "What of it the source does not state, field by field." })
  inferences(@Root() { code }: Event, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "Event", code);
  }
}
