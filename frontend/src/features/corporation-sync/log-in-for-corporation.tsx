import { Button, Group } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { useSetCorporationSync } from "./use-set-corporation-sync.ts";

interface LogInForCorporationProps {
  characterId: string;
  name: string;
}

/** On to EVE for what the wanted switch still needs. */
export function LogInForCorporation(props: LogInForCorporationProps) {
  const { characterId, name } = props;
  const { setEnabled, ...action } = useSetCorporationSync(characterId);
  return (
    <>
      {action.error ? (
        <ErrorAlert error={action.error} onClose={action.dismissError} />
      ) : null}
      <Group>
        <Button
          size="sm"
          leftSection={<IconLogin2 size={16} aria-hidden />}
          loading={action.isBusy}
          onClick={() => void setEnabled(true)}
          aria-label={`Log in with ${name} for the corporation's permissions`}
        >
          Log in for the permissions
        </Button>
      </Group>
    </>
  );
}
