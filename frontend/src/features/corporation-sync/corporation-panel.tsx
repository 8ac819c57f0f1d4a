import { Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CorporationPanelFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { labelOf } from "../../shared/eve/names.ts";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { SyncStateBadge } from "../sync/sync-state-badge.tsx";
import { BackfillPanel } from "../zkillboard-backfill/backfill-panel.tsx";
import { CorporationList } from "./corporation-list.tsx";
import { LogInForCorporation } from "./log-in-for-corporation.tsx";
import { TurnOnDialog } from "./turn-on-dialog.tsx";
import { useSetCorporationSync } from "./use-set-corporation-sync.ts";

graphql(`
  fragment CorporationPanel on LinkedCharacter {
    id
    name
    scopes
    corporationSync {
      isEnabled
      state
      message
      corporation {
        id
        name
      }
      ...CorporationListParts
    }
  }
`);

interface CorporationPanelProps {
  linked: CorporationPanelFragment;
}

/** The switch "sync my corporation's killmails" of one character, and what it brings while it is on. */
export function CorporationPanel({ linked }: CorporationPanelProps) {
  const { corporationSync: sync } = linked;
  const [isAsking, { open, close }] = useDisclosure();
  const { setEnabled, ...action } = useSetCorporationSync(linked.id);
  const corporation = sync.corporation
    ? labelOf("Corporation", sync.corporation).text
    : "the corporation";
  const isWanted = sync.state !== "OFF" && sync.state !== "REFUSED";
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5">
          Corporation killmails
        </Title>
        <SyncStateBadge state={sync.state} />
      </Group>
      <Switch
        label="Sync my corporation’s killmails"
        aria-label={`Sync the killmails of ${corporation} through ${linked.name}`}
        checked={isWanted}
        disabled={action.isBusy}
        onChange={({ currentTarget }) => {
          if (currentTarget.checked) open();
          else void setEnabled(false);
        }}
      />
      <Text
        size="sm"
        {...(sync.state === "OFF" && { c: "dimmed" })}
        aria-live="polite"
      >
        {sync.message}
      </Text>
      {sync.state === "LOGIN_NEEDED" ? (
        <LogInForCorporation characterId={linked.id} name={linked.name} />
      ) : null}
      {action.error && !isAsking ? (
        <ErrorAlert error={action.error} onClose={action.dismissError} />
      ) : null}
      {sync.isEnabled ? (
        <CorporationList
          characterId={linked.id}
          corporation={corporation}
          list={sync}
        />
      ) : null}
      {sync.isEnabled && sync.corporation ? (
        <BackfillPanel
          kind="CORPORATION"
          entityId={sync.corporation.id}
          name={corporation}
        />
      ) : null}
      <TurnOnDialog
        isOpen={isAsking}
        onClose={close}
        corporation={corporation}
        name={linked.name}
        scopes={linked.scopes}
        action={{
          ...action,
          run: () => {
            void setEnabled(true).then((isDone) => {
              if (isDone) close();
            });
          },
        }}
      />
    </Stack>
  );
}
