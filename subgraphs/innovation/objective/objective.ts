import { Directive, Field, ID, ObjectType } from "type-graphql";
import { ExternalField } from "../../../shared/kit/graphql/external-field";
import { KeyResult } from "../key-result/key-result";

/** Tasks owns it; this sector adds how far it is, by the indicators of its key results. */
@Directive('@key(fields: "code")')
@ObjectType({ description: "What an organization wants to reach in a period (the O of OKR)." })
export class Objective {
  @Field(() => ID, { description: "e.g. O-2026-DVC." })
  code!: string;

  @ExternalField(() => [KeyResult], { description: "What it is measured by, in order of their codes." })
  keyResults!: KeyResult[];
}
