import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Organization } from "../organization/organization";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A software application that wards and communes work with." })
@Entity()
@Check("application_replaced_by_code_check", "replaced_by_code <> code")
export class Application {
  @Field(() => ID, { description: "Key of the application in the graph, e.g. UD-01." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  @Column("text")
  name!: string;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text")
  ownerCode!: string;

  @Field(() => String, { nullable: true, description: "What it is for." })
  @Column("text", { nullable: true })
  purpose!: string | null;

  @Index()
  @ForeignKey(() => Application)
  @Column("text", { nullable: true })
  replacedByCode!: string | null;

  /** Linked where rows are read, for a list of units needs it thousands of times. */
  @Field(() => Application, {
    nullable: true,
    description: "Another application that replaces it: one that is shared, where units now run their own.",
  })
  replacedBy!: Application | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  @Field(() => Organization, { description: "Who answers for it." })
  get owner(): Organization {
    return { code: this.ownerCode };
  }
}
