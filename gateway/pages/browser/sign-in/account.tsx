import { Button, Popover, Stack, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/locale-of";
import { useLanguage } from "../i18n/use-language";
import { session } from "../session/session";
import { readClaims } from "../session/token-claims";
import { useViewer } from "./use-viewer";

/** Who is signed in, as what, and until when; and the way out. */
export function Account({ token }: { token: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const viewer = useViewer();
  const claims = readClaims(token);
  const role = t(`signIn.roles.${viewer?.role ?? "public"}`);
  const until =
    claims?.expiresAtMs === undefined
      ? "–"
      : new Intl.DateTimeFormat(localeOf(language), { dateStyle: "short", timeStyle: "short" }).format(
          claims.expiresAtMs,
        );
  const rows: [string, string][] = [
    [t("signIn.role"), role],
    [t("signIn.subject"), viewer?.subject ?? claims?.subject ?? "–"],
    ...(viewer?.organization
      ? [[t("signIn.organization"), viewer.organization.name] as [string, string]]
      : []),
    [t("signIn.until"), until],
  ];
  return (
    <Popover trapFocus position="bottom-end" withArrow>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          style={{ flexShrink: 0 }}
          aria-label={t("signIn.account", { role })}
        >
          {role}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Table withRowBorders={false} verticalSpacing={2}>
            <Table.Tbody>
              {rows.map(([name, value]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{name}</Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Button size="xs" variant="default" onClick={session.signOut}>
            {t("signIn.out")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
