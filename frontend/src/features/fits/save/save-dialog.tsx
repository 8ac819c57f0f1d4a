import {
  Alert,
  Button,
  Code,
  Group,
  List,
  Loader,
  Modal,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useQuery } from "@apollo/client/react";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { FittingCharactersQuery } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { ErrorAlert, ErrorNotice } from "../../../shared/ui/error-notice.tsx";
import { useSaveFitting } from "./use-save-fitting.ts";

const FITTING_CHARACTERS = graphql(`
  query FittingCharacters {
    me {
      id
      characters {
        id
        name
        scopes
        authorisation
      }
    }
  }
`);

const SCOPE = "esi-fittings.write_fittings.v1";
const LONGEST_NAME = 50;

interface SaveDialogProps {
  killmailId: string;
  hull: string | null;
  onClose: () => void;
}

/** Which pilot gets the fit, and under which name. */
export function SaveDialog({ killmailId, hull, onClose }: SaveDialogProps) {
  const { data, error, refetch } = useQuery(FITTING_CHARACTERS, {
    fetchPolicy: "network-only",
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title="Save this fit in the game"
      centered
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {data?.me ? (
        <SaveForm
          killmailId={killmailId}
          hull={hull}
          characters={data.me.characters}
          onClose={onClose}
        />
      ) : error ? (
        <ErrorNotice
          error={error}
          onRetry={() => void refetch().catch(() => undefined)}
        />
      ) : (
        <Loader size="sm" />
      )}
    </Modal>
  );
}

type Character = NonNullable<
  FittingCharactersQuery["me"]
>["characters"][number];

interface SaveFormProps extends SaveDialogProps {
  characters: readonly Character[];
}

function SaveForm({ killmailId, hull, characters, onClose }: SaveFormProps) {
  const [characterId, setCharacterId] = useState(characters[0]?.id ?? null);
  const [name, setName] = useState(
    `${hull ?? "Fit"} ${killmailId}`.slice(0, LONGEST_NAME),
  );
  const { save, saved, startAnew, ...action } = useSaveFitting(killmailId);
  const chosen = characters.find(({ id }) => id === characterId);
  const needsLogin =
    chosen !== undefined &&
    !(chosen.authorisation === "ACTIVE" && chosen.scopes.includes(SCOPE));
  if (saved) {
    return (
      <Stack>
        <Alert
          variant="outline"
          color="teal"
          icon={<IconCheck size={18} />}
          title="It is in the game"
        >
          <Text size="sm">
            Open the fitting window of {chosen?.name ?? "your pilot"}: it is
            among the personal fittings, as “{name.trim()}”.
          </Text>
          {saved.leftOut.length > 0 ? (
            <List size="sm" mt="xs">
              {saved.leftOut.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          ) : null}
        </Alert>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={startAnew}>
            Save it once more
          </Button>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (characterId !== null && !action.isBusy) save(characterId, name);
      }}
    >
      <Stack>
        <Select
          label="Pilot"
          data={characters.map(({ id, name: label }) => ({ value: id, label }))}
          value={characterId}
          onChange={setCharacterId}
          allowDeselect={false}
        />
        <TextInput
          label="Name of the fit"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          data-autofocus
        />
        {needsLogin ? (
          <Text size="sm">
            EVE will ask you to let this site save fits for {chosen.name}:
            choose that pilot there. You come back here, and save then.
            <br />
            <Code fz={11} style={{ overflowWrap: "anywhere" }}>
              {SCOPE}
            </Code>
          </Text>
        ) : null}
        {action.error ? (
          <ErrorAlert error={action.error} onClose={action.dismissError} />
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button
            type="submit"
            loading={action.isBusy}
            disabled={name.trim() === "" || characterId === null}
          >
            {needsLogin ? "Go on to EVE" : "Save it"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
