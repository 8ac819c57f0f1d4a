import { NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { PublicationDelay } from "../../graphql/generated/graphql.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { delays, delayTexts, isSooner } from "./delays.ts";

interface DelaySelectProps {
  /** Whose mails, as in "Killmails of Kira Vale". */
  label: string;
  delay: PublicationDelay;
  isBusy: boolean;
  error: unknown;
  dismissError: () => void;
  /** True when it was done. */
  setDelay: (delay: PublicationDelay) => Promise<boolean>;
}

/** When private mails become public. A sooner moment is asked for twice: what has become public stays so. */
export function DelaySelect(props: DelaySelectProps) {
  const { label, delay, isBusy, error, dismissError, setDelay } = props;
  const [wanted, setWanted] = useState<PublicationDelay | null>(null);

  const save = async (chosen: PublicationDelay): Promise<void> => {
    if (await setDelay(chosen)) setWanted(null);
  };
  return (
    <Stack gap="xs">
      <NativeSelect
        label={`${label} become public`}
        description="Counted from when KillReport first recorded a mail. Of all who have the mail, the shortest delay counts. Public is for good."
        data={delays.map((value) => ({ value, label: delayTexts[value] }))}
        value={delay}
        disabled={isBusy}
        maw={420}
        onChange={({ currentTarget }) => {
          const chosen = delays.find((one) => one === currentTarget.value);
          if (chosen === undefined || chosen === delay) return;
          if (isSooner(chosen, delay)) setWanted(chosen);
          else void save(chosen);
        }}
      />
      {error && wanted === null ? (
        <ErrorAlert error={error} onClose={dismissError} />
      ) : null}
      <ConfirmDialog
        isOpen={wanted !== null}
        onClose={() => {
          dismissError();
          setWanted(null);
        }}
        title="Make these killmails public?"
        action={{
          run: () => {
            if (wanted !== null) void save(wanted);
          },
          isBusy,
          error,
          dismissError,
        }}
        confirmLabel="Make them public"
        cancelLabel="Leave it as it is"
        isDangerous
      >
        <Text size="sm">
          {wanted === "AT_ONCE"
            ? "Everybody will see these killmails, those that are here already within a minute, new ones as they come."
            : "Everybody will see these killmails once they have been here that long. Those that have been already become public within a minute."}
        </Text>
        <Text size="sm" fw={600}>
          What has become public can not be made private again.
        </Text>
      </ConfirmDialog>
    </Stack>
  );
}
