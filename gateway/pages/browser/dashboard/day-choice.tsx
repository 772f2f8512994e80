import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { go } from "./address/use-address";
import { useFormat } from "./figures/use-format";
import { usePrefetch } from "./live/use-prefetch";
import { daysLater, weekdayOf } from "./view/view";

export interface DayChoiceProps {
  /** The day that is shown; undefined until it is known. */
  day: string | undefined;
  today: string | undefined;
  isPast: boolean;
  /** What stands beside it. */
  children: ReactNode;
}

/** So long a reader looks at a day, in milliseconds, before those beside it are asked for. */
const restMs = 150;

/**
 * The day that all parts follow: by its field, or one by one. It is written in the page's language beside the field, which is
 * written in the browser's: 11/09 may be either day there. The days beside it are asked for when somebody looks back at
 * all, or comes to the field or the buttons: an arrow key or a click leads to them.
 */
export function DayChoice({ day, today, isPast, children }: DayChoiceProps) {
  const { t } = useTranslation("dashboard");
  const { day: write } = useFormat();
  const client = useQueryClient();
  const prefetch = usePrefetch();
  const step = (days: number) => {
    const other = day === undefined ? undefined : daysLater(day, days);
    return other === undefined || today === undefined || other > today ? undefined : other;
  };
  const steps = [
    { name: "before", sign: "‹", to: step(-1) },
    { name: "after", sign: "›", to: step(1) },
  ] as const;
  const change = (to: string | undefined) => ({ day: to === today ? null : (to ?? null) });
  const prefetchBeside = () => {
    for (const { to } of steps) if (to !== undefined) prefetch(change(to));
  };
  // The day decides all of it. Its own figures come first: they are what the reader waits for.
  useEffect(() => {
    if (!isPast) return undefined;
    const timer = setInterval(() => {
      if (client.isFetching() > 0) return;
      clearInterval(timer);
      prefetchBeside();
    }, restMs);
    return () => clearInterval(timer);
  }, [isPast, day]);
  const [before, after] = steps.map(({ name, sign, to }) => (
    <Button
      key={name}
      size="xs"
      variant="default"
      className="day-step"
      data-step={name}
      aria-label={t(`days.${name}`)}
      disabled={to === undefined}
      onClick={() => to !== undefined && go(change(to))}
    >
      {sign}
    </Button>
  ));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is used are the field and the buttons in it.
    <div className="day-choice" onPointerEnter={prefetchBeside} onFocus={prefetchBeside}>
      {before}
      <TextInput
        type="date"
        size="xs"
        label={day === undefined ? t("day") : `${t("day")}: ${t(`weekday.${weekdayOf(day)}`)} ${write(day)}`}
        {...(today !== undefined && { max: today })}
        value={day ?? ""}
        onChange={({ currentTarget: { value } }) => {
          if (value !== "") go({ day: value === today ? null : value });
        }}
      />
      {after}
      {isPast && (
        <Button size="xs" variant="default" onClick={() => go({ day: null })}>
          {t("today")}
        </Button>
      )}
      {children}
    </div>
  );
}
