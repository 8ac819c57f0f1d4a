import { IconPhotoOff } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./eve-image.module.css";

interface EveImageProps {
  src: string;
  /** Edge length in CSS pixels. */
  size: number;
  isRound?: boolean;
}

/** A square picture of the image service, decorative: the name always stands beside it. */
export function EveImage({ src, size, isRound = false }: EveImageProps) {
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  const style = { width: size, height: size };
  const className = isRound
    ? `${classes.image} ${classes.round}`
    : classes.image;
  if (failedSrc === src) {
    return (
      <span className={className} style={style} aria-hidden>
        <IconPhotoOff size={Math.min(24, size / 2)} stroke={1.5} />
      </span>
    );
  }
  return (
    <img
      className={className}
      style={style}
      src={src}
      width={size}
      height={size}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setFailedSrc(src)}
    />
  );
}
