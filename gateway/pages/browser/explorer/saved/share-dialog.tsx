import {
  Anchor,
  Button,
  CopyButton,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { listShares, revokeShare, type SavedQuery, shareQuery } from "../../api/saved-queries";
import { type Format, formats } from "../../api/tables";
import { Dialog } from "../../dialogs/dialog";
import { localeOf } from "../../i18n/locale-of";
import { useLanguage } from "../../i18n/use-language";
import { ErrorNotice } from "../../states/error-notice";

/** Makes an address that Excel opens without a token, until a day; and lists those that there are. */
export function ShareDialog({ saved, onClose }: { saved: SavedQuery; onClose(): void }) {
  const { t } = useTranslation(["explorer", "common"]);
  const language = useLanguage();
  const client = useQueryClient();
  const [format, setFormat] = useState<Format>("xlsx");
  const [days, setDays] = useState(30);
  const [made, setMade] = useState<{ url: string; expiresAt: string }>();
  const [error, setError] = useState<unknown>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      setMade(await shareQuery(saved.name, { format, days, language, locale: language }));
      await client.invalidateQueries({ queryKey: ["shares", saved.name] });
    } catch (failure) {
      setError(failure);
    }
  };

  return (
    <Dialog opened onClose={onClose} title={t("share.title")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("share.explain", { title: saved.title })}</Text>
          <Group grow align="flex-end">
            <NativeSelect
              label={t("download.format")}
              data={formats.map((value) => ({ value, label: value.toUpperCase() }))}
              value={format}
              onChange={({ currentTarget: { value } }) =>
                setFormat(formats.find((each) => each === value) ?? "xlsx")
              }
            />
            <NumberInput
              label={t("share.days")}
              min={1}
              max={365}
              value={days}
              onChange={(value) => setDays(Number(value))}
              hideControls
            />
          </Group>
          {error !== undefined && <ErrorNotice error={error} />}
          {made && <MadeAddress {...made} />}
          <Group justify="flex-end">
            <Button type="submit">{t("share.make")}</Button>
          </Group>
          <Shares name={saved.name} />
        </Stack>
      </form>
    </Dialog>
  );
}

function MadeAddress({ url, expiresAt }: { url: string; expiresAt: string }) {
  const { t } = useTranslation(["explorer", "common"]);
  const language = useLanguage();
  const until = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium" }).format(
    new Date(expiresAt),
  );
  return (
    <Group align="flex-end" gap="xs">
      <TextInput label={t("share.address", { until })} value={url} readOnly w="100%" />
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button onClick={copy}>{copied ? t("common:copied") : t("common:copy")}</Button>
        )}
      </CopyButton>
    </Group>
  );
}

/** Addresses that are open, each of which can be taken back. */
function Shares({ name }: { name: string }) {
  const { t } = useTranslation(["explorer", "common"]);
  const language = useLanguage();
  const client = useQueryClient();
  const { data = [] } = useQuery({
    queryKey: ["shares", name],
    queryFn: ({ signal }) => listShares(name, signal),
    retry: false,
  });
  const open = data.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && new Date(expiresAt) > new Date(),
  );
  if (open.length === 0) return null;
  const date = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium" });
  const revoke = async (id: string) => {
    await revokeShare(name, id);
    await client.invalidateQueries({ queryKey: ["shares", name] });
  };
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("share.open")}
      </Text>
      {open.map(({ id, format, expiresAt, uses }) => (
        <Group key={id} justify="space-between">
          <Text size="sm">
            {t("share.one", {
              format: format.toUpperCase(),
              until: date.format(new Date(expiresAt)),
              uses: String(uses),
            })}
          </Text>
          <Anchor component="button" type="button" size="sm" onClick={() => revoke(id)}>
            {t("share.revoke")}
          </Anchor>
        </Group>
      ))}
    </div>
  );
}
