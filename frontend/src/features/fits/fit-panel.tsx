import { Anchor, Group } from "@mantine/core";
import { Link } from "react-router";
import type { KillmailFitFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { useViewer } from "../accounts/viewer.ts";
import { Panel } from "../killmails/detail/panel.tsx";
import classes from "./fit-panel.module.css";
import { CopyButtons } from "./parts/copy-buttons.tsx";
import { FitView } from "./parts/fit-view.tsx";
import { SaveButton } from "./save/save-button.tsx";

graphql(`
  fragment KillmailFit on Killmail {
    id
    fit {
      ...FitParts
    }
  }
`);

/** The fit of a lost ship on the killmail's page; nothing where nothing was fitted or carried. */
export function FitPanel({ mail }: { mail: KillmailFitFragment }) {
  const { data } = useViewer();
  const { fit } = mail;
  const isBare =
    fit.holds.length === 0 &&
    fit.slots.every(({ modules }) => modules.length === 0);
  if (isBare) return null;
  return (
    <Panel
      title="Fit"
      aside={
        <Anchor component={Link} to="/fit" inherit>
          Read a fit of yours
        </Anchor>
      }
    >
      <Group gap="xs" className={classes.actions}>
        <CopyButtons fit={fit} />
        {data?.me ? (
          <SaveButton killmailId={mail.id} hull={fit.hull.name} />
        ) : null}
      </Group>
      <FitView fit={fit} />
    </Panel>
  );
}
