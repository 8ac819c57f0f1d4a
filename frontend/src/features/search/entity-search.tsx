import {
  Badge,
  Combobox,
  Group,
  Loader,
  Text,
  TextInput,
  useCombobox,
} from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { errorText } from "../../shared/error-text.ts";
import { EveImage } from "../../shared/ui/eve-image.tsx";
import { kindWords, scriptNote } from "./kind-words.ts";
import { useEntitySearch } from "./use-entity-search.ts";

type Result = ReturnType<typeof useEntitySearch>["results"][number];

/** Finds characters, corporations and alliances; "/" leads to it from anywhere, arrows and Enter from it to a page. */
export function EntitySearch() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const { results, error, isBusy, asked } = useEntitySearch(text);
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
  });
  useHotkeys([["/", () => input.current?.focus()]]);

  function open(path: string): void {
    setText("");
    combobox.closeDropdown();
    input.current?.blur();
    void navigate(path);
  }

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={open}
      width="min(22rem, calc(100vw - 2rem))"
      position="bottom-end"
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          type="search"
          size="xs"
          aria-label="Search characters, corporations and alliances"
          placeholder="Search ( / )"
          maxLength={100}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={isBusy ? <Loader size={14} /> : null}
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            combobox.resetSelectedOption();
            if (value.trim() === "") combobox.closeDropdown();
            else combobox.openDropdown();
          }}
          onFocus={() => {
            if (text.trim() !== "") combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ""}>
        <Combobox.Options aria-label="Found">
          {results.map((result) => (
            <SearchOption key={result.id} result={result} />
          ))}
          {results.length === 0 ? (
            <Combobox.Empty>
              {error
                ? errorText(error).message
                : isBusy
                  ? "Searching…"
                  : `Nobody called "${asked}" is on a killmail you may see.`}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function SearchOption({ result }: { result: Result }) {
  const { path, title } = kindWords[result.kind];
  const note = scriptNote(result.scripts);
  return (
    <Combobox.Option value={`/${path}/${result.id}`}>
      <Group wrap="nowrap" gap="sm">
        <EveImage src={result.imageUrl} size={32} />
        <div style={{ minWidth: 0, flex: 1 }}>
          <Text size="sm" truncate>
            <bdi>{result.name}</bdi>
            {result.ticker === null ? null : (
              <Text span inherit c="dimmed">
                {" "}
                [<bdi>{result.ticker}</bdi>]
              </Text>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {title}
          </Text>
        </div>
        {note === null ? null : (
          <Badge size="xs" variant="light" color="yellow">
            {note}
          </Badge>
        )}
      </Group>
    </Combobox.Option>
  );
}
