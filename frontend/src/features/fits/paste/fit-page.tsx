import {
  Alert,
  Button,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { ParseFitQuery } from "../../../graphql/generated/graphql.ts";
import { formatCount, formatWhole } from "../../../shared/format/number.ts";
import { ErrorAlert } from "../../../shared/ui/error-notice.tsx";
import { Page } from "../../../shared/ui/page.tsx";
import { Panel } from "../../killmails/detail/panel.tsx";
import panelClasses from "../fit-panel.module.css";
import { CopyButtons } from "../parts/copy-buttons.tsx";
import { FitView } from "../parts/fit-view.tsx";
import { LineList } from "./line-list.tsx";
import { useParseFit } from "./use-parse-fit.ts";

/** What the server reads at most: a longer text is not even sent. */
const MOST_CHARACTERS = 100_000;

/** Reads a pasted fit, and tells what became of each of its lines. */
export function FitPage() {
  const [text, setText] = useState("");
  const { read, parsed, isBusy, error } = useParseFit();
  const [isHidden, setIsHidden] = useState(false);
  const isTooLong = text.length > MOST_CHARACTERS;
  return (
    <Page title="Read a fit">
      <Stack gap="lg">
        <Stack gap="xs" maw={720}>
          <Title order={1} size="h2">
            Read a fit
          </Title>
          <Text c="dimmed">
            Paste one fit or several, from the game or from any tool, in any of
            the game&rsquo;s languages. You see where each line goes, and why
            one does not. Nothing of it is kept.
          </Text>
        </Stack>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setIsHidden(false);
            if (text.trim() !== "" && !isTooLong && !isBusy) read(text);
          }}
        >
          <Stack gap="md">
            <Textarea
              label="EFT text, a fitting link (DNA) or the game's XML"
              placeholder={"[Rifter, My fit]\nDamage Control II\n…"}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autosize
              minRows={8}
              maxRows={18}
              spellCheck={false}
              styles={{ input: { fontFamily: "monospace" } }}
              error={
                isTooLong
                  ? `This text has ${formatWhole(text.length)} characters; ${formatWhole(MOST_CHARACTERS)} are read at most. Paste fewer fits at a time.`
                  : null
              }
            />
            {error && !isHidden ? (
              <ErrorAlert error={error} onClose={() => setIsHidden(true)} />
            ) : null}
            <Group>
              <Button
                type="submit"
                loading={isBusy}
                disabled={text.trim() === "" || isTooLong}
              >
                Read it
              </Button>
            </Group>
          </Stack>
        </form>
        {parsed && !isBusy && !error ? <Result parsed={parsed} /> : null}
      </Stack>
    </Page>
  );
}

function Result({ parsed }: { parsed: ParseFitQuery["parseFit"] }) {
  const { fits, lines } = parsed;
  const refused = lines.filter(({ fate }) => fate === "REFUSED").length;
  return (
    <SimpleGrid
      cols={{ base: 1, md: 2 }}
      spacing="lg"
      style={{ alignItems: "start" }}
    >
      <Stack gap="lg">
        {fits.length === 0 ? (
          <Alert
            variant="outline"
            color="yellow"
            icon={<IconInfoCircle size={18} />}
            title="There is no fit in this"
          >
            <Text size="sm">
              A fit begins with a line such as [Rifter, My fit]: the ship, a
              comma, a name.
            </Text>
          </Alert>
        ) : null}
        {fits.map(({ number, fit }) => (
          <Panel
            key={number}
            title={fit.name === "" ? (fit.hull.name ?? "Fit") : fit.name}
            aside={fit.hull.name}
          >
            <Group gap="xs" className={panelClasses.actions}>
              <CopyButtons fit={fit} />
            </Group>
            <FitView fit={fit} />
          </Panel>
        ))}
      </Stack>
      <Panel
        title="Line by line"
        aside={
          refused === 0
            ? "all taken"
            : formatCount(refused, "line not taken", "lines not taken")
        }
      >
        <LineList lines={lines} />
      </Panel>
    </SimpleGrid>
  );
}
