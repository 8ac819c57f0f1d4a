import { Code, List, Text } from "@mantine/core";
import type { ComponentProps } from "react";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";

/** What EVE SSO is asked for beside the usual login, in the words of its own page. */
const SCOPES: readonly { scope: string; words: string }[] = [
  {
    scope: "esi-killmails.read_corporation_killmails.v1",
    words: "read your corporation’s killmails",
  },
  {
    scope: "esi-characters.read_corporation_roles.v1",
    words: "read your roles in the corporation",
  },
];

type TurnOnDialogProps = Pick<
  ComponentProps<typeof ConfirmDialog>,
  "isOpen" | "onClose" | "action"
> & {
  corporation: string;
  name: string;
  /** What the character has granted already. */
  scopes: readonly string[];
};

/** What it means to let this site read a corporation's killmails, before it does. */
export function TurnOnDialog(props: TurnOnDialogProps) {
  const { isOpen, onClose, action, corporation, name, scopes } = props;
  const missing = SCOPES.filter(({ scope }) => !scopes.includes(scope));
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Sync the killmails of ${corporation}?`}
      action={action}
      confirmLabel={missing.length > 0 ? "Go on to EVE" : "Switch it on"}
      cancelLabel="Not now"
    >
      <List size="sm" spacing="xs">
        <List.Item>
          <strong>What is read:</strong> EVE&rsquo;s list of the kills and
          losses of all members, 90 days back, and what comes from now on.
          Nothing else of the corporation.
        </List.Item>
        <List.Item>
          <strong>Who sees it:</strong> at first only directors who switched
          this on. You can open it to all members who are here; whoever leaves
          the corporation sees it no more.
        </List.Item>
        <List.Item>
          <strong>Who can:</strong> {name} has to have the role Director in the
          game. EVE is asked for that now and again later; without the role this
          goes off by itself.
        </List.Item>
        {missing.length > 0 ? (
          <List.Item>
            <strong>What EVE will ask you for,</strong> with {name} chosen
            there:
            {missing.map(({ scope, words }) => (
              <Text key={scope} size="sm" component="div" mt={4}>
                {words}
                <br />
                <Code fz={11} style={{ overflowWrap: "anywhere" }}>
                  {scope}
                </Code>
              </Text>
            ))}
          </List.Item>
        ) : null}
        <List.Item>
          <strong>Switching it off</strong> stops the reading at once. What was
          collected stays with the corporation.
        </List.Item>
      </List>
    </ConfirmDialog>
  );
}
