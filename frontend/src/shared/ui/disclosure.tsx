import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, type ReactNode } from "react";

interface DisclosureProps {
  label: string;
  /** Made when it is opened, not before. */
  children: () => ReactNode;
}

/** Something that is shown when it is asked for. */
export function Disclosure({ label, children }: DisclosureProps) {
  const [isOpen, { toggle }] = useDisclosure();
  const id = useId();
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        // The sign, not its padding, stands below the text above.
        ml={-8}
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        leftSection={<Icon size={16} aria-hidden />}
      >
        {label}
      </Button>
      <div id={id} hidden={!isOpen}>
        {isOpen ? children() : null}
      </div>
    </div>
  );
}
