import { Button, Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import {
  IconHistory,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from "@tabler/icons-react";
import { useState } from "react";
import type {
  BackfillPartsFragment,
  ZkillboardEntityKind,
} from "../../graphql/generated/graphql.ts";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { BackfillProgress } from "./backfill-progress.tsx";
import { BackfillStateBadge } from "./backfill-state-badge.tsx";
import { sinceChoices } from "./since-choices.ts";
import { useBackfill } from "./use-backfills.ts";
import { useChangeBackfill } from "./use-change-backfill.ts";
import { useStartBackfill } from "./use-start-backfill.ts";

interface BackfillPanelProps {
  kind: ZkillboardEntityKind;
  entityId: string;
  /** Whose killmails they are. */
  name: string;
}

/** Asks zKillboard for the past of a character or corporation, and shows how far that is. */
export function BackfillPanel({ kind, entityId, name }: BackfillPanelProps) {
  const backfill = useBackfill(kind, entityId);
  const isEnded =
    backfill === null ||
    backfill?.state === "DONE" ||
    backfill?.state === "CANCELLED";
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5">
          Older killmails from zKillboard
        </Title>
        {backfill ? <BackfillStateBadge state={backfill.state} /> : null}
      </Group>
      {backfill ? (
        <>
          <Text size="sm" aria-live="polite">
            {backfill.message}
          </Text>
          <BackfillProgress name={name} backfill={backfill} />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {kind === "CHARACTER"
            ? `zKillboard has public killmails that EVE’s own list lacks: older than 90 days, and those ${name} only assisted in.`
            : `zKillboard has public killmails of ${name} that are older than the 90 days of EVE’s own list.`}{" "}
          They are read month by month, which takes some minutes.
        </Text>
      )}
      {backfill && !isEnded ? (
        <Changes name={name} backfill={backfill} />
      ) : null}
      {isEnded ? (
        <StartForm
          kind={kind}
          entityId={entityId}
          name={name}
          isAgain={backfill !== null}
        />
      ) : null}
      <Text size="xs" c="dimmed">
        What this reveals: zKillboard learns that somebody on this site asks for{" "}
        {name}, and is sent no killmail. What it lists is public: those that are
        private here become public here, too.
      </Text>
    </Stack>
  );
}

interface StartFormProps extends BackfillPanelProps {
  /** It was read before, wholly or not. */
  isAgain: boolean;
}

function StartForm({ kind, entityId, name, isAgain }: StartFormProps) {
  const [since, setSince] = useState("");
  const { start, ...action } = useStartBackfill(kind, entityId);
  return (
    <>
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label="How far back"
          aria-label={`How far back zKillboard is asked for ${name}`}
          data={sinceChoices(new Date())}
          value={since}
          onChange={({ currentTarget }) => {
            setSince(currentTarget.value);
          }}
        />
        <Button
          variant="default"
          leftSection={<IconHistory size={16} aria-hidden />}
          onClick={() => {
            start(since === "" ? null : since);
          }}
          loading={action.isBusy}
          aria-label={`Ask zKillboard for ${name}`}
        >
          {isAgain ? "Ask again" : "Ask zKillboard"}
        </Button>
      </Group>
      {isAgain ? (
        <Text size="xs" c="dimmed">
          Months that were read to their end are not asked for again.
        </Text>
      ) : null}
      {action.error ? (
        <ErrorAlert error={action.error} onClose={action.dismissError} />
      ) : null}
    </>
  );
}

interface ChangesProps {
  name: string;
  backfill: BackfillPartsFragment;
}

function Changes({ name, backfill: { id, state } }: ChangesProps) {
  const { pause, resume, cancel, ...action } = useChangeBackfill(id);
  const isMoving = state === "QUEUED" || state === "RUNNING";
  return (
    <>
      <Group gap="xs">
        {isMoving ? (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPlayerPause size={16} aria-hidden />}
            onClick={pause}
            disabled={action.isBusy}
            aria-label={`Pause asking zKillboard for ${name}`}
          >
            Pause
          </Button>
        ) : (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={resume}
            disabled={action.isBusy}
            aria-label={`Resume asking zKillboard for ${name}`}
          >
            {state === "FAILED" ? "Try again" : "Resume"}
          </Button>
        )}
        <Button
          variant="subtle"
          color="red"
          size="sm"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          onClick={cancel}
          disabled={action.isBusy}
          aria-label={`Cancel asking zKillboard for ${name}`}
        >
          Cancel
        </Button>
      </Group>
      {action.error ? (
        <ErrorAlert error={action.error} onClose={action.dismissError} />
      ) : null}
    </>
  );
}
