import { Group, Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBoundary } from "../../states/error-boundary";
import { ErrorNotice } from "../../states/error-notice";
import { Loading } from "../../states/loading";
import { Notice } from "../../states/notice";
import type { Live } from "../live/use-live";
import { MissingPart } from "./missing-part";
import { type Origin, OriginMark } from "./origin-mark";
import type { PanelName } from "./panel-name";
import { PanelTools } from "./panel-tools";
import { PartialNotice } from "./partial-notice";
import type { Source } from "./source-link";

export interface PanelProps<Data extends object> {
  name: PanelName;
  live: Live<Data>;
  /** Fields at the top of the answer that the panel shows; where one is missing, its error stands in its place. */
  fields: readonly (keyof Data & string)[];
  /** Fields that the panel can do without; where one is missing, it says that some figures are. */
  besides?: readonly (keyof Data & string)[];
  /** Path of the list whose rows its file has, as of `POST /tables`. */
  list: string;
  origins(data: Data): readonly Origin[];
  sources?(data: Data): readonly (Source | null | undefined)[];
  /** What the reader has to know before the figures: a partial week, noise. */
  notes?(data: Data): readonly string[];
  /** Also stands on the sheet for the meeting. */
  isPrinted?: boolean;
  children(data: Data): ReactNode;
}

/** Figures of one answer under a heading, with all states that it can be in, and the ways from them. */
export function Panel<Data extends object>(props: PanelProps<Data>) {
  const { name, live, fields, besides = [], list, origins, sources, notes, isPrinted, children } = props;
  const { t } = useTranslation("dashboard");
  const { data, error, errors, isOutdated } = live;
  const isWhole = data !== undefined && fields.every((field) => data[field] !== null);
  const title = t(`panels.${name}.title`);
  return (
    <Paper
      component="section"
      id={name}
      className={isPrinted ? "panel" : "panel not-printed"}
      aria-labelledby={`${name}-title`}
      aria-busy={isOutdated || (data === undefined && error === null)}
      data-outdated={isOutdated || undefined}
      withBorder
    >
      <Group justify="space-between" gap="xs" align="flex-start">
        <Group gap="xs">
          <Title order={3} size="h5" id={`${name}-title`}>
            {title}
          </Title>
          {isWhole && <OriginMark origins={origins(data)} />}
        </Group>
        <PanelTools
          {...{ name, title, live, list }}
          sources={isWhole ? (sources?.(data) ?? []) : []}
          origins={isWhole ? origins(data) : []}
        />
      </Group>
      {error && <ErrorNotice error={error} onRetry={live.retry} />}
      {error && data !== undefined && <Notice kind="warning">{t("states.lastKnown")}</Notice>}
      {data === undefined && !error && <Loading />}
      {data !== undefined && !isWhole && <MissingPart {...{ fields, errors }} onRetry={live.retry} />}
      {live.isOfPublic && (
        <p className="panel-note" role="status">
          {t("states.ofPublic")}
        </p>
      )}
      {isWhole && <PartialNotice fields={[...fields, ...besides]} errors={errors} />}
      {isWhole &&
        notes?.(data).map((note) => (
          <p key={note} className="panel-note">
            {note}
          </p>
        ))}
      {isWhole && <ErrorBoundary>{children(data)}</ErrorBoundary>}
    </Paper>
  );
}
