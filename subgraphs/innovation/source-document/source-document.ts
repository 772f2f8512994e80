import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A public document that figures and plans are taken from." })
@Entity()
export class SourceDocument {
  @Field(() => ID, { description: "e.g. vietnamplus-2025-11-14." })
  @PrimaryColumn("text", { name: "id" })
  code!: string;

  @Field(() => String, { nullable: true, description: "Who published it; null when that is not known." })
  @Column("text", { nullable: true })
  publisher!: string | null;

  /** In the language in which it was published. */
  @Column("text")
  title!: string;

  /** The title itself where it was published in Vietnamese, else a translation of ours; null when nobody made one. */
  @Column("text", { nullable: true })
  titleVi?: string | null;

  @Column("text", { nullable: true })
  titleEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Date of publication as far as it is known: a day (2025-11-14) or only a month (2025-11); null when it is " +
      "not known.",
  })
  @Column("text", { nullable: true })
  publishedOn!: string | null;

  @Field(() => String, { nullable: true, description: "Where it can be read; null when that is not known." })
  @Column("text", { nullable: true })
  url!: string | null;
}
