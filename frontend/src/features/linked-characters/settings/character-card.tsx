import {
  Alert,
  Anchor,
  Button,
  Group,
  Paper,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { IconInfoCircle, IconLogin2, IconRefresh } from "@tabler/icons-react";
import { Link } from "react-router";
import type { CharacterCardFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf } from "../../../shared/eve/names.ts";
import { Disclosure } from "../../../shared/ui/disclosure.tsx";
import { ErrorAlert } from "../../../shared/ui/error-notice.tsx";
import { EveImage } from "../../../shared/ui/eve-image.tsx";
import { Name } from "../../../shared/ui/name.tsx";
import { loginHref } from "../../accounts/login-href.ts";
import { CorporationPanel } from "../../corporation-sync/corporation-panel.tsx";
import { DelaySelect } from "../../publication/delay-select.tsx";
import { BudgetTable } from "../../sync/history/budget-table.tsx";
import { ListCompleteness } from "../../sync/list-completeness.tsx";
import { ListDetails } from "../../sync/list-details.tsx";
import { ListFacts } from "../../sync/list-facts.tsx";
import { SyncProgressBar } from "../../sync/sync-progress-bar.tsx";
import { SyncStateBadge } from "../../sync/sync-state-badge.tsx";
import { BackfillPanel } from "../../zkillboard-backfill/backfill-panel.tsx";
import classes from "./character-card.module.css";
import { UnlinkButton } from "./unlink-button.tsx";
import { useRequestSync } from "./use-request-sync.ts";
import { useSetPublicationDelay } from "./use-set-publication-delay.ts";

graphql(`
  fragment CharacterCard on LinkedCharacter {
    ...LinkedCharacterParts
    publicationDelay
    esiBudgets {
      ...EsiBudgetRow
    }
    sync {
      notice
      isListComplete
      listMessage
      tokensLeft
      tokenLimit
      checks(first: 20) {
        ...SyncCheckRow
      }
      gaps(first: 20) {
        ...SyncGapRow
      }
    }
    ...CorporationPanel
  }
`);

interface CharacterCardProps {
  linked: CharacterCardFragment;
}

/** One linked character: whether it may be read, how its sync stands, who gets to see what it brings, and its corporation. */
export function CharacterCard({ linked }: CharacterCardProps) {
  const { sync, name } = linked;
  const { setDelay, ...delayAction } = useSetPublicationDelay(linked.id);
  return (
    <Paper
      component="article"
      id={`character-${linked.id}`}
      aria-label={name}
      className={classes.card}
      withBorder
      p={{ base: "md", sm: "lg" }}
    >
      <Stack gap="md">
        <Head linked={linked} />
        {sync.notice === null ? null : (
          <Alert
            variant="light"
            color="cyan"
            icon={<IconInfoCircle size={18} />}
          >
            {sync.notice}
          </Alert>
        )}
        <Stack gap="sm">
          <SyncProgressBar name={name} sync={sync} />
          <ListCompleteness
            isComplete={sync.isListComplete}
            sentence={sync.listMessage}
          />
          <ListFacts list={sync} />
          <div>
            <ListDetails name={name} list={sync} />
            <Disclosure label="What EVE still allows">
              {() => <BudgetTable name={name} budgets={linked.esiBudgets} />}
            </Disclosure>
          </div>
        </Stack>
        <section className={classes.section} aria-label="Publication">
          <DelaySelect
            label="These killmails"
            delay={linked.publicationDelay}
            setDelay={setDelay}
            {...delayAction}
          />
        </section>
        <section className={classes.section} aria-label="Corporation">
          <CorporationPanel linked={linked} />
        </section>
        <section className={classes.section} aria-label="zKillboard">
          <BackfillPanel kind="CHARACTER" entityId={linked.id} name={name} />
        </section>
      </Stack>
    </Paper>
  );
}

function Head({ linked }: CharacterCardProps) {
  const { sync, character, name, corporationSync } = linked;
  const { requestSync, ...action } = useRequestSync(linked.id);
  const isUnderway = sync.state === "QUEUED" || sync.state === "RUNNING";
  return (
    <>
      <div className={classes.head}>
        <EveImage src={character.portraitUrl} size={72} />
        <Stack gap={6} miw={0} flex={1}>
          <Group justify="space-between" gap="xs" align="flex-start">
            <div className={classes.names}>
              <Title order={2} size="h4">
                <Anchor
                  component={Link}
                  to={`/character/${character.id}`}
                  inherit
                  c="inherit"
                >
                  {name}
                </Anchor>
              </Title>
              {corporationSync.corporation ? (
                <Text size="sm" c="dimmed">
                  <Anchor
                    component={Link}
                    to={`/corporation/${corporationSync.corporation.id}`}
                    inherit
                    c="inherit"
                  >
                    <Name
                      label={labelOf(
                        "Corporation",
                        corporationSync.corporation,
                      )}
                    />
                  </Anchor>
                </Text>
              ) : null}
            </div>
            <SyncStateBadge state={sync.state} />
          </Group>
          <Text size="sm" aria-live="polite">
            {sync.message}
          </Text>
        </Stack>
      </div>
      {action.error ? (
        <ErrorAlert error={action.error} onClose={action.dismissError} />
      ) : null}
      <Group gap="xs">
        {sync.needsLogin ? (
          <Button
            component="a"
            href={loginHref()}
            size="sm"
            leftSection={<IconLogin2 size={16} aria-hidden />}
            aria-label={`Log in again with ${name}`}
          >
            Log in again
          </Button>
        ) : (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={requestSync}
            loading={action.isBusy}
            disabled={isUnderway || sync.state === "STOPPED"}
            aria-label={`Check the killmails of ${name} now`}
          >
            {isUnderway ? "Checking…" : "Check now"}
          </Button>
        )}
        <UnlinkButton characterId={linked.id} name={name} />
      </Group>
    </>
  );
}
