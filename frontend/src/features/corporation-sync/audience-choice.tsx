import { Radio, Stack } from "@mantine/core";
import type { CorporationAudience } from "../../graphql/generated/graphql.ts";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { useSetCorporationAudience } from "./use-set-corporation-audience.ts";

const CHOICES: readonly {
  value: CorporationAudience;
  label: string;
  description: string;
}[] = [
  {
    value: "DIRECTORS",
    label: "Directors",
    description: "Those who let KillReport read the list.",
  },
  {
    value: "MEMBERS",
    label: "All members",
    description:
      "Everybody here with a linked character that is in the corporation now.",
  },
];

interface AudienceChoiceProps {
  characterId: string;
  audience: CorporationAudience;
}

/** Who of the corporation sees the killmails that only its list shows. */
export function AudienceChoice({ characterId, audience }: AudienceChoiceProps) {
  const { setAudience, isBusy, error, dismissError } =
    useSetCorporationAudience(characterId);
  return (
    <Stack gap="xs">
      <Radio.Group
        label="Who sees the corporation’s killmails"
        description="Holds for the whole corporation; any of these directors can change it."
        name={`audience-${characterId}`}
        value={audience}
        onChange={(value) => {
          const choice = CHOICES.find((one) => one.value === value);
          if (choice) setAudience(choice.value);
        }}
      >
        <Stack gap="xs" mt="xs">
          {CHOICES.map((choice) => (
            <Radio key={choice.value} disabled={isBusy} {...choice} />
          ))}
        </Stack>
      </Radio.Group>
      {error ? <ErrorAlert error={error} onClose={dismissError} /> : null}
    </Stack>
  );
}
