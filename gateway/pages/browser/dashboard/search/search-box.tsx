import { TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../states/error-notice";
import { go, useAddress } from "../address/use-address";
import { Search } from "../documents/documents";
import { useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import { useLive } from "../live/use-live";
import { findPanels } from "./find-panels";
import { type Finding, findingsOf } from "./findings-of";

/** Typing is over after so many milliseconds. */
const pauseMs = 200;
const fewestLetters = 2;

/** Finds units, organizations, indicators, procedures and the dashboard's own panels, with accents or without. */
export function SearchBox() {
  const { t } = useTranslation("dashboard");
  const { lang } = useFormat();
  const { address } = useAddress();
  const [text, setText] = useState(address.text);
  const [isOpen, setOpen] = useState(address.text !== "");
  const listId = useId();
  const [settled] = useDebouncedValue(text.trim(), pauseMs);
  const isLong = settled.length >= fewestLetters;
  const live = useLive(Search, { text: settled, lang }, { enabled: isLong && isOpen });
  const findings = isLong && live.data ? findingsOf(live.data, t) : [];
  const panels = isLong ? findPanels(settled, t) : [];
  const groups = [...panels, ...findings].filter(({ found }) => found.length > 0);
  const count = groups.reduce((sum, { found }) => sum + found.length, 0);
  const close = () => {
    setOpen(false);
    go({ text: "" }, { replaces: true });
  };
  const closeOnEscape = ({ key }: KeyboardEvent) => {
    if (key === "Escape") close();
  };
  const isDone = isLong && !live.isOutdated && (live.data !== undefined || live.error !== null);
  return (
    <search className="search-box" onKeyDown={closeOnEscape}>
      <TextInput
        type="search"
        size="xs"
        aria-label={t("search.label")}
        placeholder={t("search.placeholder")}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          setOpen(true);
          go({ text: value }, { replaces: true });
        }}
        onFocus={() => setOpen(true)}
        aria-controls={listId}
      />
      <div id={listId} className="search-results" hidden={!isOpen || !isLong}>
        <p role="status" className="panel-note">
          {isDone ? (count === 0 ? t("search.none", { text: settled }) : t("search.found", { count })) : null}
        </p>
        {live.error && <ErrorNotice error={live.error} onRetry={live.retry} />}
        {groups.map(({ title, found }) => (
          <div key={title}>
            <Title order={2} size="xs">
              {title}
            </Title>
            <ul className="plain-list">
              {found.map((finding) => (
                <li key={finding.key}>
                  <FindingLink finding={finding} onFollow={close} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </search>
  );
}

function FindingLink({ finding, onFollow }: { finding: Finding; onFollow(): void }) {
  const { name, to, anchor } = finding;
  const follow = () => {
    onFollow();
    if (anchor === undefined) return;
    // The panel is there when the part has been rendered.
    requestAnimationFrame(() => document.getElementById(anchor)?.scrollIntoView());
  };
  return to === undefined ? (
    <span>{name}</span>
  ) : (
    <AddressLink to={{ ...to, text: "" }} onFollow={follow} size="sm">
      {name}
    </AddressLink>
  );
}
