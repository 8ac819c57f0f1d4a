import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { FitPartsFragment } from "../../../graphql/generated/graphql.ts";

type Texts = Pick<FitPartsFragment, "eft" | "chatLink" | "xml">;

/** Copies a fit in the formats of the game. */
export function CopyButtons({ fit }: { fit: Texts }) {
  return (
    <>
      <CopyButton
        label="EFT"
        text={fit.eft}
        what="the fit as EFT text, for the game's fitting window"
      />
      <CopyButton
        label="DNA"
        text={fit.chatLink}
        what="the fit as a link (DNA), for the game's chat"
      />
      <CopyButton
        label="XML"
        text={fit.xml}
        what="the fit as XML, for a file to import"
      />
    </>
  );
}

interface CopyButtonProps {
  label: string;
  text: string;
  what: string;
}

function CopyButton({ label, text, what }: CopyButtonProps) {
  const { copy, copied, error } = useClipboard({ timeout: 2_500 });
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => copy(text)}
      aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
      title={error ? "Your browser does not let this page copy" : undefined}
    >
      {error ? "No access" : copied ? "Copied" : label}
    </Button>
  );
}
