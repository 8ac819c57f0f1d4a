import { Text } from "@mantine/core";
import type { PlaceFactsFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf } from "../../../shared/eve/names.ts";
import { spaceText } from "../../../shared/eve/space-text.ts";
import { formatDistance } from "../../../shared/format/distance.ts";
import { Fact } from "../../../shared/ui/facts.tsx";
import { Name } from "../../../shared/ui/name.tsx";
import { SecurityBadge } from "../../../shared/ui/security-badge.tsx";
import classes from "./killmail-header.module.css";

graphql(`
  fragment PlaceFacts on Killmail {
    system {
      id
      name
      security
      spaceKind
      wormholeClass
      constellation {
        id
        name
      }
      region {
        id
        name
      }
    }
    nearestCelestial {
      id
      name
      distanceMeters
    }
  }
`);

/** Where it happened, from the region down to what was nearest. */
export function PlaceFacts({ mail }: { mail: PlaceFactsFragment }) {
  const { system, nearestCelestial } = mail;
  const { constellation, region } = system;
  const space = spaceText(system);
  return (
    <>
      <Fact term="System">
        <span className={classes.system}>
          <SecurityBadge security={system.security} />
          <Name label={labelOf("System", system)} />
        </span>
        {region ? (
          <Text size="xs" c="dimmed">
            {constellation ? (
              <>
                <Name label={labelOf("Constellation", constellation)} />
                {", "}
              </>
            ) : null}
            <Name label={labelOf("Region", region)} />
          </Text>
        ) : null}
        {space === null ? null : (
          <Text size="xs" c="dimmed">
            {space}
          </Text>
        )}
      </Fact>
      {nearestCelestial ? (
        <Fact term="Nearest">
          {nearestCelestial.name}
          <Text size="xs" c="dimmed">
            {formatDistance(nearestCelestial.distanceMeters)} away
          </Text>
        </Fact>
      ) : null}
    </>
  );
}
