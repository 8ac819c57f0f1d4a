import { Text, Title } from "@mantine/core";
import type { KillmailHeaderFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf, partyLines } from "../../../shared/eve/names.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { EveImage } from "../../../shared/ui/eve-image.tsx";
import { EveTime } from "../../../shared/ui/eve-time.tsx";
import { Fact, Facts } from "../../../shared/ui/facts.tsx";
import { Name, PartyName } from "../../../shared/ui/name.tsx";
import { ResultChip } from "../../../shared/ui/result-chip.tsx";
import classes from "./killmail-header.module.css";
import { PlaceFacts } from "./place-facts.tsx";
import { PublicationBadge } from "./publication-badge.tsx";
import { PublishButton } from "./publish-button.tsx";

graphql(`
  fragment KillmailHeader on Killmail {
    ...KillmailRow
    ...PlaceFacts
    publicSince
    publicSource
    victim {
      damageTaken
      character {
        id
        portraitUrl(size: 128)
      }
      ship {
        id
        renderUrl(size: 512)
      }
    }
  }
`);

interface KillmailHeaderProps {
  mail: KillmailHeaderFragment;
  /** Null when no character of the viewer is known to have taken part. */
  isLoss: boolean | null;
  /** Who is logged in and sees a private mail may publish it. */
  canPublish: boolean;
}

/** Who lost what, where and when. */
export function KillmailHeader(props: KillmailHeaderProps) {
  const { mail, isLoss, canPublish } = props;
  const { victim, finalBlow } = mail;
  const [victimName, ...affiliations] = partyLines(victim);
  const [blowName, blowSecond] = finalBlow ? partyLines(finalBlow) : [];
  return (
    <header className={classes.header}>
      <div className={classes.render}>
        <EveImage src={victim.ship.renderUrl} size={220} />
      </div>
      <div className={classes.body}>
        <div className={classes.badges}>
          {isLoss === null ? null : <ResultChip isLoss={isLoss} />}
          <PublicationBadge {...mail} />
          {canPublish && mail.publicSince === null ? (
            <PublishButton killmailId={mail.id} />
          ) : null}
        </div>
        <Title order={1} size="h2" lh={1.15}>
          <Name label={labelOf("Type", victim.ship)} />
        </Title>
        <div className={classes.victim}>
          {victim.character ? (
            <EveImage src={victim.character.portraitUrl} size={56} />
          ) : null}
          <div>
            <Text fw={600}>
              {victimName ? <PartyName line={victimName} /> : null}
            </Text>
            {affiliations.map((line) => (
              <Text key={line.label.text} size="sm" c="dimmed">
                <PartyName line={line} />
              </Text>
            ))}
          </div>
        </div>
        <div className={classes.facts}>
          <Facts>
            <PlaceFacts mail={mail} />
            <Fact term="EVE time">
              <EveTime time={mail.time} hasSeconds />
            </Fact>
            <Fact term="Damage taken">{formatWhole(victim.damageTaken)}</Fact>
            <Fact term="Final blow">
              {blowName ? <PartyName line={blowName} /> : "None named"}
              {blowSecond ? (
                <Text size="xs" c="dimmed">
                  <PartyName line={blowSecond} />
                </Text>
              ) : null}
            </Fact>
          </Facts>
        </div>
      </div>
    </header>
  );
}
