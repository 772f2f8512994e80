import { Directive, Field, ObjectType } from "type-graphql";
import type { QueryRunner } from "typeorm";
import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * What no source states of a row, but somebody concluded: the graph is no more certain than its sources, and says
 * so field by field. Every subgraph that holds published rows lists this entity.
 */
@Directive("@shareable")
@ObjectType({
  description:
    "Something about a published row that its source does not state, and that was concluded from elsewhere.",
})
@Entity()
export class Inference {
  /** Name of the row's type in the schema. */
  @PrimaryColumn("text")
  subject!: string;

  /** Key of the row within its type. */
  @PrimaryColumn("text")
  key!: string;

  @Field({ description: "Name of the field that is inferred, e.g. leadOrganizations." })
  @PrimaryColumn("text")
  field!: string;

  @Field({ description: "Who concluded it." })
  @Column("text")
  inferredBy!: string;

  @Field({ description: "What the source says, and why the field reads as it does." })
  @Column("text")
  reason!: string;
}

/** Makes the table. Part of migrations that have run: never change it, make another. */
export async function createInferences(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE inference (
      subject text NOT NULL,
      key text NOT NULL,
      field text NOT NULL,
      inferred_by text NOT NULL,
      reason text NOT NULL,
      CONSTRAINT inference_pkey PRIMARY KEY (subject, key, field))`);
}
